package io.stepwell.server;

import static io.stepwell.server.ConsoleClient.encoded;
import static io.stepwell.server.ConsoleClient.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What waits for a worker, a callback or a person, over a real server.
final class ConsoleWaitingTest {
  private static final String PASSES =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static ConsoleClient client;

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
    client = new ConsoleClient(server.url());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static String approval(String name) {
    String nested = client.machine(name + "Child", "STANDARD", PASSES);
    return client.machine(
        name,
        "STANDARD",
        """
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "TimeoutSeconds": 3600, "End": true,
          "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken",
          "Parameters": {"StateMachineArn": "%s", "Input": {"token.$": "$$.Task.Token"}}}}}
        """
            .formatted(nested));
  }

  private static List<Map<String, Object>> tasks(String query) {
    return list(client.get("/stepwell/tasks" + query), "tasks");
  }

  @Test
  void aTaskThatWaitsForACallbackIsListedAndEndedByHand() {
    String machine = approval("Approval");
    String execution = client.start(machine, "a", "{}");
    await().until(() -> tasks("?machine=" + encoded(machine)).size(), count -> count == 1);

    Map<String, Object> task = tasks("?machine=" + encoded(machine)).getFirst();

    assertThat(task)
        .containsEntry("kind", "CALLBACK")
        .containsEntry("execution", execution)
        .containsEntry("machine", machine)
        .containsEntry("state", "Ask")
        .containsKeys("sinceAt", "dueAt", "input");
    assertThat(tasks("")).extracting(one -> one.get("execution")).contains(execution);
    client.states("SendTaskSuccess", Map.of("taskToken", task.get("token"), "output", "\"yes\""));
    await().until(() -> client.status(execution), "SUCCEEDED"::equals);
    assertThat(tasks("?machine=" + encoded(machine))).isEmpty();
  }

  @Test
  void waitingTasksComeInPages() {
    String machine = approval("Paged");
    for (int i = 0; i < 5; i++) {
      client.start(machine, "e" + i, "{}");
    }
    String path = "/stepwell/tasks?limit=2&machine=" + encoded(machine);
    await().until(() -> tasks("?machine=" + encoded(machine)).size(), count -> count == 5);
    List<Object> seen = new ArrayList<>();
    String after = "";
    do {
      Map<String, Object> page = client.get(path + after);
      list(page, "tasks").forEach(task -> seen.add(task.get("execution")));
      after = page.containsKey("next") ? "&after=" + page.get("next") : null;
    } while (after != null);
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void anActivityShowsWhatWaitsAndWhoWorks() {
    String activity =
        String.valueOf(client.states("CreateActivity", Map.of("name", "Pack")).get("activityArn"));
    String machine =
        client.machine(
            "Ship",
            "STANDARD",
            "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Task\",\"End\":true,\"Resource\":\"%s\"}}}"
                .formatted(activity));
    String first = client.start(machine, "first", "{\"n\":1}");
    String path = "/stepwell/activities/" + encoded(activity);
    await().until(() -> list(client.get(path), "waiting").size(), count -> count == 1);
    String second = client.start(machine, "second", "{\"n\":2}");
    await().until(() -> list(client.get(path), "waiting").size(), count -> count == 2);
    Map<String, Object> page = client.get(path + "?limit=1");
    assertThat(list(page, "waiting").getFirst())
        .containsEntry("execution", first)
        .containsEntry("state", "P")
        .containsEntry("input", "{\"n\":1}");
    assertThat(list(client.get(path + "?limit=1&after=" + page.get("next")), "waiting").getFirst())
        .containsEntry("execution", second);

    Map<String, Object> taken =
        client.states("GetActivityTask", Map.of("activityArn", activity, "workerName", "ada"));

    assertThat(list(client.get(path), "workers").getFirst()).containsEntry("name", "ada");
    assertThat(list(client.get(path), "waiting")).hasSize(1);
    assertThat(tasks("?machine=" + encoded(machine)))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task).containsEntry("kind", "ACTIVITY").containsEntry("execution", first);
              client.states(
                  "SendTaskSuccess", Map.of("taskToken", task.get("token"), "output", "{}"));
            });
    assertThat(taken).containsKey("taskToken");
    await().until(() -> client.status(first), "SUCCEEDED"::equals);
  }
}
