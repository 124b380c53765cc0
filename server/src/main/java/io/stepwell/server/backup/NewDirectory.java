package io.stepwell.server.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A directory that appears whole or not at all: filled beside its place under a name of its own, and
/// renamed when it is complete and on the disk.
final class NewDirectory implements AutoCloseable {
  private final Path target;
  private final Path partial;

  private NewDirectory(Path target, Path partial) {
    this.target = target;
    this.partial = partial;
  }

  /// @param target does not exist, or is an empty directory
  /// @throws BackupException when there is something at the target
  static NewDirectory at(Path target) throws IOException {
    requireFree(target);
    Path parent = target.getParent();
    if (parent == null) {
      throw new BackupException("%s can't be replaced; name a directory below".formatted(target));
    }
    Files.createDirectories(parent);
    Path partial = parent.resolve("." + target.getFileName() + ".partial");
    delete(partial); // of one that was interrupted
    Files.createDirectory(partial);
    return new NewDirectory(target, partial);
  }

  static void requireFree(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
        if (files.iterator().hasNext()) {
          throw new BackupException(
              "%s is not empty, and nothing is overwritten; name a new or an empty directory"
                  .formatted(target));
        }
      }
    } else if (Files.exists(target)) {
      throw new BackupException("%s is not a directory; name another one".formatted(target));
    }
  }

  Path partial() {
    return partial;
  }

  /// Puts a file into it, and on the disk.
  void write(String name, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            partial.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }

  /// Gives it its name.
  void complete() throws IOException {
    Files.walkFileTree(
        partial,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            force(directory);
            return FileVisitResult.CONTINUE;
          }
        });
    requireFree(target);
    Files.deleteIfExists(target);
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    force(target.toAbsolutePath().getParent());
  }

  /// Leaves nothing behind when it was not completed.
  @Override
  public void close() throws IOException {
    delete(partial);
  }

  static void delete(Path directory) throws IOException {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      // there is none
    }
  }

  /// Puts the names in a directory on the disk.
  private static void force(@Nullable Path directory) throws IOException {
    if (directory != null && !System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }
}
