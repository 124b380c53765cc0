package io.stepwell.cli.durability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// Every history as it was last seen. An event that was seen once stays, as it was; the results in
/// it are told to the [Ledger]. For one thread at a time.
final class Histories {
  private static final Pattern KEY = Pattern.compile("\"key\\\\?\"\\s*:\\s*\\\\?\"([0-9a-f-]{36})");

  private final SfnClient sfn;
  private final Ledger ledger;
  private final Map<String, List<HistoryEvent>> seen = new HashMap<>();

  Histories(SfnClient sfn, Ledger ledger) {
    this.sfn = sfn;
    this.ledger = ledger;
  }

  /// Reads a history, compares it with what was seen of it earlier, and returns it.
  List<HistoryEvent> look(String arn) {
    List<HistoryEvent> now = read(arn);
    List<HistoryEvent> before = seen.getOrDefault(arn, List.of());
    for (int i = 0; i < before.size(); i++) {
      if (i >= now.size() || !before.get(i).equals(now.get(i))) {
        ledger.violation(
            "event %d of %s was %s and is %s"
                .formatted(i + 1, arn, before.get(i), i < now.size() ? now.get(i) : "gone"));
      }
    }
    now.stream().skip(before.size()).map(Histories::key).forEach(this::record);
    seen.put(arn, now);
    return now;
  }

  private void record(@Nullable String key) {
    if (key != null) {
      ledger.recorded(key);
    }
  }

  private List<HistoryEvent> read(String arn) {
    List<HistoryEvent> events = new ArrayList<>();
    String token = null;
    do {
      String next = token;
      GetExecutionHistoryResponse page =
          Persistence.answer(
              () ->
                  sfn.getExecutionHistory(
                      r -> r.executionArn(arn).maxResults(1000).nextToken(next)));
      events.addAll(page.events());
      token = page.nextToken();
    } while (token != null);
    return events;
  }

  /// The key of the call whose result this event holds.
  static @Nullable String key(HistoryEvent event) {
    String text =
        switch (event.type()) {
          case LAMBDA_FUNCTION_SUCCEEDED -> event.lambdaFunctionSucceededEventDetails().output();
          case LAMBDA_FUNCTION_FAILED -> event.lambdaFunctionFailedEventDetails().cause();
          case TASK_SUCCEEDED -> event.taskSucceededEventDetails().output();
          case TASK_FAILED -> event.taskFailedEventDetails().cause();
          case TASK_SUBMITTED -> event.taskSubmittedEventDetails().output();
          default -> "";
        };
    Matcher matcher = KEY.matcher(text == null ? "" : text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
