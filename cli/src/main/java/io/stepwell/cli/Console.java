package io.stepwell.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard output as people read it: colours only on a terminal and without `NO_COLOR`, signs only
/// where they can be shown.
final class Console {
  enum Colour {
    PLAIN(""),
    DIM("\u001b[2m"),
    BOLD("\u001b[1m"),
    RED("\u001b[31m"),
    GREEN("\u001b[32m"),
    YELLOW("\u001b[33m"),
    CYAN("\u001b[36m");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  private static final String RESET = "\u001b[0m";

  private final PrintStream out;
  private final boolean colours;
  private final boolean signs;

  private Console(PrintStream out, boolean colours, boolean signs) {
    this.out = out;
    this.colours = colours;
    this.signs = signs;
  }

  static Console standard() {
    String noColor = System.getenv("NO_COLOR");
    return new Console(
        System.out,
        isTerminal() && (noColor == null || noColor.isEmpty()),
        System.out.charset().equals(StandardCharsets.UTF_8));
  }

  /// Without colours, to anywhere.
  static Console to(PrintStream out) {
    return new Console(out, false, true);
  }

  @SuppressWarnings("SystemConsoleNull") // the JDK's promise is not in its signature
  private static boolean isTerminal() {
    java.io.Console terminal = System.console();
    return terminal != null && terminal.isTerminal();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void line() {
    line("");
  }

  String coloured(Colour colour, String text) {
    return colours && colour != Colour.PLAIN ? colour.code + text + RESET : text;
  }

  /// The sign, or what stands for it on a terminal without Unicode.
  String sign(String sign, String ascii) {
    return signs ? sign : ascii;
  }
}
