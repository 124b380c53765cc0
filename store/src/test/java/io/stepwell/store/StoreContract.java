package io.stepwell.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What every store promises. A store's test extends this and says how one is opened.
@Timeout(60)
public abstract class StoreContract {
  /// The tables that a store under test is opened with; `COUNTS` holds counters.
  protected static final Table EVENTS = new Table(1, "events");

  protected static final Table INDEX = new Table(2, "index");
  protected static final Table COUNTS = new Table(3, "counts");
  protected static final List<Table> TABLES = List.of(EVENTS, INDEX, COUNTS);

  @TempDir protected Path directory;
  protected Store store;

  /// Opens what an earlier store left in the directory, or an empty store.
  protected abstract Store open(Path directory);

  @BeforeEach
  final void openStore() {
    store = open(directory);
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  @Test
  void whatWasNeverWrittenIsNull() {
    assertThat(get(EVENTS, "a")).isNull();
  }

  @Test
  void aDurableBatchIsReadBack() throws InterruptedException {
    write(batch().put(EVENTS, bytes("a"), bytes("1")).put(INDEX, bytes("a"), bytes("2")));
    assertThat(get(EVENTS, "a")).isEqualTo("1");
    assertThat(get(INDEX, "a")).isEqualTo("2");
  }

  @Test
  void emptyValuesAndEmptyKeysAreValues() throws InterruptedException {
    write(batch().put(EVENTS, bytes(""), bytes("")).put(EVENTS, bytes("k"), bytes("")));
    assertThat(get(EVENTS, "")).isEmpty();
    assertThat(scan("", "z")).containsExactly("=", "k=");
  }

  @Test
  void anEmptyBatchBecomesDurable() throws InterruptedException {
    Ticket ticket = store.append(batch());
    ticket.await();
    assertThat(ticket.isDurable()).isTrue();
  }

  @Test
  void theLaterChangeInABatchWins() throws InterruptedException {
    write(
        batch()
            .put(EVENTS, bytes("a"), bytes("1"))
            .put(EVENTS, bytes("a"), bytes("2"))
            .put(EVENTS, bytes("b"), bytes("1"))
            .delete(EVENTS, bytes("b"))
            .put(EVENTS, bytes("c"), bytes("1"))
            .deleteRange(EVENTS, bytes("c"), bytes("d"))
            .put(EVENTS, bytes("c"), bytes("2")));
    assertThat(scan("a", "z")).containsExactly("a=2", "c=2");
  }

  @Test
  void partitionsAndTablesDoNotSeeEachOther() throws InterruptedException {
    for (int partition : List.of(0, 1, 255, 256, Lease.PARTITION_MAX)) {
      Batch batch = new Batch(store.lease(partition));
      batch.put(EVENTS, bytes("k"), bytes("p" + partition));
      batch.put(INDEX, bytes("i"), bytes("p" + partition));
      write(batch);
    }
    for (int partition : List.of(0, 1, 255, 256, Lease.PARTITION_MAX)) {
      assertThat(entries(store.scan(partition, EVENTS, bytes(""), bytes("\u00ff"), false)))
          .containsExactly("k=p" + partition);
      assertThat(entries(store.scan(partition, INDEX, bytes(""), bytes("\u00ff"), true)))
          .containsExactly("i=p" + partition);
    }
  }

  @Test
  void keysOrderAsUnsignedBytes() throws InterruptedException {
    Batch batch = batch();
    for (String key : List.of("\u00ff", "\u0080", "\u007f", "\u0000", "a", "ab", "a\u0000", "")) {
      batch.put(EVENTS, bytes(key), bytes(""));
    }
    write(batch);
    assertThat(scan("", "\u00ff\u00ff"))
        .containsExactly("=", "\u0000=", "a=", "a\u0000=", "ab=", "\u007f=", "\u0080=", "\u00ff=");
  }

  @Test
  void scansIncludeTheLowerBoundAndExcludeTheUpper() throws InterruptedException {
    writeLetters("abcdef");
    assertThat(scan("b", "e")).containsExactly("b=b", "c=c", "d=d");
    assertThat(reversed("b", "e")).containsExactly("d=d", "c=c", "b=b");
    assertThat(scan("bb", "dd")).containsExactly("c=c", "d=d");
    assertThat(reversed("bb", "dd")).containsExactly("d=d", "c=c");
    assertThat(scan("", "b")).containsExactly("a=a");
    assertThat(reversed("f", "z")).containsExactly("f=f");
  }

  @Test
  void scansOfNothingAreEmpty() throws InterruptedException {
    writeLetters("af");
    assertThat(scan("b", "e")).isEmpty();
    assertThat(reversed("b", "e")).isEmpty();
    assertThat(scan("a", "a")).isEmpty();
    assertThat(scan("f", "a")).isEmpty();
    assertThat(reversed("f", "a")).isEmpty();
  }

  @Test
  void aCursorShowsOneMoment() throws InterruptedException {
    writeLetters("abc");
    try (Cursor forward = store.scan(1, EVENTS, bytes("a"), bytes("z"), false);
        Cursor backward = store.scan(1, EVENTS, bytes("a"), bytes("z"), true)) {
      assertThat(forward.next()).isTrue();
      write(
          batch()
              .put(EVENTS, bytes("bb"), bytes("new"))
              .put(EVENTS, bytes("c"), bytes("changed"))
              .delete(EVENTS, bytes("b")));
      write(batch().deleteRange(EVENTS, bytes("a"), bytes("b")));
      assertThat(entry(forward)).isEqualTo("a=a");
      assertThat(rest(forward)).containsExactly("b=b", "c=c");
      assertThat(rest(backward)).containsExactly("c=c", "b=b", "a=a");
    }
    assertThat(scan("a", "z")).containsExactly("bb=new", "c=changed");
  }

  @Test
  void aCursorPastItsEndStaysThere() throws InterruptedException {
    writeLetters("a");
    try (Cursor cursor = store.scan(1, EVENTS, bytes("a"), bytes("z"), false)) {
      assertThat(rest(cursor)).containsExactly("a=a");
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  void arraysGivenOutBelongToTheReader() throws InterruptedException {
    writeLetters("a");
    byte[] value = Objects.requireNonNull(store.get(1, EVENTS, bytes("a")));
    value[0] = 'x';
    assertThat(get(EVENTS, "a")).isEqualTo("a");
  }

  @Test
  void deleteRangeDeletesFromTheLowerToBelowTheUpperBound() throws InterruptedException {
    writeLetters("abcdef");
    write(batch().deleteRange(EVENTS, bytes("b"), bytes("e")));
    assertThat(scan("a", "z")).containsExactly("a=a", "e=e", "f=f");
    write(batch().deleteRange(EVENTS, bytes("f"), bytes("a")));
    write(batch().deleteRange(EVENTS, bytes("e"), bytes("e")));
    assertThat(scan("a", "z")).containsExactly("a=a", "e=e", "f=f");
  }

  @Test
  void deleteRangeSparesOtherTablesAndPartitions() throws InterruptedException {
    writeLetters("ab");
    write(batch().put(INDEX, bytes("a"), bytes("1")));
    write(new Batch(store.lease(2)).put(EVENTS, bytes("a"), bytes("2")));
    write(batch().deleteRange(EVENTS, bytes(""), bytes("\u00ff")));
    assertThat(scan("", "z")).isEmpty();
    assertThat(get(INDEX, "a")).isEqualTo("1");
    assertThat(store.get(2, EVENTS, bytes("a"))).isEqualTo(bytes("2"));
  }

  @Test
  void countersBeginAtZeroAndAdd() throws InterruptedException {
    write(
        batch().add(COUNTS, bytes("n"), 5).add(COUNTS, bytes("n"), -7).add(COUNTS, bytes("m"), 1));
    write(batch().add(COUNTS, bytes("n"), 1L << 40));
    assertThat(counter("n")).isEqualTo((1L << 40) - 2);
    assertThat(counter("m")).isEqualTo(1);
    write(batch().delete(COUNTS, bytes("n")).add(COUNTS, bytes("n"), 3));
    assertThat(counter("n")).isEqualTo(3);
    reopen();
    assertThat(counter("n")).isEqualTo(3);
  }

  @Test
  void ticketsOfAPartitionCompleteInTheirOrder() throws InterruptedException {
    List<Integer> completed = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(500);
    Lease lease = store.lease(1);
    for (int i = 0; i < 500; i++) {
      int number = i;
      Ticket ticket = store.append(new Batch(lease).put(EVENTS, bytes("k" + i), bytes("v")));
      ticket.whenDurable(() -> completed.add(number));
      ticket.whenDurable(done::countDown);
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(completed).isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @Test
  void whoIsToldThatABatchIsDurableCanReadIt() throws InterruptedException {
    List<@Nullable String> seen = Collections.synchronizedList(new ArrayList<>());
    Ticket ticket = store.append(batch().put(EVENTS, bytes("a"), bytes("1")));
    ticket.whenDurable(() -> seen.add(get(EVENTS, "a")));
    ticket.await();
    store.append(batch()).await();
    ticket.whenDurable(() -> seen.add("at once"));
    assertThat(ticket.isDurable()).isTrue();
    assertThat(seen).containsExactly("1", "at once");
  }

  @Test
  void aNewLeaseFencesOffTheOldOne() throws InterruptedException {
    Lease old = store.lease(1);
    write(new Batch(old).put(EVENTS, bytes("a"), bytes("old")));
    Lease next = store.lease(1);
    assertThat(next.epoch()).isGreaterThan(old.epoch());

    Ticket refused =
        store.append(
            new Batch(old).put(EVENTS, bytes("a"), bytes("x")).put(INDEX, bytes("a"), bytes("x")));
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    refused.whenDurable(() -> told.add("refused"));
    assertThatThrownBy(refused::await)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Partition 1 was taken over");
    assertThat(refused.isDurable()).isFalse();
    refused.whenDurable(() -> told.add("refused, later"));

    write(new Batch(next).put(EVENTS, bytes("b"), bytes("next")));
    assertThat(scan("a", "z")).containsExactly("a=old", "b=next");
    assertThat(get(INDEX, "a")).isNull();
    assertThat(told).isEmpty();
  }

  @Test
  void leasesOfPartitionsAreIndependent() throws InterruptedException {
    Lease one = store.lease(1);
    Lease two = store.lease(2);
    store.lease(2);
    write(new Batch(one).put(EVENTS, bytes("a"), bytes("1")));
    assertThatThrownBy(store.append(new Batch(two))::await).isInstanceOf(StoreException.class);
  }

  @Test
  void whatIsDurableIsThereAfterReopening() throws InterruptedException {
    writeLetters("abc");
    write(batch().delete(EVENTS, bytes("b")).put(INDEX, bytes("i"), bytes("1")));
    reopen();
    assertThat(scan("a", "z")).containsExactly("a=a", "c=c");
    assertThat(get(INDEX, "i")).isEqualTo("1");
  }

  @Test
  void closingWaitsForWhatWasAppended() {
    Lease lease = store.lease(1);
    for (int i = 0; i < 100; i++) {
      store.append(new Batch(lease).put(EVENTS, bytes("k%02d".formatted(i)), bytes("v")));
    }
    reopen();
    assertThat(scan("k", "l")).hasSize(100);
  }

  @Test
  void epochsGrowAcrossReopeningAndOldLeasesAreRefused() {
    Lease before = store.lease(1);
    reopen();
    assertThatThrownBy(store.append(new Batch(before))::await).isInstanceOf(StoreException.class);
    assertThat(store.lease(1).epoch()).isGreaterThan(before.epoch());
    assertThatThrownBy(store.append(new Batch(before))::await).isInstanceOf(StoreException.class);
  }

  @Test
  void aClosedStoreSaysSo() {
    Lease lease = store.lease(1);
    store.close();
    store.close();
    Batch late = new Batch(lease).put(EVENTS, bytes("a"), bytes("1"));
    assertThatThrownBy(() -> store.append(late))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> get(EVENTS, "a")).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> scan("a", "b")).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.lease(1)).isInstanceOf(StoreException.class);
  }

  @Test
  void freeBytesArePositive() {
    assertThat(store.freeBytes()).isPositive();
  }

  @Test
  void manyPartitionsAppendAtOnceAndReadersSeeWholeBatches() throws Exception {
    int partitions = 8;
    int batches = 200;
    CountDownLatch durable = new CountDownLatch(partitions * batches);
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      int partition = i;
      Lease lease = store.lease(partition);
      threads.add(start(failures, () -> appendPairs(lease, batches, durable)));
      threads.add(start(failures, () -> readPairs(partition, durable)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    for (int partition = 0; partition < partitions; partition++) {
      assertThat(entries(store.scan(partition, EVENTS, bytes(""), bytes("~"), false)))
          .hasSize(batches + 2);
    }
  }

  /// Every batch writes a row of its own, and its number under the first and the last key.
  private void appendPairs(Lease lease, int batches, CountDownLatch durable) {
    for (int i = 0; i < batches; i++) {
      byte[] number = bytes(String.valueOf(i));
      store
          .append(
              new Batch(lease)
                  .put(EVENTS, bytes("a"), number)
                  .put(EVENTS, bytes("row%05d".formatted(i)), number)
                  .put(EVENTS, bytes("z"), number))
          .whenDurable(durable::countDown);
    }
  }

  private void readPairs(int partition, CountDownLatch durable) {
    while (durable.getCount() > 0) {
      List<String> rows = entries(store.scan(partition, EVENTS, bytes(""), bytes("~"), false));
      if (!rows.isEmpty()) {
        String number = rows.getFirst().substring(2);
        assertThat(rows).hasSize(Integer.parseInt(number) + 3);
        assertThat(rows.getLast()).isEqualTo("z=" + number);
      }
    }
  }

  private static Thread start(List<Throwable> failures, Runnable task) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                failures.add(e);
              }
            });
  }

