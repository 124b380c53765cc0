package io.stepwell.server.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Which files of a data directory are copied as they are. The store makes its own copy; what belongs
/// to the process that runs, or is made anew at its start, stays behind.
///
/// Processes stay behind, too: a server that is started from the copy must not take those of the
/// first one for its own and end them. It finds that a job's attempt has gone, and goes on from there.
final class DataFiles {
  private static final Set<Path> LEFT =
      Set.of(
          Path.of("db"),
          Path.of("format"),
          Path.of("lock"),
          Path.of("owner"),
          Path.of(Backup.STAGING),
          Path.of("python"),
          Path.of("functions", "bootstrap"),
          Path.of("functions", "unpacked"),
          Path.of("functions", "work"),
          Path.of("functions", "workers"));

  /// Files that are being written, and renamed when they are whole.
  private static final List<String> UNFINISHED = List.of(".new", ".next");

  private static final Path JOBS = Path.of("jobs");
  private static final String PROGRAM_LOG = "stepwell.log";
  private static final Set<String> PROCESS_OF_JOB = Set.of("pid", "job");

  private DataFiles() {}

  /// @param path below the data directory
  static boolean isCopied(Path path) {
    String name = String.valueOf(path.getFileName());
    if (LEFT.contains(path) || UNFINISHED.stream().anyMatch(name::endsWith)) {
      return false;
    }
    if (path.startsWith(JOBS)) {
      return !PROCESS_OF_JOB.contains(name);
    }
    return path.getNameCount() > 1 || !name.startsWith(PROGRAM_LOG);
  }
}
