package io.stepwell.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stepwell.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A locked data directory.
///
/// - `lock`: locked by the process that uses the directory, released by the system when that dies;
/// - `owner`: pid and address of that process, for the message that others get. A stale one is
///   harmless: the lock decides;
/// - `format`: which version of the stored form lies here. Written after the database was created;
///   where it exists, a missing database is damage and never silently replaced by an empty one;
/// - `db`: RocksDB's files.
final class DataDirectory implements AutoCloseable {
  static final String DATABASE = "db";

  private static final int FORMAT = 1;
  private static final Pattern FORMAT_LINE = Pattern.compile("stepwell-data (\\d{1,9})\\s*");

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /// Creates the directory when it is missing, and takes it for this process.
  ///
  /// @throws DataDirectoryInUseException when another process, or this one, has it
  static DataDirectory open(Path path) {
    try {
      Files.createDirectories(path);
      DataDirectory directory = lock(path);
      try {
        if (!directory.isNew()) {
          checkFormat(path);
        }
        directory.announce(null);
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
      return directory;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static DataDirectory lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process has it already: reported as any other owner.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new DataDirectoryInUseException(path, Owner.read(path.resolve("owner")));
    }
    return new DataDirectory(path, channel, lock);
  }

  Path database() {
    return path.resolve(DATABASE);
  }

  boolean isNew() {
    return isNew(path);
  }

  private static boolean isNew(Path path) {
    return !Files.exists(path.resolve("format"));
  }

  /// That data of a known version lie there.
  static void checkComplete(Path path) {
    if (isNew(path)) {
      throw new StoreException(
          "%s is no data directory of Stepwell: there is no file 'format' in it".formatted(path));
    }
    try {
      checkFormat(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  static @Nullable Owner owner(Path path) {
    if (!Files.exists(path.resolve("lock"))) {
      return null;
    }
    try {
      lock(path).release();
      return null;
    } catch (DataDirectoryInUseException e) {
      return e.owner();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /// RocksDB takes a database without a log for one whose data were all flushed; but it always leaves
  /// one, so without any some were lost. It takes any damage for the end, too.
  void checkLog() {
    if (isNew()) {
      return;
    }
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(database(), "*.log")) {
      if (!logs.iterator().hasNext()) {
        throw new StoreException(
            "The log is missing: there is no file *.log in %s. Put it back, or restore a backup into"
                    .formatted(database())
                + " an empty directory");
      }
      LogCheck.check(database());
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /// Notes that a database of today's format exists.
  void markFormat() {
    try {
      writeFormat(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /// Says in `owner` who uses the directory, and where it can be reached.
  void announce(@Nullable String url) {
    try {
      replace(path.resolve("owner"), new Owner(ProcessHandle.current().pid(), url).text());
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  static void writeFormat(Path path) throws IOException {
    replace(path.resolve("format"), "stepwell-data " + FORMAT + "\n");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve("owner"));
      release();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private void release() throws IOException {
    lock.release();
    channel.close();
  }

  private static void checkFormat(Path path) throws IOException {
    String text = Files.readString(path.resolve("format"));
    Matcher line = FORMAT_LINE.matcher(text);
    if (!line.matches()) {
      throw new StoreException(
          "The file %s is damaged: it should say \"stepwell-data %d\""
              .formatted(path.resolve("format"), FORMAT));
    }
    int format = Integer.parseInt(line.group(1));
    if (format > FORMAT) {
      throw new StoreException(
          ("The data in %s were written by a newer Stepwell (data format %d, this one knows %d)."
                  + " Use that version, or another data directory")
              .formatted(path, format, FORMAT));
    }
  }

  /// Writes a small file so that a crash leaves the old one or the new one.
  private static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static StoreException unusable(Path path, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException
            ? "this user has no right to write " + cause.getMessage()
            : String.valueOf(cause);
    return new StoreException(
        "The data directory %s can't be used: %s".formatted(path, reason), cause);
  }
}
