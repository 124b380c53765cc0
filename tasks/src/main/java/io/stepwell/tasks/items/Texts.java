package io.stepwell.tasks.items;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/// The text of an object: UTF-8, with or without a byte order mark, unpacked when it is gzipped.
final class Texts {
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

  static InputStream unpacked(InputStream object) throws IOException {
    BufferedInputStream in = new BufferedInputStream(object, BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip ? new GZIPInputStream(in, BUFFER) : in;
  }
}
