package io.stepwell.server;

import io.stepwell.tasks.batch.BatchJob;
import io.stepwell.tasks.glue.GlueJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Jobs that run on this machine: the sections `batch` and `glue` of `stepwell.yaml`. Paths in them
/// are relative to the file.
///
/// ```yaml
/// batch:
///   queues: {nightly: 2}
///   jobs:
///     Resize: {command: [python3, resize.py, "Ref::folder"], parameters: {folder: in}, attempts: 3}
/// glue:
///   jobs:
///     Report: {script: report.py, arguments: {--day: today}}
/// ```
final class JobSections {
  static final String BATCH = "batch";
  static final String GLUE = "glue";

  private static final int MAX_ATTEMPTS = 10;
  private static final int MANY = 10_000;
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,8})(s|m|h|)");
  private static final Set<String> BATCH_MEMBERS =
      Set.of("command", "image", "directory", "environment", "parameters", "attempts", "timeout");
  private static final Set<String> GLUE_MEMBERS =
      Set.of(
          "script",
          "type",
          "directory",
          "arguments",
          "environment",
          "maxRetries",
          "timeout",
          "maxConcurrentRuns");

  private final Path folder;

  private JobSections(SettingsFile file) {
    Path parent = file.path().toAbsolutePath().getParent();
    folder = parent == null ? Path.of("").toAbsolutePath() : parent;
  }

  static BatchJob.Settings batch(SettingsFile file, Map<String, String> environment) {
    if (!file.sections().containsKey(BATCH)) {
      return BatchJob.Settings.NONE;
    }
    SectionEntry section =
        new SectionEntry(file.path(), BATCH, file.sections().get(BATCH), environment);
    section.allow(Set.of("queues", "jobs"));
    SectionEntry limits = section.entry("queues");
    Map<String, Integer> queues = new LinkedHashMap<>();
    for (Object name : limits.members().keySet()) {
      queues.put(String.valueOf(name), number(limits, String.valueOf(name), 0, 1, MANY));
    }
    JobSections reader = new JobSections(file);
    SectionEntry entries = section.entry("jobs");
    Map<String, BatchJob> jobs = new LinkedHashMap<>();
    for (Object key : entries.members().keySet()) {
      String name = name(entries, key);
      jobs.put(name, reader.batchJob(name, entries.entry(name)));
    }
    return new BatchJob.Settings(jobs, queues);
  }

  private BatchJob batchJob(String name, SectionEntry entry) {
    entry.allow(BATCH_MEMBERS);
    List<String> command = texts(entry, "command");
    String image = entry.optional("image");
    if (command.isEmpty() && image == null) {
      throw entry.wrong("needs a 'command', a list of words, or an 'image'");
    }
    return new BatchJob(
        name,
        command,
        image,
        directory(entry),
        pairs(entry, "environment"),
        pairs(entry, "parameters"),
        number(entry, "attempts", 1, 1, MAX_ATTEMPTS),
        duration(entry));
  }

  static GlueJob.Settings glue(SettingsFile file, Map<String, String> environment) {
    if (!file.sections().containsKey(GLUE)) {
      return GlueJob.Settings.NONE;
    }
    SectionEntry section =
        new SectionEntry(file.path(), GLUE, file.sections().get(GLUE), environment);
    section.allow(Set.of("python", "sparkSubmit", "jobs"));
    JobSections reader = new JobSections(file);
    SectionEntry entries = section.entry("jobs");
    Map<String, GlueJob> jobs = new LinkedHashMap<>();
    for (Object key : entries.members().keySet()) {
      String name = name(entries, key);
      jobs.put(name, reader.glueJob(name, entries.entry(name)));
    }
    String python = section.optional("python");
    String spark = section.optional("sparkSubmit");
    return new GlueJob.Settings(
        jobs, python == null ? "python3" : python, spark == null ? "spark-submit" : spark);
  }

  private GlueJob glueJob(String name, SectionEntry entry) {
    entry.allow(GLUE_MEMBERS);
    String type = entry.oneOf("type", "pythonshell", Set.of("pythonshell", "spark"));
    return new GlueJob(
        name,
        type.equals("spark") ? GlueJob.Type.SPARK : GlueJob.Type.PYTHON_SHELL,
        folder.resolve(entry.text("script")),
        directory(entry),
        pairs(entry, "arguments"),
        pairs(entry, "environment"),
        number(entry, "maxRetries", 0, 0, MAX_ATTEMPTS),
        duration(entry),
        number(entry, "maxConcurrentRuns", 1, 1, MANY));
  }

  private static String name(SectionEntry entries, Object key) {
    String name = String.valueOf(key);
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_ -]{0,127}")) {
      throw entries.wrong(
          "has a job named '%s'; letters, digits, - and _ make a name".formatted(name));
    }
    return name;
  }

  private Path directory(SectionEntry entry) {
    String text = entry.optional("directory");
    return text == null ? folder : folder.resolve(text).normalize();
  }

  private static List<String> texts(SectionEntry entry, String name) {
    Object value = entry.members().get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw entry.wrong("must have a list as '" + name + "'");
    }
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(String.valueOf(each)));
    return texts;
  }

  private static Map<String, String> pairs(SectionEntry entry, String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (entry.has(name)) {
      SectionEntry values = entry.entry(name);
      values
          .members()
          .keySet()
          .forEach(
              key -> {
                String each = String.valueOf(key);
                pairs.put(each, values.text(each));
              });
    }
    return pairs;
  }

  private static int number(SectionEntry entry, String name, int standard, int min, int max) {
    if (!entry.has(name)) {
      return standard;
    }
    if (entry.members().get(name) instanceof Integer number && number >= min && number <= max) {
      return number;
    }
    throw entry.wrong("must have a number from %d to %d as '%s'".formatted(min, max, name));
  }

  private static @Nullable Duration duration(SectionEntry entry) {
    String text = entry.optional("timeout");
    if (text == null) {
      return null;
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw entry.wrong(
          "has '%s' as 'timeout'; it must be a time such as 30s, 10m or 2h".formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
