package io.stepwell.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file that was copied.
///
/// @param path below the directory, with `/`
/// @param sha256 of its bytes, in hexadecimal
record CopiedFile(String path, long bytes, String sha256) {
  private static final int CHUNK = 1 << 20;

  /// Copies a file as it is now; the copy is on the disk when this returns.
  static CopiedFile copy(Path fromRoot, Path relative, Path toRoot) throws IOException {
    Path from = fromRoot.resolve(relative);
    Path to = toRoot.resolve(relative);
    MessageDigest digest = digest();
    long bytes = 0;
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
        ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        bytes += read;
      }
      out.force(true);
    }
    PosixFileAttributeView rights = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (rights != null) {
      Files.setPosixFilePermissions(to, rights.readAttributes().permissions());
    }
    String path = relative.toString().replace('\\', '/');
    return new CopiedFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
