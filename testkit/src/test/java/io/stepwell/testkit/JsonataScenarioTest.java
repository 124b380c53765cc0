package io.stepwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// JSONata states: what they read, what they hand on, and how they fail.
class JsonataScenarioTest {
  @Test
  void argumentsOutputAndAssignReadOneSnapshot() {
    Scenario scenario =
        Scenario.of(
                """
                {"QueryLanguage":"JSONata","StartAt":"Set","States":{
                  "Set":{"Type":"Pass","Assign":{"n":1},"Next":"Call"},
                  "Call":{"Type":"Task",
                    "Resource":"arn:aws:lambda:us-east-1:123456789012:function:f",
                    "Arguments":{"twice":"{% $states.input.x * 2 %}"},
                    "Assign":{"n":"{% $n + $states.result.add %}"},
                    "Output":"{% {'before': $n, 'got': $states.result.add} %}","Next":"Show"},
                  "Show":{"Type":"Pass","Output":"{% $n %}","End":true}}}\
                """)
            .start("{\"x\":21}");
    assertThat(scenario.history()).contains("TaskScheduled {\"twice\":42}");
    scenario.completeTask("Call", "{\"add\":4}");

    assertThat(scenario.history()).contains("StateExited Call {\"before\":1,\"got\":4}");
    assertThat(scenario.output()).isEqualTo("5");
  }

  @Test
  void aFailedExpressionIsAnEventThatPointsBeforeTheState() {
    Scenario scenario =
        Scenario.of(
                """
                {"QueryLanguage":"JSONata","StartAt":"A","States":{
                  "A":{"Type":"Pass","Output":"{% $missing %}","End":true}}}\
                """)
            .start("{}");

    assertThat(scenario.history())
        .isEqualTo(
            """
            1←0 ExecutionStarted
            2←0 StateEntered A {}
            3←0 EvaluationFailed A at Output
            4←3 ExecutionFailed States.QueryEvaluationError: An error occurred while executing the\
             state 'A' (entered at the event id #2). The JSONata expression '$missing' specified\
             for the field 'Output' returned nothing (undefined).\
            """);
  }

  @Test
  void anExpressionThatNeverEndsIsDecidedBesideAndFails() {
    Scenario scenario =
        Scenario.of(
                """
                {"QueryLanguage":"JSONata","StartAt":"A","States":{
                  "A":{"Type":"Pass",
                    "Output":"{% ($f := function($n){ $f($n + 1) }; $f(1)) %}","End":true}}}\
                """)
            .start("{}");

    assertThat(scenario.history()).contains("ExecutionFailed States.QueryEvaluationError");
  }
}
