package io.stepwell.store.rocksdb;

import io.stepwell.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/// Loads RocksDB's native library, 15 MB that RocksDB itself would unpack from its jar into the
/// temporary directory at every start, and leave there after a kill.
///
/// A release has it unpacked, in the directory that the property `stepwell.native` names. Otherwise it is
/// unpacked once per version and user, into the user's cache directory. Where that can't be written,
/// RocksDB does it its own way.
final class NativeLibrary {
  private static boolean loaded;

  private NativeLibrary() {}

  static synchronized void load() {
    if (!loaded) {
      try {
        String released = System.getProperty("stepwell.native");
        Path directory = released == null ? unpacked() : Path.of(released);
        if (directory == null) {
          RocksDB.loadLibrary();
        } else {
          RocksDB.loadLibrary(List.of(directory.toString()));
        }
      } catch (UnsatisfiedLinkError | RuntimeException e) {
        throw new StoreException(
            "RocksDB's native library can't be loaded on %s %s: %s"
                .formatted(
                    System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()),
            e);
      }
      loaded = true;
    }
  }

  /// The directory that holds the library under the name that RocksDB looks for.
  private static @Nullable Path unpacked() {
    URL resource =
        RocksDB.class.getClassLoader().getResource(Environment.getJniLibraryFileName("rocksdb"));
    if (resource == null) {
      return null;
    }
    try {
      if (!(resource.openConnection() instanceof JarURLConnection jar)) {
        return null;
      }
      jar.setUseCaches(false);
      try (InputStream in = jar.getInputStream()) {
        JarEntry entry = jar.getJarEntry();
        Path directory = cache().resolve("rocksdb-%08x".formatted(entry.getCrc()));
        Path library = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        if (!isComplete(library, entry.getSize())) {
          unpack(in, directory, library);
        }
        return directory;
      }
    } catch (IOException | RuntimeException e) {
      // No home, or a read-only one: starting a little slower is better than not starting.
      return null;
    }
  }

  private static boolean isComplete(Path library, long size) throws IOException {
    return Files.isRegularFile(library) && Files.size(library) == size;
  }

  private static void unpack(InputStream in, Path directory, Path library) throws IOException {
    createPrivate(directory);
    Path partial = Files.createTempFile(directory, "unpacking", null);
    try {
      try (FileChannel out = FileChannel.open(partial, StandardOpenOption.WRITE)) {
        in.transferTo(Channels.newOutputStream(out));
        out.force(true);
      }
      Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /// Nobody else may put a library where this process loads it from.
  private static void createPrivate(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  private static Path cache() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home", "."));
    if (os.startsWith("mac")) {
      return home.resolve("Library/Caches/stepwell");
    }
    String base = System.getenv(os.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
    return (base == null || base.isEmpty() ? home.resolve(".cache") : Path.of(base))
        .resolve("stepwell");
  }
}
