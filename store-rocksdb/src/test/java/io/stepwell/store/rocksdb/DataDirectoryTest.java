package io.stepwell.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stepwell.store.Batch;
import io.stepwell.store.StoreException;
import io.stepwell.store.Table;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What someone finds who opens a directory that is in use, newer, or damaged.
final class DataDirectoryTest {
  private static final Table EVENTS = new Table(1, "events");

  @TempDir private Path directory;

  @Test
  void aDirectoryInUseNamesItsOwner() {
    try (RocksDbStore store = open()) {
      DataDirectoryInUseException early = inUse();
      assertThat(early.owner()).isEqualTo(new Owner(ProcessHandle.current().pid(), null));
      store.announce("http://localhost:8083");
      assertThat(inUse())
          .hasMessage(
              "The data directory %s is in use by process %d at http://localhost:8083. Stop that,"
                  + " or use another directory",
              directory, ProcessHandle.current().pid());
    }
    open().close();
  }

  @Test
  void aStaleOwnerIsNoObstacle() throws IOException {
    open().close();
    Files.writeString(directory.resolve("owner"), "4194304\nhttp://localhost:1\n");
    Files.writeString(directory.resolve("owner.next"), "41");
    open().close();
    assertThat(directory.resolve("owner")).doesNotExist();
  }

  @Test
  void anUnreadableOwnerStillMeansInUse() throws IOException {
    try (RocksDbStore _ = open()) {
      Files.writeString(directory.resolve("owner"), "");
      assertThat(inUse()).hasMessageContaining("in use by another process");
    }
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    open().close();
    Files.writeString(directory.resolve("format"), "stepwell-data 2\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("written by a newer Stepwell (data format 2, this one knows 1)");
  }

  @Test
  void aDamagedFormatFileIsNamed() throws IOException {
    open().close();
    Files.writeString(directory.resolve("format"), "\0\0\0");
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(directory.resolve("format").toString());
  }

  @Test
  void aMissingDatabaseIsNotReplacedByAnEmptyOne() throws IOException {
    open().close();
    Files.delete(directory.resolve("db/CURRENT"));
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("db/CURRENT")
        .hasMessageContaining("A file is missing or damaged");
  }

  @Test
  void aMissingTableFileIsNamed() throws Exception {
    Path lost = writtenFile(".sst");
    Files.delete(lost);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(lost.getFileName().toString())
        .hasMessageContaining("A file is missing or damaged");
  }

  @Test
  void aMissingLogIsNotTakenForAnEmptyOne() throws Exception {
    try (RocksDbStore store = open()) {
      store.append(new Batch(store.lease(1)).put(EVENTS, new byte[] {1}, new byte[1])).await();
    }
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory.resolve("db"), "*.log")) {
      for (Path log : logs) {
        Files.delete(log);
      }
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("there is no file *.log in " + directory.resolve("db"));
  }

  @Test
  void aDamagedBlockIsNamedWhenItIsRead() throws Exception {
    Path damaged = writtenFile(".sst");
    byte[] content = Files.readAllBytes(damaged);
    content[20] ^= 0x40;
    Files.write(damaged, content);
    try (RocksDbStore store = open()) {
      assertThatThrownBy(() -> store.get(1, EVENTS, new byte[] {1}))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(damaged.getFileName().toString());
      try (var cursor = store.scan(1, EVENTS, new byte[0], new byte[] {9}, false)) {
        assertThatThrownBy(cursor::next)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("checksum");
      }
    }
  }

  @Test
  void aFileWhereTheDirectoryShouldBeIsSaid() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> TestStores.open(file, List.of(EVENTS)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("The data directory " + file + " can't be used");
  }

  @Test
  void freeSpaceIsThatOfTheDisk() {
    try (RocksDbStore store = open()) {
      assertThat(store.freeBytes()).isLessThan(Long.MAX_VALUE).isPositive();
    }
  }

  /// Writes something large, closes, and returns the file with that ending that holds it.
  private Path writtenFile(String ending) throws Exception {
    try (RocksDbStore store = open()) {
      byte[] value = new byte[5000];
      new Random(1).nextBytes(value); // so that it doesn't shrink
      Batch batch = new Batch(store.lease(1)).put(EVENTS, new byte[] {1}, value);
      store.append(batch).await();
    }
    open().close(); // recovery moves what was in the log into a table file
    try (Stream<Path> files = Files.list(directory.resolve("db"))) {
      return files
          .filter(it -> it.toString().endsWith(ending))
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private DataDirectoryInUseException inUse() {
    return catchThrowableOfType(DataDirectoryInUseException.class, this::open);
  }

  private RocksDbStore open() {
    return TestStores.open(directory, List.of(EVENTS));
  }
}
