package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.server.Destinations.Destination;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where resources lead, and what says so.
class DestinationsTest {
  private static final String STATES = "arn:aws:states:::";

  private static Destination of(String yaml, Map<String, String> environment, String resource) {
    SettingsFile file = SettingsFile.parse(Path.of("stepwell.yaml"), yaml);
    return new Destinations(Configuration.of(Map.of(), environment, file)).of(resource);
  }

  @Test
  void whatRunsHereComesFirst() {
    Map<String, String> all = Map.of("AWS_ENDPOINT_URL", "http://localhost:4566");

    assertThat(of("", all, STATES + "aws-sdk:sfn:startExecution").place()).isEqualTo("this server");
    assertThat(of("", all, STATES + "states:startExecution.sync:2").place())
        .isEqualTo("this server");
    assertThat(
            of(
                    "functions: {F: 'http://localhost:7001/'}",
                    all,
                    "arn:aws:lambda:us-east-1:123456789012:function:F")
                .place())
        .isEqualTo("http://localhost:7001/ (stepwell.yaml, functions.F)");
  }

  @Test
  void theEndpointOfAServiceComesBeforeTheOneForAllAndThatBeforeAws() {
    String yaml =
        """
        endpoints: {events: "http://localhost:1", dynamodb: "http://localhost:2"}
        aws: {enabled: true}
        """;
    Map<String, String> variable = Map.of("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:3");

    assertThat(of(yaml, Map.of(), STATES + "events:putEvents").place())
        .isEqualTo("http://localhost:1 (stepwell.yaml, endpoints.events)");
    assertThat(of(yaml, variable, STATES + "dynamodb:putItem").place())
        .isEqualTo("http://localhost:3 (variable AWS_ENDPOINT_URL_DYNAMODB)");
    assertThat(of(yaml, Map.of(), STATES + "sqs:sendMessage").place())
        .isEqualTo("AWS (aws.enabled)");
    assertThat(
            of(
                    yaml,
                    Map.of("STEPWELL_AWS_ENDPOINT", "http://localhost:4"),
                    STATES + "aws-sdk:secretsmanager:getSecretValue")
                .place())
        .isEqualTo("http://localhost:4 (variable STEPWELL_AWS_ENDPOINT)");
  }

  @Test
  void whatNobodyServesNamesTheSettings() {
    assertThat(of("", Map.of(), STATES + "aws-sdk:eventbridge:putEvents"))
        .isEqualTo(
            new Destination(
                false, "nobody: 'endpoints: {eventbridge: URL}' or 'aws: {enabled: true}' would"));
    assertThat(of("", Map.of(), "arn:aws:iam::1:role/r").served()).isFalse();
  }

  @Test
  void anEndpointThatIsNoUrlIsRefused() {
    assertThatThrownBy(() -> of("aws: {endpoint: nowhere}", Map.of(), STATES + "sqs:sendMessage"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("'nowhere' is no http or https URL of an endpoint (stepwell.yaml)");
  }
}
