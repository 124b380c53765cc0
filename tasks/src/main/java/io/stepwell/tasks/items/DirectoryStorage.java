package io.stepwell.tasks.items;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Buckets as folders: `ROOT/BUCKET/KEY`. A bucket is there when its folder is. Whatever a name
/// spells, nothing outside the root is ever touched: `..` is refused, and so are links that lead
/// out.
public final class DirectoryStorage implements ObjectStorage {
  private static final String PART = ".part-";

  private final Path root;

  public DirectoryStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public InputStream read(String bucket, String key) throws IOException {
    Path file = below(bucket(bucket), key);
    if (!Files.isRegularFile(file)) {
      throw new IOException("The specified key does not exist: " + key);
    }
    return Files.newInputStream(inside(file));
  }

  @Override
  public Iterator<Listed> list(String bucket, String prefix) throws IOException {
    Path folder = bucket(bucket);
    List<Listed> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(DirectoryStorage::isObject).toList()) {
        String key = folder.relativize(file).toString().replace('\\', '/');
        if (key.startsWith(prefix)) {
          found.add(listed(file, key));
        }
      }
    }
    found.sort(Comparator.comparing(Listed::key));
    return found.iterator();
  }

  /// Beside the object first, synced, then moved: whatever happens, a reader sees a whole object or none.
  @Override
  public ObjectWriter write(String bucket, String key) throws IOException {
    Path file = below(bucket(bucket), key);
    Path folder = Objects.requireNonNull(file.getParent(), "a key lies in its bucket");
    Files.createDirectories(folder);
    Path part = Files.createTempFile(inside(folder), PART, "");
    return new ObjectWriter(Files.newOutputStream(part)) {
      @Override
      protected void publish() throws IOException {
        sync(part, StandardOpenOption.WRITE);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
          sync(folder, StandardOpenOption.READ); // there no folder can be opened
        }
      }

      @Override
      protected void discard() throws IOException {
        Files.deleteIfExists(part);
      }
    };
  }

  private static void sync(Path path, OpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  private Path bucket(String bucket) throws IOException {
    Path folder = below(root, bucket);
    if (!root.equals(folder.getParent()) || !Files.isDirectory(folder)) {
      throw new IOException("The specified bucket does not exist: " + bucket);
    }
    return inside(folder);
  }

  private static Path below(Path folder, String name) throws IOException {
    try {
      Path path = folder.resolve(name).normalize();
      boolean climbs = List.of(name.split("[/\\\\]")).contains("..");
      if (!name.isEmpty() && !climbs && path.startsWith(folder) && !path.equals(folder)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new IOException("The name is not valid: " + name, e);
    }
    throw new IOException("The name is not valid: " + name);
  }

  /// The same path, unless a link on the way leads out of the root.
  private Path inside(Path path) throws IOException {
    if (!path.toRealPath().startsWith(root.toRealPath())) {
      throw new IOException("The name leads out of the buckets' folder: " + path.getFileName());
    }
    return path;
  }

  private static boolean isObject(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && !String.valueOf(file.getFileName()).startsWith(PART);
  }

  private static Listed listed(Path file, String key) throws IOException {
    long size = Files.size(file);
    long modified = Files.getLastModifiedTime(file).toMillis();
    String etag = "%016x%016x".formatted(size, modified);
    return new Listed(key, size, etag, modified / 1000);
  }
}
