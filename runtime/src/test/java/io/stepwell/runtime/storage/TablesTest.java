package io.stepwell.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.store.Table;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Keys are stored: these tests pin their form.
final class TablesTest {
  private static final ExecutionKey KEY = new ExecutionKey(1, 0x0102030405060708L);

  @Test
  void keysHaveTheirForm() {
    assertThat(hex(Tables.segment(KEY, 2))).isEqualTo("00000001010203040506070800000002");
    assertThat(hex(Tables.execution(KEY))).isEqualTo("000000010102030405060708");
    assertThat(hex(Tables.executionName(new ExecutionName(1, "m", "e"))))
        .isEqualTo("000000016d0065");
    assertThat(hex(Tables.list(1, "m", ExecutionStatus.FAILED, 1)))
        .isEqualTo("000000016d0002fffffffffffffffe");
    assertThat(hex(Tables.timer(3, KEY))).isEqualTo("0000000000000003000000010102030405060708");
    assertThat(hex(Tables.offer(1, "a", 3, KEY, 4)))
        .isEqualTo("0000000161000000000000000003" + "000000010102030405060708" + "00000004");
    assertThat(hex(Tables.counter(1, "m", 5, Tables.Count.TRANSITIONS)))
        .isEqualTo("000000016d000000000505");
  }

  @Test
  void keysAreReadBack() {
    assertThat(Tables.executionOf(Tables.execution(KEY))).isEqualTo(KEY);
    assertThat(Tables.segmentNumber(Tables.segment(KEY, 9))).isEqualTo(9);
    assertThat(Tables.timerDue(Tables.timer(77, KEY))).isEqualTo(77);
    assertThat(Tables.timerExecution(Tables.timer(77, KEY))).isEqualTo(KEY);
    byte[] offer = Tables.offer(1, "näme", 5, KEY, 6);
    assertThat(Tables.offerScheduledAt(offer)).isEqualTo(5);
    assertThat(Tables.offerExecution(offer)).isEqualTo(KEY);
    assertThat(Tables.offerTask(offer)).isEqualTo(6);
    assertThat(Tables.listedNumber(Tables.list(1, "m", ExecutionStatus.RUNNING, 42))).isEqualTo(42);
    ExecutionName name = new ExecutionName(2, "mäschine", "exécution");
    assertThat(Tables.executionNameOf(Tables.executionName(name))).isEqualTo(name);
  }

  @Test
  void theEndOfAPrefixIsBehindAllItsKeys() {
    byte[] prefix = {1, (byte) 0xFF};
    assertThat(Tables.after(prefix)).containsExactly(2);
    assertThat(Arrays.compareUnsigned(Tables.after(prefix), new byte[] {1, (byte) 0xFF, 9}))
        .isPositive();
  }

  @Test
  void numbersAreGivenOnce() {
    assertThat(Tables.ALL).extracting(Table::number).doesNotHaveDuplicates();
    assertThat(Tables.ALL).extracting(Table::name).doesNotHaveDuplicates();
  }

  @Test
  void namesKeepTheirPartition() {
    assertThat(new ExecutionName(1, "OrderSaga", "order-1").partition(16)).isEqualTo(13);
    assertThat(new ExecutionName(1, "OrderSaga", "order-2").partition(16)).isEqualTo(4);
  }

  @Test
  void rowsAreReadBack() {
    ExecutionRow row = new ExecutionRow(KEY, ExecutionStatus.ABORTED, 1, 2, 3, 4, 5, "run#1,2");
    assertThat(ExecutionRow.decode(row.encode())).isEqualTo(row);
    ListRow listed = new ListRow("näme", 1, 2, null, "alias", 3, 4, 5);
    assertThat(ListRow.decode(listed.encode())).isEqualTo(listed);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
