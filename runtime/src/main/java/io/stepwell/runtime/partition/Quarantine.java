package io.stepwell.runtime.partition;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The executions of a partition that are out of service: something about them did not hold, so
/// nothing is written for them until somebody decides what is to become of them. The mark is
/// durable; the status stays RUNNING. Letters to them wait here, and in the outbox of their senders,
/// until then.
final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final Map<ExecutionKey, String> reasons = new HashMap<>();
  private final Map<ExecutionKey, List<Envelope>> held = new HashMap<>();

  Quarantine(Store store, int partition) {
    byte[] all = new byte[0];
    try (Cursor cursor = store.scan(partition, Tables.QUARANTINE, all, Tables.lastKey(), false)) {
      while (cursor.next()) {
        reasons.put(
            Tables.executionOf(cursor.key()), new String(cursor.value(), StandardCharsets.UTF_8));
      }
    }
  }

  @Nullable String reason(ExecutionKey key) {
    return reasons.isEmpty() ? null : reasons.get(key);
  }

  /// @param which the execution, for the log
  void add(Turn turn, ExecutionKey key, String which, Throwable cause) {
    LOG.error("Execution {} is out of service: {}", which, sentence(cause), cause);
    String reason = sentence(cause);
    reasons.put(key, reason);
    turn.batch().put(Tables.QUARANTINE, Tables.execution(key), Tables.text(reason));
  }

  void remove(Turn turn, ExecutionKey key) {
    reasons.remove(key);
    turn.batch().delete(Tables.QUARANTINE, Tables.execution(key));
  }

  /// Keeps a letter to an execution that is out of service.
  void hold(ExecutionKey key, Envelope envelope) {
    held.computeIfAbsent(key, _ -> new ArrayList<>()).add(envelope);
  }

  /// The letters that waited for it.
  List<Envelope> takeHeld(ExecutionKey key) {
    List<Envelope> letters = held.remove(key);
    return letters == null ? List.of() : letters;
  }

  static String sentence(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /// A store that fails is not the execution's fault: it goes on to whoever runs the turn.
  static void failOnStore(Throwable e) {
    if (e instanceof StoreException failure) {
      throw failure;
    }
  }

  /// What callers are told who ask such an execution for something.
  static CallerException refusal(@Nullable ExecutionName name, String reason) {
    String which = name == null ? "The execution" : "The execution '" + name.name() + "'";
    return new CallerException(
        ErrorCode.INTERNAL_FAILURE,
        which
            + " is out of service, because something in it does not hold ("
            + reason
            + "); an operator can retry or abort it");
  }
}
