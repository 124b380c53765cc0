package io.stepwell.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.Seal;
import io.stepwell.store.Batch;
import io.stepwell.store.memory.MemoryStore;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Keys are renewed, and what old ones sealed stays open as long as it may be needed.
final class SealKeysTest {
  private static final long BEGIN = 1_700_000_000_000L;
  private static final byte[] CONTENT = {1, 2, 3};
  private static final byte PURPOSE = 'T';

  private final MemoryStore store = new MemoryStore();
  private byte fill;

  @Test
  void aKeyServesForThreeMonthsAndOverRestarts() throws Exception {
    String token = open(0).close(PURPOSE, CONTENT);
    assertThat(open(80).open(PURPOSE, token)).isEqualTo(CONTENT);
    assertThat(open(80).close(PURPOSE, CONTENT)).isEqualTo(token);
  }

  @Test
  void anOldKeyOpensWhatItSealedUntilItIsRetired() throws Exception {
    String token = open(0).close(PURPOSE, CONTENT);
    Seal renewed = open(100);
    assertThat(renewed.close(PURPOSE, CONTENT)).isNotEqualTo(token);
    assertThat(renewed.open(PURPOSE, token)).isEqualTo(CONTENT);
    assertThat(open(460).open(PURPOSE, token)).isEqualTo(CONTENT);
    Seal later = open(470);
    assertThatThrownBy(() -> later.open(PURPOSE, token)).isInstanceOf(CallerException.class);
  }

  @Test
  void aKeyOfTheFirstVersionHasNoTimeAndIsRenewedAtOnce() throws Exception {
    byte[] key = Arrays.copyOf(Tables.text("seal/"), 6);
    key[5] = 1;
    byte[] secret = new byte[32];
    Batch batch = new Batch(store.lease(Tables.CATALOG_PARTITION)).put(Tables.META, key, secret);
    store.append(batch).await();
    String token = new Seal((byte) 1, java.util.Map.of((byte) 1, secret)).close(PURPOSE, CONTENT);
    Seal renewed = open(0);
    assertThat(renewed.open(PURPOSE, token)).isEqualTo(CONTENT);
    assertThat(renewed.close(PURPOSE, CONTENT)).isNotEqualTo(token);
  }

  private Seal open(int day) throws InterruptedException {
    byte[] secret = new byte[32];
    Arrays.fill(secret, ++fill);
    long now = BEGIN + Duration.ofDays(day).toMillis();
    return SealKeys.open(store, store.lease(Tables.CATALOG_PARTITION), secret, now);
  }
}
