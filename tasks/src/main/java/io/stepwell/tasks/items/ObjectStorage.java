package io.stepwell.tasks.items;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/// Objects in buckets, as far as a map run needs them. May wait; each call is made on a thread that
/// may.
public interface ObjectStorage {
  /// @param etag without its quotes
  /// @param modifiedAt epoch seconds
  record Listed(String key, long size, String etag, long modifiedAt) {}

  /// The object's bytes from the first on.
  ///
  /// @throws IOException with AWS's sentence, such as that the key does not exist
  InputStream read(String bucket, String key) throws IOException;

  /// The objects whose keys begin with a prefix, in the order of their keys.
  ///
  /// @throws IOException with AWS's sentence, such as that the bucket does not exist
  Iterator<Listed> list(String bucket, String prefix) throws IOException;

  /// Begins to write an object; it is there when that has been completed.
  ObjectWriter write(String bucket, String key) throws IOException;

  /// A storage that has no bucket.
  ObjectStorage NONE =
      new ObjectStorage() {
        @Override
        public InputStream read(String bucket, String key) throws IOException {
          throw missing(bucket);
        }

        @Override
        public Iterator<Listed> list(String bucket, String prefix) throws IOException {
          throw missing(bucket);
        }

        @Override
        public ObjectWriter write(String bucket, String key) throws IOException {
          throw missing(bucket);
        }

        private IOException missing(String bucket) {
          return new IOException("The specified bucket does not exist: " + bucket);
        }
      };
}
