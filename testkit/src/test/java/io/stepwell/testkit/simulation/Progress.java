package io.stepwell.testkit.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which seeds have been run, and what all of them covered together: a line for each piece, added
/// when it has ended, so that a long run can be interrupted at any time.
final class Progress {
  private static final String FIELDS = "\t";

  private final @Nullable Path file;
  private final Set<String> pieces = new HashSet<>();
  private final Map<String, Long> seedsOf = new TreeMap<>();
  private final Coverage coverage = new Coverage();
  private long seeds;
  private long failed;

  private Progress(@Nullable Path file) {
    this.file = file;
  }

  /// Kept only in memory.
  static Progress nowhere() {
    return new Progress(null);
  }

  /// With what the file has, if it is there.
  static Progress in(Path file) throws IOException {
    Progress progress = new Progress(file);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        progress.add(line.split(FIELDS));
      }
    }
    return progress;
  }

  synchronized boolean has(long from, long to) {
    return pieces.contains(from + "-" + to);
  }

  synchronized long seeds() {
    return seeds;
  }

  /// @param commit of which sources
  synchronized void finished(long from, long to, int failures, String commit, Coverage covered)
      throws IOException {
    StringBuilder line = new StringBuilder();
    line.append(from).append('-').append(to).append(FIELDS).append(failures);
    line.append(FIELDS).append(commit);
    covered.all().forEach((what, times) -> line.append(FIELDS).append(what + "=" + times));
    add(line.toString().split(FIELDS));
    if (file != null) {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private void add(String[] fields) {
    pieces.add(fields[0]);
    String[] range = fields[0].split("-");
    long more = Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1;
    seeds += more;
    failed += Long.parseLong(fields[1]);
    seedsOf.merge(fields[2], more, Long::sum);
    for (int i = 3; i < fields.length; i++) {
      int equals = fields[i].lastIndexOf('=');
      coverage.add(fields[i].substring(0, equals), Long.parseLong(fields[i].substring(equals + 1)));
    }
  }

  synchronized String summary() {
    return "%s%n%,d failed; seeds of each commit: %s"
        .formatted(coverage.text(seeds), failed, seedsOf);
  }
}
