package io.stepwell.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.store.StoreContract;
import io.stepwell.store.StoreException;
import io.stepwell.store.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RocksDbStoreTest extends StoreContract {
  @Override
  protected Store open(Path directory) {
    return TestStores.open(directory, TABLES);
  }

  @Test
  void tablesMayComeAndGo() throws InterruptedException {
    writeLetters("a");
    store.close();
    Table added = new Table(9, "added");
    store = TestStores.open(directory, List.of(added));
    write(batch().put(added, bytes("k"), bytes("v")));
    assertThat(get(added, "k")).isEqualTo("v");
    store.close();
    store = TestStores.open(directory, List.of(EVENTS));
    assertThat(get(EVENTS, "a")).isEqualTo("a");
    assertThat(get(added, "k")).isEqualTo("v");
  }

  @Test
  void anUnknownTableIsNamed() {
    Table unknown = new Table(77, "typo");
    assertThatThrownBy(() -> get(unknown, "k")).hasMessageContaining("table 77 (typo)");
    Batch batch = batch().put(unknown, bytes("k"), bytes("v"));
    assertThatThrownBy(() -> store.append(batch)).hasMessageContaining("table 77 (typo)");
  }

  @Test
  void closingEndsCursorsThatWereForgotten() throws InterruptedException {
    writeLetters("ab");
    Cursor cursor = store.scan(1, EVENTS, bytes("a"), bytes("z"), false);
    assertThat(cursor.next()).isTrue();
    store.close();
    assertThatThrownBy(cursor::next).isInstanceOf(StoreException.class);
    assertThatThrownBy(cursor::key).isInstanceOf(StoreException.class);
    cursor.close();
  }

  @Test
  void aCheckpointIsADataDirectoryOfThatMoment() throws InterruptedException {
    writeLetters("ab");
    write(batch().add(COUNTS, bytes("n"), 2));
    Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
    ((RocksDbStore) store).checkpoint(copy);
    write(batch().delete(EVENTS, bytes("a")).add(COUNTS, bytes("n"), 1));
    assertThatThrownBy(() -> ((RocksDbStore) store).checkpoint(copy))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("exists");
    store.close();
    store = open(copy);
    assertThat(scan("a", "z")).containsExactly("a=a", "b=b");
    assertThat(store.get(1, COUNTS, bytes("n"))).startsWith(2);
  }

  @Test
  void whatWasDeletedIsGoneFromTheDiskOnceItIsCompacted() throws Exception {
    byte[] much = new byte[1 << 20];
    new Random(1).nextBytes(much);
    write(batch().put(EVENTS, bytes("a"), much).put(EVENTS, bytes("b"), bytes("b")));
    ((RocksDbStore) store).compact();
    assertThat(tableBytes()).isGreaterThan(much.length);
    write(batch().delete(EVENTS, bytes("a")));
    ((RocksDbStore) store).compact();
    assertThat(tableBytes()).isLessThan(much.length / 10);
    assertThat(scan("a", "z")).containsExactly("b=b");
  }

  private long tableBytes() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
