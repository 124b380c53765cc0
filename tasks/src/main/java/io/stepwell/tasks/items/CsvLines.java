package io.stepwell.tasks.items;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of a CSV text (RFC 4180) with a delimiter of choice: fields may be quoted, a quote
/// inside is doubled, and lines end with LF, CR LF or CR. Empty lines are passed over.
final class CsvLines {
  private final Reader in;
  private final char delimiter;
  private int ahead = -2;
  private long line = 1;

  CsvLines(Reader in, char delimiter) {
    this.in = in;
    this.delimiter = delimiter;
  }

  /// The next record's fields; null behind the last.
  @Nullable List<String> next() throws IOException {
    int c = read();
    while (c == '\n' || c == '\r') {
      line++;
      c = read();
    }
    if (c < 0) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    int chars = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      c = c == '"' ? quoted(field) : plain(field, c);
      chars += field.length() + 1; // empty fields take room, too
      if (chars > Texts.MAX_RECORD_CHARS) {
        throw new ItemReadException("The CSV record at line " + line + " is too long.");
      }
      fields.add(field.toString());
      if (c != delimiter) {
        break;
      }
      c = read();
    }
    line++;
    return fields;
  }

  /// Reads a field without quotes; returns the character that ended it.
  private int plain(StringBuilder field, int first) throws IOException {
    int c = first;
    while (c >= 0 && c != delimiter && c != '\n' && c != '\r') {
      append(field, c);
      c = read();
    }
    return ended(c);
  }

  /// Reads a field behind its opening quote; what follows the closing one is taken as it is.
  private int quoted(StringBuilder field) throws IOException {
    while (true) {
      int c = read();
      if (c < 0) {
        throw new ItemReadException("A quoted field of the CSV file does not end.");
      }
      if (c != '"') {
        append(field, c);
        continue;
      }
      int next = read();
      if (next != '"') {
        return plain(field, next);
      }
      append(field, '"');
    }
  }

  private void append(StringBuilder field, int c) {
    if (field.length() >= Texts.MAX_RECORD_CHARS) {
      throw new ItemReadException("The CSV record at line " + line + " is too long.");
    }
    field.append((char) c);
  }

  private int ended(int c) throws IOException {
    if (c == '\r') {
      int next = read();
      if (next != '\n') {
        ahead = next;
      }
      return '\n';
    }
    return c;
  }

  private int read() throws IOException {
    if (ahead != -2) {
      int c = ahead;
      ahead = -2;
      return c;
    }
    return in.read();
  }
}
