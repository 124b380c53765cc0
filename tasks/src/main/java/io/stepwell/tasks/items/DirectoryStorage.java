package io.stepwell.tasks.items;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /// Beside the object first, then moved: a reader sees a whole object or none.
  @Override
  public OutputStream write(String bucket, String key) throws IOException {
    Path file = below(bucket(bucket), key);
    Path folder = Objects.requireNonNull(file.getParent(), "a key lies in its bucket");
    Files.createDirectories(folder);
    Path part = Files.createTempFile(inside(folder), ".part-", "");
    return new FilterOutputStream(Files.newOutputStream(part)) {
      private boolean closed;

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          super.close();
          Files.move(
              part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    };
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
        && !String.valueOf(file.getFileName()).startsWith(".part-");
  }

  private static Listed listed(Path file, String key) throws IOException {
    long size = Files.size(file);
    long modified = Files.getLastModifiedTime(file).toMillis();
    String etag = "%016x%016x".formatted(size, modified);
    return new Listed(key, size, etag, modified / 1000);
  }
}
