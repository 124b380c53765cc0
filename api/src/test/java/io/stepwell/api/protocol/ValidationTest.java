package io.stepwell.api.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Json;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ValidationTest {
  private static final ApiModel MODEL = ApiModel.load();

  private static void check(String operation, String json) {
    Validation.check(
        Objects.requireNonNull(MODEL.request(operation)),
        (Map<?, ?>) Objects.requireNonNull(Json.parse(json)));
  }

  private static void refused(String operation, String json, String message) {
    assertThatThrownBy(() -> check(operation, json))
        .isInstanceOf(ApiException.class)
        .hasMessage(message);
  }

  @Test
  void aRequestWithinItsLimitsPasses() {
    check("StartExecution", "{\"stateMachineArn\":\"arn:x\",\"input\":\"{}\"}");
    check("ListExecutions", "{\"maxResults\":1000,\"statusFilter\":\"PENDING_REDRIVE\"}");
    check("SendTaskSuccess", "{\"taskToken\":\"\",\"output\":\"\"}");
    check("CreateActivity", "{\"name\":\"a\",\"tags\":null,\"unknown\":{}}");
  }

  @Test
  void numbersBeyondTheirRangeAreRefusedInAwsWords() {
    refused(
        "ListExecutions",
        "{\"maxResults\":1001}",
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint:"
            + " Member must have value less than or equal to 1000");
    refused(
        "UpdateMapRun",
        "{\"mapRunArn\":\"a\",\"toleratedFailurePercentage\":100.5}",
        "1 validation error detected: Value '100.5' at 'toleratedFailurePercentage' failed to"
            + " satisfy constraint: Member must have value less than or equal to 100");
  }

  @Test
  void valuesOutsideAnEnumAreRefusedWithAwsOrderOfTheSet() {
    refused(
        "ListExecutions",
        "{\"statusFilter\":\"succeeded\"}",
        "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT,"
            + " PENDING_REDRIVE, ABORTED, FAILED, RUNNING]");
  }

  @Test
  void allViolationsAreListedAtOnce() {
    refused(
        "CreateActivity",
        "{\"name\":\"%s\",\"tags\":[{\"key\":\"\"}]}".formatted("n".repeat(81)),
        "2 validation errors detected: Value '%s' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80; Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1"
            .formatted("n".repeat(81)));
  }

  @Test
  void aMissingMemberIsNull() {
    refused(
        "StartExecution",
        "{}",
        "1 validation error detected: Value null at 'stateMachineArn' failed to satisfy constraint:"
            + " Member must not be null");
    refused(
        "CreateActivity",
        "{\"name\":\"a\",\"encryptionConfiguration\":{}}",
        "1 validation error detected: Value null at 'encryptionConfiguration.type' failed to"
            + " satisfy constraint: Member must not be null");
  }

  @Test
  void aSensitiveValueIsNotRepeated() {
    refused(
        "StopExecution",
        "{\"executionArn\":\"a\",\"error\":\"%s\"}".formatted("e".repeat(257)),
        "1 validation error detected: Value at 'error' failed to satisfy constraint: Member must"
            + " have length less than or equal to 256");
  }

  @Test
  void aPatternIsNamed() {
    refused(
        "RedriveExecution",
        "{\"executionArn\":\"a\",\"clientToken\":\"a b\"}",
        "1 validation error detected: Value 'a b' at 'clientToken' failed to satisfy constraint:"
            + " Member must satisfy regular expression pattern: [!-~]+");
  }

  @Test
  void aValueOfAnotherTypeCannotBeRead() {
    refused(
        "CreateActivity",
        "{\"name\":5}",
        "NUMBER_VALUE can not be converted to a String at 'name'");
    refused(
        "ListExecutions",
        "{\"maxResults\":\"5\"}",
        "STRING_VALUE can not be converted to an Integer at 'maxResults'");
    refused(
        "CreateActivity",
        "{\"name\":\"a\",\"tags\":{}}",
        "START_OBJECT can not be converted to a list at 'tags'");
  }

  @Test
  void everyOperationOfAwsIsInTheTable() {
    assertThat(MODEL.request("ValidateStateMachineDefinition")).isNotNull();
    assertThat(MODEL.request("TestState")).isNotNull();
    assertThat(MODEL.request("RunStateMachine")).isNull();
  }
}
