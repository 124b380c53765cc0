package io.stepwell.runtime.teststate;

import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.State;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Inspection.Datum;
import io.stepwell.json.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an inspection shows, in AWS's names.
final class Shown {
  private Shown() {}

  /// @param variables those that are visible after the state
  static Map<String, Object> of(
      State state, Payload input, Inspection inspection, Map<String, Payload> variables) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("input", input);
    inspection
        .data()
        .forEach(
            (datum, value) -> {
              if (isShown(datum, state)) {
                shown.put(name(datum), value);
              }
            });
    Map<String, Object> errorDetails = new LinkedHashMap<>();
    inspection
        .figures()
        .forEach(
            (figure, number) -> {
              switch (figure) {
                case MAX_CONCURRENCY -> shown.put("maxConcurrency", number);
                case TOLERATED_FAILURE_COUNT -> shown.put("toleratedFailureCount", number);
                case TOLERATED_FAILURE_PERCENTAGE ->
                    shown.put("toleratedFailurePercentage", number);
                case CATCH_INDEX -> errorDetails.put("catchIndex", number);
                case RETRY_INDEX -> errorDetails.put("retryIndex", number);
                case RETRY_BACKOFF_SECONDS ->
                    errorDetails.put("retryBackoffIntervalSeconds", number);
                case ITERATIONS -> {}
              }
            });
    if (!errorDetails.isEmpty()) {
      shown.put("errorDetails", errorDetails);
    }
    if (!variables.isEmpty()) {
      Map<String, Object> values = new LinkedHashMap<>();
      variables.forEach((name, value) -> values.put(name, value.value()));
      shown.put("variables", Payload.of(Collections.unmodifiableMap(values)));
    }
    return Collections.unmodifiableMap(shown);
  }

  /// Of a Parallel AWS shows nothing before its result is selected.
  private static boolean isShown(Datum datum, State state) {
    return switch (datum) {
      case AFTER_INPUT_PATH, AFTER_PARAMETERS, AFTER_ARGUMENTS, RESULT ->
          !(state instanceof ParallelState);
      case AFTER_ITEMS_PATH,
          AFTER_ITEMS_POINTER,
          AFTER_ITEM_SELECTOR,
          AFTER_ITEM_BATCHER,
          AFTER_RESULT_SELECTOR,
          AFTER_RESULT_PATH ->
          true;
    };
  }

  private static String name(Datum datum) {
    return switch (datum) {
      case AFTER_INPUT_PATH -> "afterInputPath";
      case AFTER_PARAMETERS -> "afterParameters";
      case AFTER_ARGUMENTS -> "afterArguments";
      case AFTER_ITEMS_PATH -> "afterItemsPath";
      case AFTER_ITEMS_POINTER -> "afterItemsPointer";
      case AFTER_ITEM_SELECTOR -> "afterItemSelector";
      case AFTER_ITEM_BATCHER -> "afterItemBatcher";
      case RESULT -> "result";
      case AFTER_RESULT_SELECTOR -> "afterResultSelector";
      case AFTER_RESULT_PATH -> "afterResultPath";
    };
  }
}
