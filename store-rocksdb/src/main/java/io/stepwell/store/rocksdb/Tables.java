package io.stepwell.store.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stepwell.store.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// A column family per table. It is named by the table's number, which is what stays when a table is
/// renamed.
final class Tables {
  private static final String PREFIX = "table-";

  private final @Nullable ColumnFamilyHandle[] byNumber = new ColumnFamilyHandle[256];

  /// The families' own numbers, noted once: asking a handle is a native call, and asking that of a
  /// closed database would be fatal.
  private final int[] ids = new int[256];

  private final ColumnFamilyHandle own;

  /// @param handles the handles of all column families of an open database
  Tables(List<ColumnFamilyHandle> handles) throws RocksDBException {
    ColumnFamilyHandle defaultFamily = null;
    for (ColumnFamilyHandle handle : handles) {
      String name = new String(handle.getName(), US_ASCII);
      if (name.startsWith(PREFIX)) {
        int number = Integer.parseInt(name.substring(PREFIX.length()));
        byNumber[number] = handle;
        ids[number] = handle.getID();
      } else {
        defaultFamily = handle;
      }
    }
    own = Objects.requireNonNull(defaultFamily, "RocksDB opens its default family");
  }

  /// The families to open: those on disk, whether or not this program knows them (RocksDB wants all
  /// of them), and those that are wanted.
  static List<ColumnFamilyDescriptor> descriptors(
      Path database, boolean isNew, List<Table> wanted, ColumnFamilyOptions options)
      throws RocksDBException {
    Set<String> names = new HashSet<>();
    names.add(new String(RocksDB.DEFAULT_COLUMN_FAMILY, US_ASCII));
    wanted.forEach(table -> names.add(PREFIX + table.number()));
    if (!isNew || Files.exists(database.resolve("CURRENT"))) {
      try (Options listing = new Options()) {
        RocksDB.listColumnFamilies(listing, database.toString())
            .forEach(it -> names.add(new String(it, US_ASCII)));
      }
    }
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    names.forEach(
        it -> descriptors.add(new ColumnFamilyDescriptor(it.getBytes(US_ASCII), options)));
    return descriptors;
  }

  ColumnFamilyHandle family(Table table) {
    ColumnFamilyHandle handle = byNumber[table.number()];
    if (handle == null) {
      throw unknown(table);
    }
    return handle;
  }

  /// The number that stands for the table in RocksDB's log.
  int id(Table table) {
    int id = ids[table.number()];
    if (id == 0) {
      throw unknown(table);
    }
    return id;
  }

  /// The family of a number that [#id] gave.
  ColumnFamilyHandle byId(int id) {
    for (int number = 1; number < ids.length; number++) {
      ColumnFamilyHandle handle = byNumber[number];
      if (ids[number] == id && handle != null) {
        return handle;
      }
    }
    throw new IllegalArgumentException("no column family has the number " + id);
  }

  List<ColumnFamilyHandle> all() {
    List<ColumnFamilyHandle> all = new ArrayList<>(List.of(own));
    for (ColumnFamilyHandle handle : byNumber) {
      if (handle != null) {
        all.add(handle);
      }
    }
    return all;
  }

  /// Where the store keeps what is its own: the epochs.
  ColumnFamilyHandle own() {
    return own;
  }

  private static IllegalArgumentException unknown(Table table) {
    return new IllegalArgumentException(
        "table %d (%s) was not named when the store was opened"
            .formatted(table.number(), table.name()));
  }
}
