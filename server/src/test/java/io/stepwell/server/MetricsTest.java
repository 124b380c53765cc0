package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What `/metrics` shows.
final class MetricsTest {
  private static final String FUNCTION =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:lambda:us-east-1:123456789012:function:none\",\"End\":true}}}";
  private static final String PASS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";

  private static String metrics(StepwellServer server) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/metrics")).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(StepwellServer server, String name, String definition) {
    Orchestrator orchestrator = server.orchestrator();
    String machine =
        orchestrator
            .createStateMachine(
                Account.DEFAULT,
                new Orchestrator.CreateStateMachine(
                    name,
                    definition,
                    "arn:aws:iam::123456789012:role/test",
                    Orchestrator.Type.STANDARD,
                    null,
                    null,
                    null,
                    Map.of(),
                    false,
                    null))
            .arn();
    orchestrator.startExecution(Account.DEFAULT, machine, null, "{}", null);
  }

  @Test
  void executionsAndTasksAreCountedUnderTheNamesOfCloudWatch() {
    try (StepwellServer server = StepwellServer.embedded()) {
      start(server, "calls", FUNCTION);
      String labels = "{state_machine=\"calls\",region=\"us-east-1\",account=\"123456789012\"} 1\n";
      await().until(() -> metrics(server).contains("stepwell_executions_failed_total" + labels));
      String text = metrics(server);
      assertThat(text)
          .contains("stepwell_executions_started_total" + labels)
          .contains("stepwell_execution_time_seconds_count" + labels)
          .contains(
              "stepwell_lambda_functions_failed_total{function=\"arn:aws:lambda:us-east-1:123456789012:function:none\"}"
                  + " 1\n")
          .contains("stepwell_engine_commits_total ")
          .contains("stepwell_heap_used_bytes ");
      Set<String> families = new TreeSet<>();
      text.lines()
          .filter(line -> line.startsWith("# TYPE "))
          .forEach(line -> assertThat(families.add(line.split(" ")[2])).as(line).isTrue());
      assertThat(text.lines())
          .allMatch(line -> line.matches("#.*|[a-z_]+(\\{([a-z_]+=\"[^\"]*\",?)+})? [-0-9.e+]+"));
    }
  }

  @Test
  void machinesBeyondTheFirstHundredsShareALabel() {
    try (StepwellServer server = StepwellServer.embedded()) {
      for (int i = 0; i < 205; i++) {
        start(server, "m" + i, PASS);
      }
      await()
          .until(
              () ->
                  metrics(server)
                      .contains(
                          "stepwell_executions_succeeded_total{state_machine=\"other\",region=\"\",account=\"\"}"
                              + " 5\n"));
    }
  }
}
