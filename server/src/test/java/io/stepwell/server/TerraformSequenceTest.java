package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ActivityDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.EncryptionType;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineVersionListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/// The calls that Terraform's aws provider makes for its resources of Step Functions, in its order
/// and with the members that it sends; whatever it reads back must be what it set, or a plan would
/// show a drift. Written after the provider's source (`internal/service/sfn`); the provider itself
/// is run by `examples/terraform/run.sh`.
final class TerraformSequenceTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";
  private static final String GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:steps:*";

  // as `jsonencode` and as a heredoc write them
  private static final String COMPACT =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"End\":true,\"Type\":\"Pass\"}}}";
  private static final String HEREDOC =
      """
      {
        "Comment": "A & B <é> \\u00e9",
        "StartAt": "A",
        "States": {"A": {"Type": "Pass", "End": true}}
      }
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
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    server.close();
  }

  /// What the provider keeps of a state machine: all that it compares with the configuration.
  private record Attributes(
      String arn,
      String name,
      String definition,
      String role,
      StateMachineType type,
      @Nullable LogLevel level,
      @Nullable Boolean executionData,
      @Nullable String destination,
      @Nullable Boolean tracing,
      @Nullable EncryptionType encryption,
      @Nullable String latest,
      Map<String, String> tags) {}

  private static Attributes read(String arn) {
    DescribeStateMachineResponse now = sfn.describeStateMachine(r -> r.stateMachineArn(arn));
    List<StateMachineVersionListItem> versions =
        sfn.listStateMachineVersions(r -> r.stateMachineArn(arn)).stateMachineVersions();
    LoggingConfiguration log = now.loggingConfiguration();
    return new Attributes(
        now.stateMachineArn(),
        now.name(),
        now.definition(),
        now.roleArn(),
        now.type(),
        log == null ? null : log.level(),
        log == null ? null : log.includeExecutionData(),
        log == null || log.destinations().isEmpty()
            ? null
            : log.destinations().getFirst().cloudWatchLogsLogGroup().logGroupArn(),
        now.tracingConfiguration() == null ? null : now.tracingConfiguration().enabled(),
        now.encryptionConfiguration() == null ? null : now.encryptionConfiguration().type(),
        versions.isEmpty() ? null : versions.getFirst().stateMachineVersionArn(),
        tags(arn));
  }

  private static Map<String, String> tags(String arn) {
    return sfn.listTagsForResource(r -> r.resourceArn(arn)).tags().stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /// Every plan of a changed definition begins with this.
  private static void planned(String definition, StateMachineType type) {
    assertThat(
            sfn.validateStateMachineDefinition(r -> r.definition(definition).type(type)).result())
        .isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
  }

  private static LoggingConfiguration log(LogLevel level, boolean data) {
    return LoggingConfiguration.builder()
        .level(level)
        .includeExecutionData(data)
        .destinations(
            LogDestination.builder()
                .cloudWatchLogsLogGroup(group -> group.logGroupArn(GROUP))
                .build())
        .build();
  }

  @Test
  void aStateMachineIsCreatedReadUpdatedAndDestroyedWithoutDrift() {
    planned(HEREDOC, StateMachineType.STANDARD);
    CreateStateMachineResponse made =
        sfn.createStateMachine(
            r ->
                r.name("tf")
                    .definition(HEREDOC)
                    .publish(true)
                    .roleArn(ROLE)
                    .tags(tag("team", "orders"), tag("stage", "test"))
                    .type(StateMachineType.STANDARD)
                    .loggingConfiguration(log(LogLevel.ERROR, true))
                    .tracingConfiguration(tracing -> tracing.enabled(true))
                    .encryptionConfiguration(key -> key.type(EncryptionType.AWS_OWNED_KEY)));
    String arn = made.stateMachineArn();
    Attributes created =
        new Attributes(
            arn,
            "tf",
            HEREDOC,
            ROLE,
            StateMachineType.STANDARD,
            LogLevel.ERROR,
            true,
            GROUP,
            true,
            EncryptionType.AWS_OWNED_KEY,
            arn + ":1",
            Map.of("team", "orders", "stage", "test"));
    assertThat(read(arn)).isEqualTo(created).isEqualTo(read(arn));

    planned(COMPACT, StateMachineType.STANDARD);
    sfn.updateStateMachine(
        r ->
            r.stateMachineArn(arn)
                .definition(COMPACT)
                .roleArn(ROLE + "-2")
                .publish(true)
                .versionDescription("") // as the provider sends it when there is none
                .loggingConfiguration(log(LogLevel.ALL, false))
                .tracingConfiguration(tracing -> tracing.enabled(false)));
    sfn.untagResource(r -> r.resourceArn(arn).tagKeys("stage"));
    sfn.tagResource(r -> r.resourceArn(arn).tags(tag("team", "billing")));
    assertThat(read(arn))
        .isEqualTo(
            new Attributes(
                arn,
                "tf",
                COMPACT,
                ROLE + "-2",
                StateMachineType.STANDARD,
                LogLevel.ALL,
                false,
                GROUP,
                false,
                EncryptionType.AWS_OWNED_KEY,
                arn + ":2",
                Map.of("team", "billing")));

    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
    // the provider asks until this is the answer; nothing runs, so it is at once
    assertThatThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(arn)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }

  /// Blocks that the configuration lacks are "computed": any answer will do if it stays the same.
  @Test
  void whatIsNotConfiguredStaysAsItWasFirstRead() {
    String arn =
        sfn.createStateMachine(
                r ->
                    r.name("tf-bare")
                        .definition(COMPACT)
                        .publish(false)
                        .roleArn(ROLE)
                        .type(StateMachineType.EXPRESS))
            .stateMachineArn();
    Attributes first = read(arn);
    assertThat(first.latest()).isNull();
    assertThat(first.type()).isEqualTo(StateMachineType.EXPRESS);
    assertThat(first.level()).isEqualTo(LogLevel.OFF);
    assertThat(first.executionData()).isFalse();
    assertThat(first.destination()).isNull();
    sfn.updateStateMachine(
        r -> r.stateMachineArn(arn).definition(COMPACT).roleArn(ROLE).publish(false));
    assertThat(read(arn)).isEqualTo(first);
  }

  @Test
  void anAliasIsCreatedReadUpdatedAndDestroyedWithoutDrift() {
    String machine =
        sfn.createStateMachine(
                r -> r.name("tf-routed").definition(COMPACT).publish(true).roleArn(ROLE))
            .stateMachineArn();
    sfn.updateStateMachine(
        r -> r.stateMachineArn(machine).definition(HEREDOC).roleArn(ROLE).publish(true));
    List<RoutingConfigurationListItem> first = List.of(route(machine + ":1", 100));
    String arn =
        sfn.createStateMachineAlias(r -> r.name("live").description("").routingConfiguration(first))
            .stateMachineAliasArn();
    DescribeStateMachineAliasResponse made =
        sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn));
    assertThat(made.stateMachineAliasArn()).isEqualTo(arn);
    assertThat(made.name()).isEqualTo("live");
    assertThat(made.description() == null || made.description().isEmpty()).isTrue();
    assertThat(made.routingConfiguration()).isEqualTo(first);
    String created = made.creationDate().truncatedTo(ChronoUnit.SECONDS).toString();

    List<RoutingConfigurationListItem> second =
        List.of(route(machine + ":2", 70), route(machine + ":1", 30));
    sfn.updateStateMachineAlias(
        r -> r.stateMachineAliasArn(arn).description("both").routingConfiguration(second));
    DescribeStateMachineAliasResponse now =
        sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn));
    assertThat(now.description()).isEqualTo("both");
    assertThat(now.routingConfiguration()).as("in the order given").isEqualTo(second);
    assertThat(now.creationDate().truncatedTo(ChronoUnit.SECONDS)).hasToString(created);

    sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(arn));
    assertThatThrownBy(() -> sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn)))
        .isInstanceOf(ResourceNotFoundException.class);
    sfn.deleteStateMachine(r -> r.stateMachineArn(machine));
  }

  private static RoutingConfigurationListItem route(String version, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(version)
        .weight(weight)
        .build();
  }

  @Test
  void anActivityIsCreatedReadAndDestroyedWithoutDrift() {
    String arn =
        sfn.createActivity(r -> r.name("tf-work").tags(tag("team", "orders"))).activityArn();
    assertThat(sfn.describeActivity(r -> r.activityArn(arn)).name()).isEqualTo("tf-work");
    assertThat(tags(arn)).isEqualTo(Map.of("team", "orders"));
    sfn.tagResource(r -> r.resourceArn(arn).tags(tag("team", "billing")));
    assertThat(tags(arn)).isEqualTo(Map.of("team", "billing"));
    assertThat(sfn.describeActivity(r -> r.activityArn(arn)))
        .hasToString(sfn.describeActivity(r -> r.activityArn(arn)).toString());
    sfn.deleteActivity(r -> r.activityArn(arn));
    assertThatThrownBy(() -> sfn.describeActivity(r -> r.activityArn(arn)))
        .isInstanceOf(ActivityDoesNotExistException.class);
  }
}
