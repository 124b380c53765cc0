package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A thousand workers poll one activity at once, which is as many as AWS allows.
final class ActivityPollsTest {
  private static final int WORKERS = 1_000;
  private static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work";
  private static final String DEFINITION =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\""
          + ACTIVITY
          + "\",\"End\":true}}}";

  @Test
  void aThousandPollsGetAThousandTasksAndOneMoreIsRefused() throws Exception {
    try (StepwellServer server = StepwellServer.embedded();
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      call(client, server, "CreateActivity", Map.of("name", "work"));
      Map<?, ?> machine =
          call(
              client,
              server,
              "CreateStateMachine",
              Map.of(
                  "name", "works", "definition", DEFINITION, "roleArn", "arn:aws:iam::1:role/r"));
      List<Future<Map<?, ?>>> polls = new ArrayList<>();
      for (int i = 0; i < WORKERS + 1; i++) {
        polls.add(threads.submit(() -> poll(client, server)));
      }
      await().until(() -> polls.stream().filter(Future::isDone).count() == 1);
      assertThat(errors(polls))
          .hasSize(1)
          .first()
          .asString()
          .endsWith("#ActivityWorkerLimitExceeded");

      List<Future<Map<?, ?>>> starts = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        Map<String, Object> start =
            Map.of("stateMachineArn", machine.get("stateMachineArn"), "input", "" + i);
        starts.add(threads.submit(() -> call(client, server, "StartExecution", start)));
      }
      for (Future<Map<?, ?>> start : starts) {
        start.get();
      }

      assertThat(inputs(polls)).hasSize(WORKERS);
    }
  }

  private static List<Object> errors(List<Future<Map<?, ?>>> polls) {
    List<Object> errors = new ArrayList<>();
    for (Future<Map<?, ?>> poll : polls) {
      if (poll.isDone() && poll.resultNow().get("__type") instanceof String error) {
        errors.add(error);
      }
    }
    return errors;
  }

  private static Set<Object> inputs(List<Future<Map<?, ?>>> polls)
      throws InterruptedException, ExecutionException {
    Set<Object> inputs = new HashSet<>();
    for (Future<Map<?, ?>> poll : polls) {
      Object input = poll.get().get("input");
      if (input != null) {
        inputs.add(input);
      }
    }
    return inputs;
  }

  private static Map<?, ?> poll(HttpClient client, StepwellServer server) {
    return call(client, server, "GetActivityTask", Map.of("activityArn", ACTIVITY));
  }

  private static Map<?, ?> call(
      HttpClient client, StepwellServer server, String operation, Map<String, ?> request) {
    try {
      String body =
          client
              .send(
                  HttpRequest.newBuilder(URI.create(server.url()))
                      .header("Content-Type", "application/x-amz-json-1.0")
                      .header("X-Amz-Target", "AWSStepFunctions." + operation)
                      .POST(BodyPublishers.ofString(Json.write(request)))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return Json.parse(body) instanceof Map<?, ?> members ? members : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }
}
