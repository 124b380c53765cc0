package io.stepwell.tasks.items;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The text of an object: UTF-8, with or without a byte order mark, unpacked when it is gzipped.
final class Texts {
  /// Longer records are nobody's data.
  static final int MAX_RECORD_CHARS = 8 << 20;

  private static final int BUFFER = 1 << 16;

  private Texts() {}

  static BufferedReader of(InputStream object) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(unpacked(object), StandardCharsets.UTF_8), BUFFER);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  /// The next line, perhaps with a CR at its end; null behind the last.
  static @Nullable String line(Reader in) throws IOException {
    int c = in.read();
    if (c < 0) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() == MAX_RECORD_CHARS) {
        throw new ItemReadException("A line of the object is too long.");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  static InputStream unpacked(InputStream object) throws IOException {
    BufferedInputStream in = new BufferedInputStream(object, BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new GZIPInputStream(in, BUFFER) : in;
  }
}
