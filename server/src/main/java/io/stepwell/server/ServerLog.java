package io.stepwell.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// Where the program's log goes: everything to `stepwell.log` in the data directory, warnings and
/// errors to the console, a line each and without stack traces; or all of it to the console as JSON.
///
/// Only the program sets this up. Who embeds a server keeps a logging of their own.
public final class ServerLog {
  public static final String FILE = "stepwell.log";

  private static final String LINE = "%d{ISO8601} %-5level [%thread] %logger{30} - %msg%n";
  private static final String SENTENCE = "%level: %msg%n%nopex";
  private static final String MAX_FILE = "10MB";

  private ServerLog() {}

  /// Before anything is known: sentences of warnings and errors on the console.
  public static void quiet() {
    Logger root = clear();
    root.addAppender(console(root.getLoggerContext(), pattern(root.getLoggerContext(), SENTENCE)));
  }

  /// For a server with a data directory.
  public static void toFile(Path directory, boolean json) {
    Logger root = clear();
    LoggerContext context = root.getLoggerContext();
    root.addAppender(file(context, directory.resolve(FILE)));
    if (json) {
      root.addAppender(jsonConsole(context));
    } else {
      root.addAppender(console(context, pattern(context, SENTENCE)));
    }
  }

  /// For a server that keeps nothing.
  public static void toConsole(boolean json) {
    if (json) {
      Logger root = clear();
      root.addAppender(jsonConsole(root.getLoggerContext()));
    } else {
      quiet();
    }
  }

  private static Logger clear() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    context.getLogger("io.helidon").setLevel(Level.WARN);
    return root;
  }

  private static PatternLayoutEncoder pattern(LoggerContext context, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    return encoder;
  }

  private static ConsoleAppender<ILoggingEvent> console(
      LoggerContext context, Encoder<ILoggingEvent> encoder) {
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel("WARN");
    filter.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.addFilter(filter);
    appender.start();
    return appender;
  }

  private static ConsoleAppender<ILoggingEvent> jsonConsole(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  /// Three files of 10 MB, so that a log never fills a disk.
  private static FileAppender<ILoggingEvent> file(LoggerContext context, Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(pattern(context, LINE));
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(2);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(FileSize.valueOf(MAX_FILE));
    trigger.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    appender.start();
    return appender;
  }
}
