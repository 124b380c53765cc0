package io.stepwell.server.observe;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of one log group: `records.jsonl`, which grows, and `records.jsonl.1` and so on, which
/// are older. Not for several threads at once.
final class LogFiles implements Closeable {
  private static final String NAME = "records.jsonl";

  private final Path directory;
  private final LogBounds bounds;
  private @Nullable OutputStream out;
  private long size;

  LogFiles(Path directory, LogBounds bounds) {
    this.directory = directory;
    this.bounds = bounds;
  }

  void append(byte[] line) throws IOException {
    if (out != null && size + line.length + 1 > bounds.fileBytes() && size > 0) {
      close();
      rotate();
    }
    OutputStream open = out;
    if (open == null) {
      Files.createDirectories(directory);
      Path file = directory.resolve(NAME);
      size = Files.exists(file) ? Files.size(file) : 0;
      boolean whole = endsWithALine(file);
      open = new BufferedOutputStream(new FileOutputStream(file.toFile(), true), 64 * 1024);
      out = open;
      if (!whole) { // the last process was killed while it wrote
        open.write('\n');
        size++;
      }
    }
    open.write(line);
    open.write('\n');
    size += line.length + 1;
  }

  private boolean endsWithALine(Path file) throws IOException {
    if (size == 0) {
      return true;
    }
    try (RandomAccessFile read = new RandomAccessFile(file.toFile(), "r")) {
      read.seek(size - 1);
      return read.read() == '\n';
    }
  }

  void flush() throws IOException {
    OutputStream open = out;
    if (open != null) {
      open.flush();
    }
  }

  @Override
  public void close() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }

  private void rotate() throws IOException {
    Files.deleteIfExists(file(bounds.files() - 1));
    for (int number = bounds.files() - 2; number >= 0; number--) {
      if (Files.exists(file(number))) {
        Files.move(file(number), file(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// 0 is the one that grows.
  private Path file(int number) {
    return directory.resolve(number == 0 ? NAME : NAME + "." + number);
  }

  /// Deletes the older files whose last line is older than this.
  void dropBefore(long epochMillis) throws IOException {
    for (int number = 1; number < bounds.files(); number++) {
      Path file = file(number);
      if (Files.exists(file) && Files.getLastModifiedTime(file).toMillis() < epochMillis) {
        Files.delete(file);
      }
    }
  }

  long storedBytes() throws IOException {
    long bytes = 0;
    for (int number = 0; number < bounds.files(); number++) {
      Path file = file(number);
      bytes += Files.exists(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  /// Readers of all files, the oldest first: they stay right when files are renamed or deleted.
  List<BufferedReader> open() throws IOException {
    List<BufferedReader> readers = new ArrayList<>();
    for (int number = bounds.files() - 1; number >= 0; number--) {
      try {
        InputStream in = Files.newInputStream(file(number));
        // half a character at the end of what was being written is no mistake
        readers.add(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
      } catch (NoSuchFileException _) {
        // there are not so many yet
      }
    }
    return readers;
  }

  /// All lines of these readers, which are closed. The last one of each may not be whole.
  static List<String> lines(List<BufferedReader> readers) {
    List<String> lines = new ArrayList<>();
    try {
      for (BufferedReader reader : readers) {
        try (reader) {
          reader.lines().forEach(lines::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
