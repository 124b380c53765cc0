package io.stepwell.server.observe;

import io.stepwell.api.logs.LogGroups;
import io.stepwell.json.Json;
import io.stepwell.runtime.Account;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Log groups as directories: `logs/ACCOUNT/REGION/GROUP/records.jsonl`. A group is made by CreateLogGroup,
/// or by the first record for it as long as nobody has made one in its region here: until then log
/// groups are thought to be kept elsewhere, and any is taken as a destination. Afterwards a
/// destination must be there, as on AWS.
public final class LogDirectory implements LogGroups, AutoCloseable {
  private static final String ABOUT = "group.json";
  private static final String KEPT_HERE = ".groups-are-kept-here";
  private static final long MILLIS_PER_DAY = 86_400_000;

  private final Path root;
  private final LogBounds bounds;
  private final InstantSource clock;
  private final Map<Path, LogFiles> open = new HashMap<>(); // guarded by this

  public LogDirectory(Path root, LogBounds bounds, InstantSource clock) {
    this.root = root;
    this.bounds = bounds;
    this.clock = clock;
  }

  /// Whether machines may log to a group.
  synchronized boolean accepts(LogGroupName group) {
    return !Files.exists(region(group.account(), group.region()).resolve(KEPT_HERE))
        || Files.exists(directory(group.account(), group.region(), group.name()).resolve(ABOUT));
  }

  // ---- groups

  @Override
  public synchronized boolean create(Account account, String name) {
    Path directory = directory(account.id(), account.region(), name);
    if (Files.exists(directory.resolve(ABOUT))) {
      return false;
    }
    try {
      make(directory, name);
      Path mark = region(account.id(), account.region()).resolve(KEPT_HERE);
      if (!Files.exists(mark)) {
        Files.createFile(mark);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    write(directory, new Group(name, clock.millis(), null, 0));
  }

  private static void write(Path directory, Group group) throws IOException {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("logGroupName", group.name());
    about.put("creationTime", group.createdAt());
    Integer days = group.retentionDays();
    if (days != null) {
      about.put("retentionInDays", (long) days);
    }
    Files.write(directory.resolve(ABOUT), Json.writeBytes(about));
  }

  @Override
  public synchronized boolean delete(Account account, String name) {
    Path directory = directory(account.id(), account.region(), name);
    if (!Files.exists(directory.resolve(ABOUT))) {
      return false;
    }
    try {
      LogFiles files = open.remove(directory);
      if (files != null) {
        files.close();
      }
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized boolean retain(Account account, String name, @Nullable Integer days) {
    Path directory = directory(account.id(), account.region(), name);
    Group group = group(directory);
    if (group == null) {
      return false;
    }
    try {
      write(directory, new Group(name, group.createdAt(), days, 0));
      dropOld(directory, days);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void dropOld(Path directory, @Nullable Integer days) throws IOException {
    if (days != null) {
      files(directory).dropBefore(clock.millis() - days * MILLIS_PER_DAY);
    }
  }

  @Override
  public synchronized List<Group> list(Account account, String prefix) {
    Path region = region(account.id(), account.region());
    if (!Files.isDirectory(region)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(region)) {
      List<Group> groups = new ArrayList<>();
      for (Path directory : directories.toList()) {
        Group group = group(directory);
        if (group != null && group.name().startsWith(prefix)) {
          groups.add(group);
        }
      }
      groups.sort(Comparator.comparing(Group::name));
      return groups;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The group that a directory holds, or null.
  private @Nullable Group group(Path directory) {
    Path about = directory.resolve(ABOUT);
    if (!Files.exists(about)) {
      return null;
    }
    try {
      if (Json.parse(Files.readAllBytes(about)) instanceof Map<?, ?> members
          && members.get("logGroupName") instanceof String name
          && members.get("creationTime") instanceof Number created) {
        Integer days =
            members.get("retentionInDays") instanceof Number number ? number.intValue() : null;
        return new Group(name, created.longValue(), days, files(directory).storedBytes());
      }
      throw new IOException(about + " does not describe a log group");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- records

  /// Appends a record; false when there is no such group any more.
  synchronized boolean append(LogGroupName group, byte[] record) throws IOException {
    Path directory = directory(group.account(), group.region(), group.name());
    if (!open.containsKey(directory)) {
      if (!accepts(group)) {
        return false;
      }
      if (!Files.exists(directory.resolve(ABOUT))) {
        make(directory, group.name());
      }
      Group known = group(directory);
      dropOld(directory, known == null ? null : known.retentionDays());
    }
    files(directory).append(record);
    return true;
  }

  private LogFiles files(Path directory) {
    return open.computeIfAbsent(directory, path -> new LogFiles(path, bounds));
  }

  synchronized void flush() throws IOException {
    for (LogFiles files : open.values()) {
      files.flush();
    }
  }

  @Override
  public @Nullable List<Line> read(Account account, String name) {
    List<BufferedReader> readers;
    Integer days;
    synchronized (this) {
      Path directory = directory(account.id(), account.region(), name);
      Group group = group(directory);
      if (group == null) {
        return null;
      }
      try {
        LogFiles files = files(directory);
        files.flush();
        readers = files.open();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      days = group.retentionDays();
    }
    long oldest = days == null ? Long.MIN_VALUE : clock.millis() - days * MILLIS_PER_DAY;
    return LogFiles.lines(readers).stream()
        .filter(LogDirectory::isWhole)
        .map(LogDirectory::line)
        .filter(line -> line.at() >= oldest)
        .toList();
  }

  /// Records end with these members; what executions wrote stands before them.
  private static Line line(String record) {
    String arn = member(record, "execution_arn");
    long at = Long.parseLong(member(record, "event_timestamp"));
    String[] parts = arn.split(":", 8);
    String machine = parts.length > 6 ? parts[6].split("/", 2)[0] : "";
    return new Line(
        "states/%s/%s"
            .formatted(machine, Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC).toLocalDate()),
        at,
        record);
  }

  /// A record that was being written, now or when the process was killed, is not.
  private static boolean isWhole(String record) {
    return record.endsWith("}") && has(record, "event_timestamp") && has(record, "execution_arn");
  }

  private static boolean has(String record, String name) {
    String opening = "\"" + name + "\":\"";
    int begin = record.lastIndexOf(opening);
    return begin >= 0 && record.indexOf('"', begin + opening.length()) >= 0;
  }

  private static String member(String record, String name) {
    String opening = "\"" + name + "\":\"";
    int begin = record.lastIndexOf(opening) + opening.length();
    return record.substring(begin, record.indexOf('"', begin));
  }

  @Override
  public synchronized void close() throws IOException {
    for (LogFiles files : open.values()) {
      files.close();
    }
    open.clear();
  }

  private Path region(String account, String region) {
    return root.resolve(account).resolve(region);
  }

  private Path directory(String account, String region, String group) {
    return region(account, region).resolve(LogGroupName.directory(group));
  }
}