  protected final void reopen() {
    store.close();
    store = open(directory);
  }

  /// A batch of partition 1 under a new lease.
  protected final Batch batch() {
    return new Batch(store.lease(1));
  }

  protected final void write(Batch batch) throws InterruptedException {
    store.append(batch).await();
  }

  protected final void writeLetters(String letters) throws InterruptedException {
    Batch batch = batch();
    for (String letter : letters.split("")) {
      batch.put(EVENTS, bytes(letter), bytes(letter));
    }
    write(batch);
  }

  protected final @Nullable String get(Table table, String key) {
    byte[] value = store.get(1, table, bytes(key));
    return value == null ? null : new String(value, ISO_8859_1);
  }

  protected final List<String> scan(String from, String to) {
    return entries(store.scan(1, EVENTS, bytes(from), bytes(to), false));
  }

  protected final List<String> reversed(String from, String to) {
    return entries(store.scan(1, EVENTS, bytes(from), bytes(to), true));
  }

  protected static List<String> entries(Cursor cursor) {
    try (cursor) {
      return rest(cursor);
    }
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static List<String> rest(Cursor cursor) {
    List<String> entries = new ArrayList<>();
    while (cursor.next()) {
      entries.add(entry(cursor));
    }
    return entries;
  }

  private static String entry(Cursor cursor) {
    return new String(cursor.key(), ISO_8859_1) + "=" + new String(cursor.value(), ISO_8859_1);
  }

  private long counter(String key) {
    byte[] value = Objects.requireNonNull(store.get(1, COUNTS, bytes(key)));
    assertThat(value).hasSize(Long.BYTES);
    return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
