package io.stepwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Parallel and Map: lanes in turn, previousEventIds, failures, aborts, retries.
class BranchScenarioTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";

  @Test
  void serialIterationsPointPastTheSuccessOfTheOneBefore() {
    Scenario scenario = Scenario.of(map("\"MaxConcurrency\":1,", PASS)).start("[\"a\",\"b\"]");

    assertThat(scenario.history())
        .isEqualTo(
            """
            1←0 ExecutionStarted
            2←0 StateEntered Each ["a","b"]
            3←2 MapStarted 2
            4←3 MapIterationStarted 0
            5←4 StateEntered Item "a"
            6←5 StateExited Item "a"
            7←6 MapIterationSucceeded 0
            8←6 MapIterationStarted 1
            9←8 StateEntered Item "b"
            10←9 StateExited Item "b"
            11←10 MapIterationSucceeded 1
            12←11 MapSucceeded
            13←11 StateExited Each ["a","b"]
            14←13 ExecutionSucceeded ["a","b"]\
            """);
  }

  @Test
  void concurrentIterationsAllStartAtTheMapAndTakeTurns() {
    Scenario scenario = Scenario.of(map("", PASS)).start("[1,2]");

    assertThat(scenario.chain())
        .containsExactly(
            "1←0 ExecutionStarted",
            "2←0 StateEntered",
            "3←2 MapStarted",
            "4←3 MapIterationStarted",
            "5←3 MapIterationStarted",
            "6←4 StateEntered",
            "7←6 StateExited",
            "8←7 MapIterationSucceeded",
            "9←5 StateEntered",
            "10←9 StateExited",
            "11←10 MapIterationSucceeded",
            "12←11 MapSucceeded",
            "13←11 StateExited",
            "14←13 ExecutionSucceeded");
  }

  @Test
  void anEmptyMapStartsAndSucceeds() {
    assertThat(Scenario.of(map("", PASS)).start("[]").chain())
        .containsExactly(
            "1←0 ExecutionStarted",
            "2←0 StateEntered",
            "3←2 MapStarted",
            "4←3 MapSucceeded",
            "5←3 StateExited",
            "6←5 ExecutionSucceeded");
  }

  @Test
  void aFailingIterationIsRetriedWithoutMapStateFailed() {
    Scenario scenario =
        Scenario.of(
                map(
                    "\"MaxConcurrency\":1,\"Retry\":[{\"ErrorEquals\":[\"E\"],\"MaxAttempts\":1}],",
                    "{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"C\"}"))
            .start("[1]")
            .elapse(Duration.ofSeconds(1));

    assertThat(scenario.history())
        .isEqualTo(
            """
            1←0 ExecutionStarted
            2←0 StateEntered Each [1]
            3←2 MapStarted 1
            4←3 MapIterationStarted 0
            5←4 StateEntered Item 1
            6←5 MapIterationFailed 0
            7←5 MapStarted 1
            8←7 MapIterationStarted 0
            9←8 StateEntered Item 1
            10←9 MapIterationFailed 0
            11←9 MapFailed
            12←11 ExecutionFailed E: C\
            """);
  }

  @Test
  void aFailingIterationAbortsItsSiblingsAndThenItself() {
    Scenario scenario = Scenario.of(map("", task(""))).start("[1,2,3]");
    scenario.run().fail(2, "E", "C");

    assertThat(scenario.history())
        .endsWith(
            """
            16←12 TaskFailed E: C
            17←16 MapIterationFailed 1
            18←16 StateAborted Item
            19←16 MapIterationAborted 0
            20←16 StateAborted Item
            21←16 MapIterationAborted 2
            22←16 StateAborted Item
            23←16 MapFailed
            24←23 ExecutionFailed E: C\
            """);
    assertThat(scenario.run().effects()).isEmpty();
  }

  @Test
  void aCaughtBranchLeavesThroughParallelFailed() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Both","States":{
                  "Both":{"Type":"Parallel","Branches":[
                    {"StartAt":"A","States":{"A":%s}},
                    {"StartAt":"B","States":{"B":{"Type":"Wait","Seconds":60,"End":true}}}],
                    "Catch":[{"ErrorEquals":["E"],"ResultPath":"$.e","Next":"Done"}],"Next":"Done"},
                  "Done":{"Type":"Succeed"}}}\
                """
                    .formatted(task("")))
            .start("{}")
            .failTask("A", "E", "C");

    assertThat(scenario.history())
        .contains(
            """
            8←6 TaskFailed E: C
            9←8 StateAborted B
            10←8 StateAborted A
            11←8 ParallelFailed
            12←11 StateExited Both {"e":{"Error":"E","Cause":"C"}}
            13←12 StateEntered Done\
            """);
  }

  @Test
  void parallelOutputsKeepTheirSpellingAndTheirOrder() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
                  {"StartAt":"A","States":{"A":%s}},
                  {"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}]}}}\
                """
                    .formatted(task("")))
            .start("[1,  2]");
    scenario.completeTask("A", "\"last\"");

    assertThat(scenario.output()).isEqualTo("[\"last\",[1,  2]]");
    assertThat(scenario.chain()).contains("11←10 ParallelSucceeded", "12←10 StateExited");
  }

  @Test
  void variablesOfABranchAreGoneOutsideAndOuterOnesCanBeRead() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Set","States":{
                  "Set":{"Type":"Pass","Assign":{"x":1},"Next":"P"},
                  "P":{"Type":"Parallel","Next":"Out","Branches":[
                    {"StartAt":"In","States":{
                      "In":{"Type":"Pass","Assign":{"y.$":"$x"},"Next":"Read"},
                      "Read":{"Type":"Pass","Parameters":{"y.$":"$y","x.$":"$x"},"End":true}}}]},
                  "Out":{"Type":"Pass","Parameters":{"x.$":"$x"},"ResultPath":"$[0].out",
                    "End":true}}}\
                """)
            .start("{}");

    assertThat(scenario.output()).isEqualTo("[{\"y\":1,\"x\":1,\"out\":{\"x\":1}}]");
  }

  @Test
  void aFullHistoryEndsWithItsLastEvent() {
    Limits small = new Limits(262_144, 12, 40, 10 << 20, 256, 512 << 10, 20_000, 10_000_000);
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},
                 "B":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":true,"Next":"End"}],
                      "Default":"A"},"End":{"Type":"Succeed"}}}\
                """,
                small)
            .start("{}");

    assertThat(scenario.chain()).hasSize(12);
    assertThat(scenario.history())
        .endsWith(
            "12←11 ExecutionFailed States.Runtime: The execution reached the maximum number of"
                + " history events (12).");
  }

  private static final String PASS = "{\"Type\":\"Pass\",\"End\":true}";

  private static String task(String extra) {
    return "{\"Type\":\"Task\",\"Resource\":\"" + FUNCTION + "\"," + extra + "\"End\":true}";
  }

  private static String map(String extra, String item) {
    return """
    {"StartAt":"Each","States":{"Each":{"Type":"Map",%s"ItemProcessor":{
      "ProcessorConfig":{"Mode":"INLINE"},"StartAt":"Item","States":{"Item":%s}},"End":true}}}\
    """
        .formatted(extra, item);
  }
}
