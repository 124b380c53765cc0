package io.stepwell.tasks.items;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV text as objects of texts: a missing cell is empty, a surplus one is dropped.
final class CsvItems implements ItemStream {
  private final BufferedReader in;
  private final CsvLines lines;
  private final List<String> headers;
  private Map<String, String> row = Map.of();

  private CsvItems(BufferedReader in, CsvLines lines, List<String> headers) {
    this.in = in;
    this.lines = lines;
    this.headers = headers;
  }

  /// @param given the names of the columns; empty when the first row has them
  static CsvItems open(BufferedReader in, char delimiter, List<String> given) throws IOException {
    CsvLines lines = new CsvLines(in, delimiter);
    List<String> headers = given;
    if (headers.isEmpty()) {
      List<String> first = lines.next();
      headers = first == null ? List.of() : first;
    }
    if (new HashSet<>(headers).size() < headers.size()) {
      in.close();
      throw new ItemReadException("CSV headers cannot contain duplicates.");
    }
    return new CsvItems(in, lines, headers);
  }

  @Override
  public boolean next() {
    try {
      List<String> cells = lines.next();
      if (cells == null) {
        return false;
      }
      row = row(cells);
      return true;
    } catch (IOException e) {
      throw new ItemReadException("The CSV file can't be read: " + e.getMessage(), e);
    }
  }

  /// AWS shows the cells of a row in a hash table's order.
  private Map<String, String> row(List<String> cells) {
    Map<String, String> cellsByName = new HashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      cellsByName.put(headers.get(i), i < cells.size() ? cells.get(i) : "");
    }
    return Collections.unmodifiableMap(cellsByName);
  }

  @Override
  public @Nullable Object item() {
    return row;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new ItemReadException("The CSV file can't be closed: " + e.getMessage(), e);
    }
  }
}
