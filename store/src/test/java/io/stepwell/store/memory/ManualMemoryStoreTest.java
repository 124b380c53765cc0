package io.stepwell.store.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import io.stepwell.store.Table;
import io.stepwell.store.Ticket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ManualMemoryStoreTest {
  private static final Table EVENTS = new Table(1, "events");
  private static final byte[] KEY = {1};

  private final MemoryStore store = MemoryStore.manual();
  private final Lease lease = store.lease(1);
  private final List<String> told = new ArrayList<>();

  @Test
  void nothingUnsyncedIsEverSeen() {
    Ticket ticket = append("1");
    assertThat(read(store)).isNull();
    try (Cursor cursor = store.scan(1, EVENTS, new byte[0], new byte[] {2}, false)) {
      assertThat(cursor.next()).isFalse();
    }
    assertThat(ticket.isDurable()).isFalse();
    assertThat(told).isEmpty();

    assertThat(store.commitNext()).isTrue();
    assertThat(read(store)).isEqualTo("1");
    assertThat(ticket.isDurable()).isTrue();
    assertThat(told).containsExactly("1");
    assertThat(store.commitNext()).isFalse();
  }

  @Test
  void oneSyncTakesAllThatWaitsAndTellsInOrder() {
    append("1");
    append("2").whenDurable(() -> append("4"));
    append("3");
    assertThat(store.commitAll()).isEqualTo(3);
    assertThat(told).containsExactly("1", "2", "3");
    assertThat(store.pending()).isEqualTo(1);
    assertThat(read(store)).isEqualTo("3");
  }

  @Test
  void aCrashLosesWhatWasNotSyncedAndTellsNobody() {
    append("1");
    store.commitNext();
    Ticket lost = append("2");
    MemoryStore after = store.crash();
    assertThat(read(after)).isEqualTo("1");
    assertThat(after.lease(1).epoch()).isGreaterThan(lease.epoch());
    assertThat(told).containsExactly("1");
    assertThatThrownBy(lost::await).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> append("3")).hasMessageContaining("crashed");
    assertThatThrownBy(() -> read(store)).hasMessageContaining("crashed");
  }

  @Test
  void aCrashAfterTheSyncKeepsWhatNobodyWasToldOf() {
    append("1");
    append("2");
    append("3");
    MemoryStore after = store.crash(2);
    assertThat(read(after)).isEqualTo("2");
    assertThat(told).isEmpty();
  }

  @Test
  void aLeaseFencesOffWhatStillWaits() {
    Ticket late = append("late");
    store.lease(1);
    store.commitAll();
    assertThat(read(store)).isNull();
    assertThat(told).isEmpty();
    assertThatThrownBy(late::await).hasMessageContaining("taken over");
  }

  @Test
  void aCursorOfTheOldWorldDoesNotSeeTheNew() {
    append("1");
    store.commitAll();
    try (Cursor cursor = store.scan(1, EVENTS, new byte[0], new byte[] {2}, false)) {
      MemoryStore after = store.crash();
      after.append(new Batch(after.lease(1)).delete(EVENTS, KEY));
      after.commitAll();
      assertThat(cursor.next()).isTrue();
      assertThat(read(after)).isNull();
    }
  }

  private Ticket append(String value) {
    Ticket ticket = store.append(new Batch(lease).put(EVENTS, KEY, value.getBytes(UTF_8)));
    ticket.whenDurable(() -> told.add(value));
    return ticket;
  }

  private static @Nullable String read(Store store) {
    byte[] value = store.get(1, EVENTS, KEY);
    return value == null ? null : new String(value, UTF_8);
  }
}
