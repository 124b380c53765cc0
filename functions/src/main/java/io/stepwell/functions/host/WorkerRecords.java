package io.stepwell.functions.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process ids of the workers that run, one file each. A server that finds files of a killed
/// predecessor ends those processes before it calls any function, so that no call runs twice at once.
///
/// Ids are used again by the operating system: a process is only ended when its command line holds
/// the worker's id, which is in the file.
final class WorkerRecords {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerRecords.class);
  private static final int END_SECONDS = 10;

  private final Path directory;

  WorkerRecords(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /// Records a worker; it gets no call before.
  void add(long pid, String workerId) throws IOException {
    Files.writeString(file(pid), workerId);
  }

  void remove(long pid) {
    try {
      Files.deleteIfExists(file(pid));
    } catch (IOException e) {
      LOG.warn("Cannot remove {}: {}", file(pid), e.toString());
    }
  }

  /// Ends what a predecessor left behind and waits until it is gone.
  void reap() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(directory)) {
      files = found.toList();
    }
    for (Path file : files) {
      leftover(file).ifPresent(WorkerRecords::end);
      Files.deleteIfExists(file);
    }
  }

  private static Optional<ProcessHandle> leftover(Path file) throws IOException {
    String workerId = Files.readString(file);
    String name = file.getFileName().toString();
    if (workerId.isBlank() || !name.chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(name))
        .filter(process -> process.info().commandLine().orElse("").contains(workerId));
  }

  private static void end(ProcessHandle process) {
    LOG.info("Ending worker {} of an earlier server", process.pid());
    Processes.kill(process);
    try {
      process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "Worker process %d of an earlier server does not end; end it by hand, then start again"
              .formatted(process.pid()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ending workers of an earlier server", e);
    }
  }

  private Path file(long pid) {
    return directory.resolve(Long.toString(pid));
  }
}
