package io.stepwell.store;

/// A table's number and name. Numbers are part of the stored format and are never reused.
public record Table(int number, String name) {
  public Table {
    if (number < 1 || number > 255) {
      throw new IllegalArgumentException("table numbers are 1 to 255: " + number);
    }
  }
}
