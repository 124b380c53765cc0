package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// The right end of a saga, and what it took.
final class Outcome {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Outcome() {}

  static void check(
      Saga saga, DescribeExecutionResponse end, List<HistoryEvent> events, Ledger ledger) {
    if (saga.problem() == null) {
      succeeded(saga, end);
    } else {
      assertThat(end.status()).as("%s", saga).isEqualTo(ExecutionStatus.FAILED);
      assertThat(end.error()).isEqualTo("OrderNotPlaced");
      assertThat(end.cause()).as("%s", saga).isEqualTo(saga.problem());
    }
    int flaky = saga.user().equals("flaky") ? 3 : 1;
    assertThat(attempts(ledger, "CreateUser", saga)).as("%s", saga).isEqualTo(flaky);
    assertThat(attempts(ledger, "RemoveUser", saga))
        .as("compensation of %s", saga)
        .isEqualTo(saga.problem() == null ? 0 : flaky);
    if (saga.stock().equals("ok")) {
      assertThat(attempts(ledger, "PlaceOrder", saga))
          .as("%s", saga)
          .isEqualTo(saga.order().equals("flaky") ? 3 : 1);
    }
    assertThat(attempts(ledger, "Approve", saga))
        .as("%s", saga)
        .isEqualTo(saga.problem() == null || saga.problem().equals("Rejected") ? 1 : 0);
  }

  private static int attempts(Ledger ledger, String function, Saga saga) {
    return ledger.attempts(Services.work(function, saga.number(), null));
  }

  private static void succeeded(Saga saga, DescribeExecutionResponse end) {
    assertThat(end.status())
        .as("%s: %s %s", saga, end.error(), end.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    Map<?, ?> output = (Map<?, ?>) Objects.requireNonNull(Json.parse(end.output()));
    int n = saga.number();
    assertThat((List<?>) output.get("packed"))
        .extracting(item -> ((Map<?, ?>) item).get("item"))
        .isEqualTo(List.of("a" + n, "b" + n, "c" + n));
    List<?> placed = (List<?>) Objects.requireNonNull(output.get("placed"));
    assertThat(members(placed.get(0))).isEqualTo(Set.of("key"));
    assertThat(members(placed.get(1))).isEqualTo(Set.of("receipt"));
    assertThat(members(output.get("approved"))).isEqualTo(Set.of("receipt"));
    assertThat(output.containsKey("paper")).isEqualTo(saga.printed());
  }

  private static Set<?> members(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map.keySet() : Set.of();
  }

  /// The results by token that a history holds.
  static Set<String> receipts(List<HistoryEvent> events) {
    Set<String> found = new HashSet<>();
    for (HistoryEvent event : events) {
      String text =
          switch (event.type()) {
            case ACTIVITY_SUCCEEDED -> event.activitySucceededEventDetails().output();
            case ACTIVITY_FAILED -> event.activityFailedEventDetails().cause();
            case TASK_SUCCEEDED -> event.taskSucceededEventDetails().output();
            case TASK_FAILED -> event.taskFailedEventDetails().cause();
            default -> "";
          };
      Matcher matcher = UUID.matcher(text == null ? "" : text);
      while (matcher.find()) {
        found.add(matcher.group());
      }
    }
    return found;
  }
}
