package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Json;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InspectionData;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.TestExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TestStateResponse;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/// TestState through the AWS SDK for Java.
final class TestStateSdkTest {
  private static final String PASS = "{\"Type\":\"Pass\",\"Result\":{\"a\":1},\"Next\":\"B\"}";
  private static final String PUBLISH =
      """
      {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
       "Parameters": {"TopicArn": "t", "Message.$": "$.text"},
       "Retry": [{"ErrorEquals": ["Sns.Busy"], "IntervalSeconds": 2, "MaxAttempts": 3}],
       "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}],
       "Next": "Done"}
      """;

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static SfnClient sfn;

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
    sfn =
        SfnClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .overrideConfiguration(
                it ->
                    it.putAdvancedOption(
                        SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    server.close();
  }

  @Test
  void aStateRunsByItself() {
    TestStateResponse tested = sfn.testState(it -> it.definition(PASS).input("{}"));

    assertThat(tested.status()).isEqualTo(TestExecutionStatus.SUCCEEDED);
    assertThat(tested.output()).isEqualTo("{\"a\":1}");
    assertThat(tested.nextState()).isEqualTo("B");
    assertThat(tested.inspectionData()).isNull();
  }

  @Test
  void aMockedTaskShowsItsDataFlow() {
    TestStateResponse tested =
        sfn.testState(
            it ->
                it.definition(PUBLISH)
                    .input("{\"text\":\"hi\"}")
                    .inspectionLevel(InspectionLevel.DEBUG)
                    .mock(mock -> mock.result("{\"MessageId\":\"m-1\"}")));

    assertThat(tested.nextState()).isEqualTo("Done");
    InspectionData shown = tested.inspectionData();
    assertThat(Json.parse(shown.afterParameters()))
        .isEqualTo(Map.of("TopicArn", "t", "Message", "hi"));
    assertThat(shown.result()).isEqualTo("{\"MessageId\":\"m-1\"}");
    assertThat(shown.afterResultPath()).isEqualTo("{\"MessageId\":\"m-1\"}");
  }

  @Test
  void aMockedErrorMeetsRetryAndCatch() {
    TestStateResponse retried = failing(1);
    TestStateResponse caught = failing(3);

    assertThat(retried.status()).isEqualTo(TestExecutionStatus.RETRIABLE);
    assertThat(retried.inspectionData().errorDetails().retryBackoffIntervalSeconds()).isEqualTo(4);
    assertThat(caught.status()).isEqualTo(TestExecutionStatus.CAUGHT_ERROR);
    assertThat(caught.nextState()).isEqualTo("Sorry");
    assertThat(caught.inspectionData().errorDetails().catchIndex()).isZero();
    assertThat(caught.error()).isEqualTo("Sns.Busy");
  }

  private static TestStateResponse failing(int retries) {
    return sfn.testState(
        it ->
            it.definition(PUBLISH)
                .input("{\"text\":\"hi\"}")
                .inspectionLevel(InspectionLevel.TRACE)
                .stateConfiguration(configuration -> configuration.retrierRetryCount(retries))
                .mock(mock -> mock.errorOutput(error -> error.error("Sns.Busy").cause("full"))));
  }

  @Test
  void everyModelledErrorIsTold() {
    assertThatThrownBy(() -> sfn.testState(it -> it.definition("{\"Type\":\"Pass\"}")))
        .isInstanceOf(InvalidDefinitionException.class);
    assertThatThrownBy(() -> sfn.testState(it -> it.definition(PASS).input("{")))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(
            () -> sfn.testState(it -> it.definition(PASS).mock(mock -> mock.result("{}"))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("State type 'Pass' is not supported when a mock is specified");
    assertThatThrownBy(() -> sfn.testState(it -> it.definition(PUBLISH)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("RoleArn must be specified when testing a Task state");
  }
}
