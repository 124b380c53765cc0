package io.stepwell.server;

import io.stepwell.tasks.items.DirectoryStorage;
import io.stepwell.tasks.items.ObjectStorage;
import io.stepwell.tasks.items.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.regex.Pattern;

/// Which bucket is where: a folder here if there is one of its name, and otherwise at the S3 server
/// that is configured.
final class Buckets implements ObjectStorage {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");

  private final Path folders;
  private final ObjectStorage local;
  private final ObjectStorage remote;

  private Buckets(Path folders, ObjectStorage remote) {
    this.folders = folders;
    this.local = new DirectoryStorage(folders);
    this.remote = remote;
  }

  /// @param folders the folder whose folders are buckets
  static ObjectStorage of(Path folders, Resolution resolution, String region) {
    ObjectStorage remote = resolution.objects(region);
    return remote == null ? new DirectoryStorage(folders) : new Buckets(folders, remote);
  }

  private ObjectStorage of(String bucket) {
    return NAME.matcher(bucket).matches() && Files.isDirectory(folders.resolve(bucket))
        ? local
        : remote;
  }

  @Override
  public InputStream read(String bucket, String key) throws IOException {
    return of(bucket).read(bucket, key);
  }

  @Override
  public Iterator<Listed> list(String bucket, String prefix) throws IOException {
    return of(bucket).list(bucket, prefix);
  }

  @Override
  public ObjectWriter write(String bucket, String key) throws IOException {
    return of(bucket).write(bucket, key);
  }
}
