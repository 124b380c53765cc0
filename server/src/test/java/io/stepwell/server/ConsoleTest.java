package io.stepwell.server;

import static io.stepwell.server.ConsoleClient.encoded;
import static io.stepwell.server.ConsoleClient.list;
import static io.stepwell.server.ConsoleClient.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The console's own interface over a real server, an endpoint each.
final class ConsoleTest {
  private static final String PASSES =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"},"
          + "\"B\":{\"Type\":\"Succeed\"}}}";
  private static final String FAILS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Fail\",\"Error\":\"No\"}}}";
  private static final String WAITS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":86400,\"End\":true}}}";

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

  private static void awaitStatus(String execution, String status) {
    await().until(() -> client.status(execution), status::equals);
  }

  @Test
  void theServerSaysWhatItIs() {
    assertThat(client.get("/stepwell/info"))
        .containsEntry("account", "123456789012")
        .containsEntry("role", "admin")
        .containsEntry("auth", false)
        .containsEntry("memory", true)
        .doesNotContainKey("data");
  }

  @Test
  void machinesComeWithTheirNumbers() {
    String passes = client.machine("NumbersPass", "STANDARD", PASSES);
    String waits = client.machine("NumbersWait", "STANDARD", WAITS);
    client.machine("NumbersNever", "STANDARD", PASSES);
    for (int i = 0; i < 3; i++) {
      awaitStatus(client.start(passes, "e" + i, "{}"), "SUCCEEDED");
    }
    client.start(waits, "w", "{}");

    List<Map<String, Object>> machines =
        list(client.get("/stepwell/machines?name=numbers"), "machines");

    assertThat(machines)
        .extracting(one -> one.get("name"), one -> one.get("started"), one -> one.get("running"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("NumbersNever", 0L, 0L),
            org.assertj.core.groups.Tuple.tuple("NumbersPass", 3L, 0L),
            org.assertj.core.groups.Tuple.tuple("NumbersWait", 1L, 1L));
    assertThat(machines.get(0)).doesNotContainKey("lastStartedAt");
    assertThat(machines.get(1).get("succeeded")).isEqualTo(3L);
    assertThat(machines.get(1)).containsKey("lastStartedAt");
  }

  @Test
  void machinesComeInPages() {
    IntStream.range(0, 3).forEach(i -> client.machine("Paged" + i, "STANDARD", PASSES));
    Map<String, Object> first = client.get("/stepwell/machines?name=paged&limit=2");
    assertThat(list(first, "machines")).hasSize(2);
    Map<String, Object> rest =
        client.get("/stepwell/machines?name=paged&limit=2&after=" + first.get("next"));
    assertThat(list(rest, "machines"))
        .singleElement()
        .satisfies(one -> assertThat(one.get("name")).isEqualTo("Paged2"));
    assertThat(rest).doesNotContainKey("next");
  }

  @Test
  void aMachineIsShownHourByHour() {
    String machine = client.machine("Hourly", "STANDARD", PASSES);
    String execution = client.start(machine, "a", "{}");
    awaitStatus(execution, "SUCCEEDED");
    List<Map<String, Object>> points =
        list(client.get("/stepwell/machines/" + encoded(machine) + "/metrics?hours=3"), "points");
    assertThat(points).hasSize(3);
    assertThat(points.stream().mapToLong(one -> (Long) one.get("transitions")).sum()).isEqualTo(2);
    assertThat(points.stream().mapToLong(one -> (Long) one.get("succeeded")).sum()).isEqualTo(1);
    Map<String, Object> seen = client.describe(execution);
    assertThat(points.stream().mapToLong(one -> (Long) one.get("durationMillis")).sum())
        .isEqualTo(millis(seen, "stopDate") - millis(seen, "startDate"));
  }

  private static long millis(Map<String, Object> execution, String member) {
    return Math.round(
        ((Number) Objects.requireNonNull(execution.get(member))).doubleValue() * 1000);
  }

  @Test
  void usageIsPricedByDayAndMachine() {
    String machine = client.machine("Used", "STANDARD", PASSES);
    awaitStatus(client.start(machine, "a", "{}"), "SUCCEEDED");

    Map<String, Object> usage = client.get("/stepwell/usage?machine=" + encoded(machine));

    assertThat(list(usage, "days"))
        .singleElement()
        .satisfies(
            day -> {
              assertThat(day.get("transitions")).isEqualTo(2L);
              assertThat((Double) day.get("cost")).isEqualTo(0.000075);
            });
    HttpResponse<String> csv =
        client.getting("/stepwell/usage?format=csv&machine=" + encoded(machine));
    assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
    assertThat(csv.body().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .contains(",Used," + machine + ",STANDARD,1,1,0,0,0,2,0,0,0,0.000075");
  }

  @Test
  void whatTheChildrenOfAMapRunUsedIsTheirMachines() {
    String machine =
        client.machine(
            "UsedByChildren",
            "STANDARD",
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "Label": "Each", "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}}}}
            """);
    awaitStatus(client.start(machine, "a", "[1,2,3]"), "SUCCEEDED");
    Map<String, Object> usage = client.get("/stepwell/usage?machine=" + encoded(machine));
    assertThat(object(usage, "total"))
        .containsEntry("started", 1L)
        .containsEntry("succeeded", 1L)
        .containsEntry("transitions", 1L + 3 * 2);
  }

  @Test
  void expressRequestsAreUsedAndPriced() {
    String machine = client.machine("UsedExpress", "EXPRESS", PASSES);
    client.states("StartSyncExecution", Map.of("stateMachineArn", machine));
    await()
        .untilAsserted(
            () -> {
              Map<String, Object> usage = client.get("/stepwell/usage?machine=" + encoded(machine));
              assertThat(list(usage, "days"))
                  .singleElement()
                  .satisfies(
                      day -> {
                        assertThat(day.get("expressRequests")).isEqualTo(1L);
                        assertThat((Double) day.get("gbSeconds")).isEqualTo(0.00625);
                      });
            });
  }

  @Test
  void anExecutionTellsWhatItCost() {
    String machine = client.machine("Costs", "STANDARD", PASSES);
    String execution = client.start(machine, "a", "{}");
    awaitStatus(execution, "SUCCEEDED");
    Map<String, Object> cost = client.get("/stepwell/executions/" + encoded(execution) + "/cost");
    assertThat(cost.get("transitions")).isEqualTo(2L);
    assertThat(object(cost, "standard").get("transitions")).isEqualTo(3L);
    assertThat(object(cost, "express").get("possible")).isEqualTo(true);
  }

  @Test
  void executionsAreFiltered() {
    String machine = client.machine("Filtered", "STANDARD", PASSES);
    for (int i = 0; i < 5; i++) {
      awaitStatus(client.start(machine, "order-" + i, "{}"), "SUCCEEDED");
    }
    String path = "/stepwell/executions?machine=" + encoded(machine);
    assertThat(list(client.get(path + "&name=ORDER-3"), "executions"))
        .singleElement()
        .satisfies(one -> assertThat(one.get("name")).isEqualTo("order-3"));
    assertThat(list(client.get(path + "&status=FAILED,RUNNING"), "executions")).isEmpty();
    assertThat(list(client.get(path + "&to=1000"), "executions")).isEmpty();
    assertThat(list(client.get(path + "&from=2020-01-01"), "executions")).hasSize(5);
    assertThat(list(client.get(path + "&version=1"), "executions")).isEmpty();
    Map<String, Object> first = client.get(path + "&limit=3");
    Map<String, Object> second = client.get(path + "&limit=3&after=" + first.get("next"));
    assertThat(list(first, "executions")).hasSize(3);
    assertThat(list(second, "executions")).hasSize(2);
    assertThat(second).doesNotContainKey("next");
  }

  @Test
  void executionsOfAllMachinesAreFoundByTheBeginningOfTheirNames() {
    String one = client.machine("NamedOne", "STANDARD", PASSES);
    String two = client.machine("NamedTwo", "STANDARD", FAILS);
    String quick = client.machine("NamedQuick", "EXPRESS", PASSES);
    awaitStatus(client.start(one, "invoice-17", "{}"), "SUCCEEDED");
    awaitStatus(client.start(two, "invoice-17b", "{}"), "FAILED");
    awaitStatus(client.start(two, "my-invoice-17", "{}"), "FAILED");
    client.states("StartSyncExecution", Map.of("stateMachineArn", quick, "name", "invoice-17c"));

    assertThat(names("/stepwell/executions?name=invoice-17"))
        .containsExactlyInAnyOrder("invoice-17", "invoice-17b", "invoice-17c");
    assertThat(names("/stepwell/executions?name=invoice-17&status=FAILED"))
        .containsExactly("invoice-17b");
    assertThat(names("/stepwell/executions?name=invoice-17&to=1000")).isEmpty();
    assertThat(client.get("/stepwell/executions?name=invoice-17&limit=2"))
        .containsEntry("more", true)
        .satisfies(page -> assertThat(list(page, "executions")).hasSize(2));
    assertThat(client.get("/stepwell/executions?name=invoice-17")).doesNotContainKey("more");
  }

  private static List<String> names(String path) {
    return list(client.get(path), "executions").stream()
        .map(one -> String.valueOf(one.get("name")))
        .toList();
  }

  @Test
  void theCodeOfAFunctionIsRead() throws Exception {
    String source = "def handler(event, context):\n    return event\n";
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("echo.py"));
      out.write(source.getBytes(StandardCharsets.UTF_8));
    }
    HttpResponse<String> created =
        client.posting(
            "/2015-03-31/functions",
            Json.write(
                Map.of(
                    "FunctionName", "ReadMe",
                    "Runtime", "python3.13",
                    "Handler", "echo.handler",
                    "Role", "arn:aws:iam::123456789012:role/any",
                    "Code",
                        Map.of("ZipFile", Base64.getEncoder().encodeToString(zip.toByteArray())))));
    assumeThat(created.statusCode()).as(created.body()).isEqualTo(201); // needs a Python

    assertThat(list(client.get("/stepwell/functions/ReadMe/code"), "files"))
        .containsExactly(
            Map.of("name", "echo.py", "bytes", (long) source.length(), "text", source));
  }

  @Test
  void expressExecutionsAreRemembered() {
    String machine = client.machine("Remembered", "EXPRESS", PASSES);
    client.states("StartSyncExecution", Map.of("stateMachineArn", machine, "name", "quick"));
    Map<String, Object> page = client.get("/stepwell/executions?machine=" + encoded(machine));
    assertThat(page.get("recent")).isEqualTo(true);
    String arn = String.valueOf(list(page, "executions").getFirst().get("arn"));
    Map<String, Object> one = client.get("/stepwell/executions/" + encoded(arn) + "/recent");
    assertThat(object(one, "execution").get("output")).isEqualTo("{}");
    assertThat(list(one, "events"))
        .extracting(event -> String.valueOf(event.get("type")))
        .startsWith("ExecutionStarted")
        .endsWith("ExecutionSucceeded");
    assertThat(client.get("/stepwell/executions/" + encoded(arn) + "/cost").get("transitions"))
        .isEqualTo(2L);
  }

  @Test
  void manyExecutionsAreStoppedAtOnce() {
    String machine = client.machine("Stopped", "STANDARD", WAITS);
    List<String> all =
        IntStream.range(0, 120).mapToObj(i -> client.start(machine, "e-" + i, "{}")).toList();
    String other = client.start(machine, "other", "{}");

    Map<String, Object> begun =
        client.post(
            "/stepwell/executions/stop",
            "{\"machine\": \"%s\", \"name\": \"e-\", \"status\": [\"RUNNING\"]}"
                .formatted(machine));

    String path = "/stepwell/bulk/" + begun.get("id");
    await().until(() -> client.get(path).get("state"), "DONE"::equals);
    assertThat(client.get(path)).containsEntry("done", 120L).containsEntry("refused", 0L);
    assertThat(all).allMatch(arn -> client.status(arn).equals("ABORTED"));
    assertThat(client.status(other)).isEqualTo("RUNNING");
    assertThat(list(client.get("/stepwell/bulk"), "operations")).isNotEmpty();
    assertThat(client.post(path + "/cancel", "").get("state")).isEqualTo("DONE");
  }

  @Test
  void manyExecutionsAreRedrivenAtOnce() {
    String machine = client.machine("Redriven", "STANDARD", FAILS);
    String execution = client.start(machine, "e", "{}");
    awaitStatus(execution, "FAILED");
    Map<String, Object> begun =
        client.post("/stepwell/executions/redrive", "{\"machine\": \"" + machine + "\"}");
    await()
        .until(() -> client.get("/stepwell/bulk/" + begun.get("id")).get("state"), "DONE"::equals);
    assertThat(
            list(client.get("/stepwell/executions?machine=" + encoded(machine)), "executions")
                .getFirst()
                .get("redriveCount"))
        .isEqualTo(1L);
  }

  @Test
  void nothingIsQuarantined() {
    assertThat(list(client.get("/stepwell/quarantine"), "executions")).isEmpty();
    String machine = client.machine("Fine", "STANDARD", PASSES);
    String execution = client.start(machine, "a", "{}");
    assertThat(client.post("/stepwell/quarantine/" + encoded(execution) + "/retry", "").get("done"))
        .isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/machines?hours=0 | 400 | hours '0' must be a number from 1 to 8784",
        "/machines?limit=many | 400 | limit 'many' must be a number from 1 to 1000",
        "/usage?from=yesterday | 400 | from 'yesterday' must be a day such as 2026-11-01",
        "/usage?from=2026-02-02&to=2026-02-01 | 400 | from '2026-02-02' must not be later than",
        "/usage?from=2020-01-01&to=2026-02-01 | 400 | is more than 366 days",
        "/usage?price=-1 | 400 | price '-1' must be a price such as 0.025",
        "/usage?freeTier=yes | 400 | freeTier 'yes' must be true or false",
        "/usage?format=xml | 400 | format 'xml' must be csv or json",
        "/executions | 400 | machine is missing; it is the ARN of a state machine",
        "/executions?name=a&limit=0 | 400 | limit '0' must be a number from 1 to 1000",
        "/functions/none/code | 404 | Function not found",
        "/executions?machine=x | 400 | Invalid Arn",
        "/executions/x/cost | 400 | Invalid Arn",
        "/machines/arn:aws:states:us-east-1:123456789012:stateMachine:none/metrics | 404 | State"
            + " Machine Does Not Exist",
        "/activities/arn:aws:states:us-east-1:123456789012:activity:none | 404 | Activity Does Not"
            + " Exist",
        "/functions/none/logs | 404 | Function not found",
        "/bulk/b-0 | 404 | There is no operation 'b-0'",
        "/nothing | 404 | Nothing is served at /stepwell/nothing",
        "/tasks?after=x | 400 | Invalid Token",
      })
  void wrongInputIsAnsweredWithASentence(String path, int status, String sentence) {
    assertThat(client.refusal(status, client.getting("/stepwell" + path))).contains(sentence);
  }

  @Test
  void wrongChangesAreAnsweredWithASentence() {
    assertThat(client.refusal(400, client.posting("/stepwell/executions/stop", "[]")))
        .contains("must be a JSON object");
    assertThat(client.refusal(400, client.posting("/stepwell/executions/stop", "{")))
        .contains("is not JSON");
    assertThat(client.refusal(404, client.posting("/stepwell/executions/forget", "{}")))
        .contains("can be stopped or redriven");
    String machine = client.machine("Refuses", "STANDARD", PASSES);
    String body = "{\"machine\": \"%s\", \"status\": \"SUCCEEDED\"}".formatted(machine);
    assertThat(client.refusal(400, client.posting("/stepwell/executions/redrive", body)))
        .contains("must be among");
    assertThat(
            client.refusal(
                415,
                client.send(
                    client
                        .to("/stepwell/executions/stop")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")))))
        .contains("Content-Type");
    assertThat(client.refusal(405, client.send(client.to("/stepwell/info").DELETE())))
        .contains("not served");
  }
}
