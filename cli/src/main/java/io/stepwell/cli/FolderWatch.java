package io.stepwell.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Tells when something in a folder has been saved. An editor writes a file in several steps and a
/// checkout many files, so it waits until it has been quiet for a moment.
final class FolderWatch implements AutoCloseable {
  private static final Duration QUIET = Duration.ofMillis(150);
  private static final int MAX_DIRECTORIES = 5_000;

  private final Path root;
  private final WatchService service;
  private int directories;

  /// Whatever is saved from here on is told.
  FolderWatch(Path root) throws IOException {
    this.root = root;
    this.service = FileSystems.getDefault().newWatchService();
    register();
  }

  /// Returns when something has changed.
  void await() throws InterruptedException, IOException {
    WatchKey key = service.take();
    while (key != null) {
      key.pollEvents(); // which one it was does not matter: the folder is read again
      key.reset();
      key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
    register(); // directories that are new
  }

  private void register() throws IOException {
    directories = 0;
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (DefinitionFiles.isSkipped(root.relativize(directory))
                || ++directories > MAX_DIRECTORIES) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            directory.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // it has gone meanwhile
          }
        });
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
