package io.stepwell.functions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// What is in a function's code, for people to read: its files by name, the text of those that are
/// text. However large the code is, so many files are named and so much of it is read.
///
/// @param more whether there are further files that are not named
public record SourceFiles(List<File> files, boolean more) {
  private static final int MAX_FILES = 500;
  private static final int MAX_FILE_BYTES = 128 * 1024;
  private static final int MAX_TEXT_BYTES = 1024 * 1024;

  /// Unpacking stops here, whatever the zip says of its sizes.
  private static final long MAX_UNPACKED_BYTES = 64L * 1024 * 1024;

  public SourceFiles {
    files = List.copyOf(files);
  }

  /// @param bytes its size
  /// @param text null when it is none, or too long to be shown
  public record File(String name, long bytes, @Nullable String text) {}

  static SourceFiles of(byte[] zip) throws IOException {
    return new Reader().read(zip);
  }

  private static final class Reader {
    private final List<File> files = new ArrayList<>();
    private final byte[] skipped = new byte[16 * 1024];
    private int textBytes;
    private long unpacked;

    SourceFiles read(byte[] zip) throws IOException {
      boolean more = false;
      try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          if (entry.isDirectory()) {
            continue;
          }
          if (files.size() == MAX_FILES || unpacked >= MAX_UNPACKED_BYTES) {
            more = true;
            break;
          }
          files.add(file(entry.getName(), in));
        }
      }
      files.sort(Comparator.comparing(File::name));
      return new SourceFiles(files, more);
    }

    private File file(String name, ZipInputStream in) throws IOException {
      byte[] start = in.readNBytes(MAX_FILE_BYTES + 1);
      long size = start.length;
      for (int read = 0;
          read >= 0 && unpacked + size < MAX_UNPACKED_BYTES;
          read = in.read(skipped)) {
        size += read;
      }
      unpacked += size;
      boolean fits = size <= MAX_FILE_BYTES && textBytes + size <= MAX_TEXT_BYTES;
      String text = fits ? text(start) : null;
      textBytes += text == null ? 0 : start.length;
      return new File(name, size, text);
    }

    private static @Nullable String text(byte[] bytes) {
      for (byte one : bytes) {
        if (one == 0) {
          return null;
        }
      }
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        return null;
      }
    }
  }
}
