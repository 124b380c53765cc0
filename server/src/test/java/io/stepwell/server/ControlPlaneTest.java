package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.EncryptionType;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.IncludedData;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAliasListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineVersionListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.ValidationException;
import software.amazon.awssdk.services.sfn.model.ValidationExceptionReason;

/// The operations on state machines, versions, aliases, tags and activities over the AWS SDK for
/// Java: what they do, and each of their modelled errors, but for those that can't arise here:
///
/// | error | why not |
/// |---|---|
/// | KmsAccessDenied, KmsInvalidState, KmsThrottling | no key is used |
/// | InvalidTracingConfiguration | `enabled` is a boolean or a SerializationException |
/// | ConflictException of Update and Delete | the catalog has one writer, which takes them in turn |
/// | …LimitExceeded, ServiceQuotaExceeded | AWS's quotas are large: `ReleasesTest` has small ones |
final class ControlPlaneTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/test";
  private static final String MACHINES = "arn:aws:states:us-east-1:123456789012:stateMachine:";
  private static final String NONE = MACHINES + "none";
  private static final String NO_ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:none";
  private static final String NO_EXECUTION =
      "arn:aws:states:us-east-1:123456789012:execution:none:none";
  private static final String PASS = definition("{\"Type\":\"Pass\",\"End\":true}");
  private static final String PASS_2 = definition("{\"Type\":\"Pass\",\"Result\":2,\"End\":true}");
  private static final String WAIT = definition("{\"Type\":\"Wait\",\"Seconds\":600,\"End\":true}");

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static SfnClient sfn;

  private static String definition(String state) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":" + state + "}}";
  }

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

  private static String fresh() {
    return "m-" + UUID.randomUUID();
  }

  private static String machine(String definition) {
    return sfn.createStateMachine(r -> r.name(fresh()).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  private static RoutingConfigurationListItem route(String version, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(version)
        .weight(weight)
        .build();
  }

  private static LogDestination destination(String group) {
    return LogDestination.builder().cloudWatchLogsLogGroup(g -> g.logGroupArn(group)).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  // ---- what the operations do

  @Test
  void aMachineIsPublishedAndItsVersionsAreListedDescribedAndDeleted() {
    String arn = machine(PASS);
    String first =
        sfn.publishStateMachineVersion(
                r -> r.stateMachineArn(arn).revisionId("INITIAL").description("one"))
            .stateMachineVersionArn();
    String revision =
        sfn.updateStateMachine(r -> r.stateMachineArn(arn).definition(PASS_2)).revisionId();
    String second =
        sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn).revisionId(revision))
            .stateMachineVersionArn();

    assertThat(List.of(first, second)).containsExactly(arn + ":1", arn + ":2");
    DescribeStateMachineResponse described =
        sfn.describeStateMachine(r -> r.stateMachineArn(first));
    assertThat(described.stateMachineArn()).isEqualTo(first);
    assertThat(described.definition()).isEqualTo(PASS);
    assertThat(described.description()).isEqualTo("one");
    var page = sfn.listStateMachineVersions(r -> r.stateMachineArn(arn).maxResults(1));
    assertThat(page.stateMachineVersions())
        .extracting(StateMachineVersionListItem::stateMachineVersionArn)
        .containsExactly(second);
    assertThat(
            sfn.listStateMachineVersions(
                    r -> r.stateMachineArn(arn).maxResults(1).nextToken(page.nextToken()))
                .stateMachineVersions())
        .extracting(StateMachineVersionListItem::stateMachineVersionArn)
        .containsExactly(first);
    sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(second));
    assertThat(sfn.publishStateMachineVersion(r -> r.stateMachineArn(arn)).stateMachineVersionArn())
        .isEqualTo(arn + ":3");
  }

  @Test
  void anAliasIsCreatedUpdatedListedUsedAndDeleted() {
    String name = fresh();
    String first =
        sfn.createStateMachine(r -> r.name(name).definition(PASS).roleArn(ROLE).publish(true))
            .stateMachineVersionArn();
    String arn = MACHINES + name;
    String second =
        sfn.updateStateMachine(r -> r.stateMachineArn(arn).definition(PASS_2).publish(true))
            .stateMachineVersionArn();
    String alias =
        sfn.createStateMachineAlias(
                r -> r.name("PROD").description("d").routingConfiguration(route(first, 100)))
            .stateMachineAliasArn();
    assertThat(alias).isEqualTo(arn + ":PROD");
    sfn.updateStateMachineAlias(
        r -> r.stateMachineAliasArn(alias).routingConfiguration(route(second, 100)));
    var described = sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(alias));
    assertThat(described.name()).isEqualTo("PROD");
    assertThat(described.description()).isEqualTo("d");
    assertThat(described.routingConfiguration()).containsExactly(route(second, 100));
    assertThat(described.updateDate()).isAfterOrEqualTo(described.creationDate());

    String execution = sfn.startExecution(r -> r.stateMachineArn(alias)).executionArn();
    String other = sfn.startExecution(r -> r.stateMachineArn(first)).executionArn();
    var run = sfn.describeExecution(r -> r.executionArn(execution));
    assertThat(run.stateMachineArn()).isEqualTo(arn);
    assertThat(run.stateMachineAliasArn()).isEqualTo(alias);
    assertThat(run.stateMachineVersionArn()).isEqualTo(second);
    assertThat(executions(alias)).containsExactly(execution);
    assertThat(executions(second)).containsExactly(execution);
    assertThat(executions(first)).containsExactly(other);
    assertThat(executions(arn)).containsExactlyInAnyOrder(other, execution);

    assertThat(sfn.listStateMachineAliases(r -> r.stateMachineArn(second)).stateMachineAliases())
        .extracting(StateMachineAliasListItem::stateMachineAliasArn)
        .containsExactly(alias);
    assertThat(sfn.listStateMachineAliases(r -> r.stateMachineArn(first)).stateMachineAliases())
        .isEmpty();
    sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(alias));
    assertThat(sfn.listStateMachineAliases(r -> r.stateMachineArn(arn)).stateMachineAliases())
        .isEmpty();
  }

  private static List<String> executions(String arn) {
    return sfn.listExecutions(r -> r.stateMachineArn(arn)).executions().stream()
        .map(ExecutionListItem::executionArn)
        .toList();
  }

  @Test
  void tagsAreAddedListedAndRemoved() {
    String arn = machine(PASS);
    String activity =
        sfn.createActivity(r -> r.name(fresh()).tags(tag("first", "1"))).activityArn();
    for (String resource : List.of(arn, activity)) {
      sfn.tagResource(r -> r.resourceArn(resource).tags(tag("b", "x"), tag("a", "y")));
      sfn.untagResource(r -> r.resourceArn(resource).tagKeys("first", "b", "unknown"));
      assertThat(sfn.listTagsForResource(r -> r.resourceArn(resource)).tags())
          .containsExactly(tag("a", "y"));
    }
  }

  @Test
  void theKeyOfAwsIsShownWhereNoneWasGiven() {
    String arn =
        sfn.createStateMachine(r -> r.name(fresh()).definition(PASS).roleArn(ROLE))
            .stateMachineArn();
    assertThat(
            sfn.describeStateMachine(r -> r.stateMachineArn(arn)).encryptionConfiguration().type())
        .isEqualTo(EncryptionType.AWS_OWNED_KEY);
  }

  @Test
  void configurationsAreShownAsTheyWereGiven() {
    String group = "arn:aws:logs:us-east-1:123456789012:log-group:/stepwell:*";
    String name = fresh();
    Runnable create =
        () ->
            sfn.createStateMachine(
                r ->
                    r.name(name)
                        .definition(PASS)
                        .roleArn(ROLE)
                        .tracingConfiguration(t -> t.enabled(true))
                        .encryptionConfiguration(
                            e ->
                                e.type(EncryptionType.CUSTOMER_MANAGED_KMS_KEY)
                                    .kmsKeyId("alias/mine"))
                        .loggingConfiguration(
                            l -> l.level(LogLevel.ALL).destinations(destination(group))));
    create.run();
    create.run(); // the same again is the same machine
    var shown = sfn.describeStateMachine(r -> r.stateMachineArn(MACHINES + name));
    assertThat(shown.tracingConfiguration().enabled()).isTrue();
    assertThat(shown.loggingConfiguration().level()).isEqualTo(LogLevel.ALL);
    assertThat(shown.loggingConfiguration().includeExecutionData()).isFalse();
    assertThat(shown.encryptionConfiguration().kmsKeyId()).isEqualTo("alias/mine");
    assertThat(shown.encryptionConfiguration().kmsDataKeyReusePeriodSeconds()).isEqualTo(300);
    var bare =
        sfn.describeStateMachine(
            r -> r.stateMachineArn(MACHINES + name).includedData(IncludedData.METADATA_ONLY));
    assertThat(bare.definition()).isEqualTo("{}");
    assertThat(bare.roleArn()).isEqualTo(ROLE);
  }

  @Test
  void aMachineWithRunningExecutionsIsDeletingUntilTheyEndAndItsNameIsFreeThen() {
    String name = fresh();
    String arn =
        sfn.createStateMachine(r -> r.name(name).definition(WAIT).roleArn(ROLE)).stateMachineArn();
    String execution = sfn.startExecution(r -> r.stateMachineArn(arn)).executionArn();
    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
    assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(arn)).status())
        .isEqualTo(StateMachineStatus.DELETING);
    sfn.stopExecution(r -> r.executionArn(execution));
    await()
        .ignoreExceptions()
        .until(
            () ->
                sfn.createStateMachine(r -> r.name(name).definition(PASS).roleArn(ROLE))
                    .stateMachineArn()
                    .equals(arn));
  }

  @Test
  void anErrorTellsItsReason() {
    String version =
        sfn.createStateMachine(r -> r.name(fresh()).definition(PASS).roleArn(ROLE).publish(true))
            .stateMachineVersionArn();
    assertThatThrownBy(
            () ->
                sfn.createStateMachineAlias(
                    r -> r.name("PROD").routingConfiguration(route(version, 99))))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e ->
                assertThat(e.reason())
                    .isEqualTo(ValidationExceptionReason.INVALID_ROUTING_CONFIGURATION))
        .hasMessageContaining(
            "Sum of routing configuration weights must equal 100. Received: [99]");
  }

  // ---- what is refused

  private record Refused(String operation, String error, Consumer<SfnClient> call) {}

  @TestFactory
  Stream<DynamicTest> everyModelledError() {
    return Stream.of(machines(), releases(), tags(), activities(), executions())
        .flatMap(List::stream)
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.operation() + ": " + it.error(),
                    () ->
                        assertThatThrownBy(() -> it.call().accept(sfn))
                            .isInstanceOfSatisfying(
                                SfnException.class,
                                e ->
                                    assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo(it.error()))));
  }

  private static String deleting() {
    String arn = machine(WAIT);
    sfn.startExecution(r -> r.stateMachineArn(arn));
    sfn.deleteStateMachine(r -> r.stateMachineArn(arn));
    return arn;
  }

  private static List<Refused> machines() {
    String taken = machine(PASS).substring(MACHINES.length());
    String deleting = deleting();
    return List.of(
        create("InvalidName", "a b", PASS),
        create("InvalidDefinition", fresh(), "{}"),
        create("StateMachineAlreadyExists", taken, PASS_2),
        create("StateMachineDeleting", deleting.substring(MACHINES.length()), PASS),
        new Refused(
            "CreateStateMachine",
            "ValidationException",
            c ->
                c.createStateMachine(
                    r -> r.name(fresh()).definition(PASS).roleArn(ROLE).versionDescription("x"))),
        new Refused(
            "CreateStateMachine",
            "TooManyTags",
            c ->
                c.createStateMachine(
                    r -> r.name(fresh()).definition(PASS).roleArn(ROLE).tags(manyTags()))),
        new Refused(
            "CreateStateMachine",
            "InvalidLoggingConfiguration",
            c ->
                c.createStateMachine(
                    r ->
                        r.name(fresh())
                            .definition(PASS)
                            .roleArn(ROLE)
                            .loggingConfiguration(l -> l.level(LogLevel.ALL)))),
        new Refused(
            "CreateStateMachine",
            "InvalidEncryptionConfiguration",
            c ->
                c.createStateMachine(
                    r ->
                        r.name(fresh())
                            .definition(PASS)
                            .roleArn(ROLE)
                            .encryptionConfiguration(
                                e -> e.type(EncryptionType.CUSTOMER_MANAGED_KMS_KEY)))),
        new Refused(
            "UpdateStateMachine",
            "InvalidArn",
            c -> c.updateStateMachine(r -> r.stateMachineArn("x").definition(PASS))),
        new Refused(
            "UpdateStateMachine",
            "StateMachineDoesNotExist",
            c -> c.updateStateMachine(r -> r.stateMachineArn(NONE).definition(PASS))),
        new Refused(
            "UpdateStateMachine",
            "StateMachineDeleting",
            c -> c.updateStateMachine(r -> r.stateMachineArn(deleting).definition(PASS))),
        new Refused(
            "UpdateStateMachine",
            "MissingRequiredParameter",
            c -> c.updateStateMachine(r -> r.stateMachineArn(MACHINES + taken))),
        new Refused(
            "UpdateStateMachine",
            "InvalidDefinition",
            c -> c.updateStateMachine(r -> r.stateMachineArn(MACHINES + taken).definition("{}"))),
        new Refused(
            "UpdateStateMachine",
            "InvalidLoggingConfiguration",
            c ->
                c.updateStateMachine(
                    r ->
                        r.stateMachineArn(MACHINES + taken)
                            .loggingConfiguration(l -> l.level(LogLevel.ALL)))),
        new Refused(
            "UpdateStateMachine",
            "ValidationException",
            c ->
                c.updateStateMachine(
                    r -> r.stateMachineArn(MACHINES + taken + "/label").definition(PASS))),
        new Refused(
            "DescribeStateMachine",
            "InvalidArn",
            c -> c.describeStateMachine(r -> r.stateMachineArn("x"))),
        new Refused(
            "DescribeStateMachine",
            "StateMachineDoesNotExist",
            c -> c.describeStateMachine(r -> r.stateMachineArn(NONE))),
        new Refused(
            "DeleteStateMachine",
            "InvalidArn",
            c -> c.deleteStateMachine(r -> r.stateMachineArn(NO_ACTIVITY))),
        new Refused(
            "DeleteStateMachine",
            "ValidationException",
            c -> c.deleteStateMachine(r -> r.stateMachineArn(NONE + "/label"))),
        new Refused(
            "ListStateMachines", "InvalidToken", c -> c.listStateMachines(r -> r.nextToken("x"))));
  }

  private static Refused create(String error, String name, String definition) {
    return new Refused(
        "CreateStateMachine",
        error,
        c -> c.createStateMachine(r -> r.name(name).definition(definition).roleArn(ROLE)));
  }

  private static List<Tag> manyTags() {
    return Stream.iterate(0, i -> i + 1).limit(51).map(i -> tag("k" + i, "")).toList();
  }

  private static List<Refused> releases() {
    String deleting = deleting();
    String name = fresh();
    String version =
        sfn.createStateMachine(r -> r.name(name).definition(PASS).roleArn(ROLE).publish(true))
            .stateMachineVersionArn();
    sfn.createStateMachineAlias(r -> r.name("PROD").routingConfiguration(route(version, 100)));
    String arn = MACHINES + name;
    Map<String, String> publish =
        Map.of(
            "x",
            "InvalidArn",
            NONE,
            "StateMachineDoesNotExist",
            deleting,
            "StateMachineDeleting",
            NONE + "/label",
            "ValidationException");
    Stream<Refused> published =
        publish.entrySet().stream()
            .map(
                it ->
                    new Refused(
                        "PublishStateMachineVersion",
                        it.getValue(),
                        c -> c.publishStateMachineVersion(r -> r.stateMachineArn(it.getKey()))));
    Stream<Refused> others =
        Stream.of(
            new Refused(
                "PublishStateMachineVersion",
                "ConflictException",
                c -> c.publishStateMachineVersion(r -> r.stateMachineArn(arn).revisionId("old"))),
            new Refused(
                "DeleteStateMachineVersion",
                "ConflictException",
                c -> c.deleteStateMachineVersion(r -> r.stateMachineVersionArn(version))),
            new Refused(
                "DeleteStateMachineVersion",
                "InvalidArn",
                c -> c.deleteStateMachineVersion(r -> r.stateMachineVersionArn("x"))),
            new Refused(
                "DeleteStateMachineVersion",
                "ValidationException",
                c -> c.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn))),
            new Refused(
                "ListStateMachineVersions",
                "InvalidArn",
                c -> c.listStateMachineVersions(r -> r.stateMachineArn("x"))),
            new Refused(
                "ListStateMachineVersions",
                "InvalidToken",
                c -> c.listStateMachineVersions(r -> r.stateMachineArn(arn).nextToken("x"))),
            alias("InvalidArn", "A", "x"),
            alias("ValidationException", "A", arn),
            alias("ValidationException", "123", version),
            alias("ResourceNotFound", "A", arn + ":9"),
            alias("StateMachineDeleting", "A", deleting + ":1"),
            new Refused(
                "CreateStateMachineAlias",
                "ConflictException",
                c ->
                    c.createStateMachineAlias(
                        r ->
                            r.name("PROD")
                                .description("other")
                                .routingConfiguration(route(version, 100)))),
            new Refused(
                "DescribeStateMachineAlias",
                "InvalidArn",
                c -> c.describeStateMachineAlias(r -> r.stateMachineAliasArn("x"))),
            new Refused(
                "DescribeStateMachineAlias",
                "ValidationException",
                c -> c.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn))),
            new Refused(
                "DescribeStateMachineAlias",
                "ResourceNotFound",
                c -> c.describeStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":TEST"))),
            new Refused(
                "UpdateStateMachineAlias",
                "ResourceNotFound",
                c ->
                    c.updateStateMachineAlias(
                        r -> r.stateMachineAliasArn(arn + ":TEST").description("x"))),
            new Refused(
                "UpdateStateMachineAlias",
                "ValidationException",
                c -> c.updateStateMachineAlias(r -> r.stateMachineAliasArn(arn + ":PROD"))),
            new Refused(
                "DeleteStateMachineAlias",
                "ResourceNotFound",
                c -> c.deleteStateMachineAlias(r -> r.stateMachineAliasArn(NONE + ":TEST"))),
            new Refused(
                "ListStateMachineAliases",
                "StateMachineDoesNotExist",
                c -> c.listStateMachineAliases(r -> r.stateMachineArn(NONE))),
            new Refused(
                "ListStateMachineAliases",
                "ResourceNotFound",
                c -> c.listStateMachineAliases(r -> r.stateMachineArn(arn + ":9"))),
            new Refused(
                "ListStateMachineAliases",
                "StateMachineDeleting",
                c -> c.listStateMachineAliases(r -> r.stateMachineArn(deleting))),
            new Refused(
                "ListStateMachineAliases",
                "InvalidToken",
                c -> c.listStateMachineAliases(r -> r.stateMachineArn(arn).nextToken("x"))));
    return Stream.concat(published, others).toList();
  }

  private static Refused alias(String error, String name, String version) {
    return new Refused(
        "CreateStateMachineAlias",
        error,
        c ->
            c.createStateMachineAlias(r -> r.name(name).routingConfiguration(route(version, 100))));
  }

  private static List<Refused> tags() {
    String arn = machine(PASS);
    return List.of(
        new Refused(
            "TagResource",
            "InvalidArn",
            c -> c.tagResource(r -> r.resourceArn("x").tags(tag("k", "")))),
        new Refused(
            "TagResource",
            "ResourceNotFound",
            c -> c.tagResource(r -> r.resourceArn(NONE).tags(tag("k", "")))),
        new Refused(
            "TagResource",
            "TooManyTags",
            c -> c.tagResource(r -> r.resourceArn(arn).tags(manyTags()))),
        new Refused(
            "UntagResource",
            "InvalidArn",
            c -> c.untagResource(r -> r.resourceArn("x").tagKeys("k"))),
        new Refused(
            "UntagResource",
            "ResourceNotFound",
            c -> c.untagResource(r -> r.resourceArn(NO_ACTIVITY).tagKeys("k"))),
        new Refused(
            "ListTagsForResource",
            "InvalidArn",
            c -> c.listTagsForResource(r -> r.resourceArn("x"))),
        new Refused(
            "ListTagsForResource",
            "ResourceNotFound",
            c -> c.listTagsForResource(r -> r.resourceArn(NONE))));
  }

  private static List<Refused> activities() {
    String name = fresh();
    sfn.createActivity(r -> r.name(name));
    return List.of(
        new Refused("CreateActivity", "InvalidName", c -> c.createActivity(r -> r.name("a b"))),
        new Refused(
            "CreateActivity",
            "TooManyTags",
            c -> c.createActivity(r -> r.name(fresh()).tags(manyTags()))),
        new Refused(
            "CreateActivity",
            "ActivityAlreadyExists",
            c ->
                c.createActivity(
                    r ->
                        r.name(name)
                            .encryptionConfiguration(
                                e ->
                                    e.type(EncryptionType.CUSTOMER_MANAGED_KMS_KEY)
                                        .kmsKeyId("alias/mine")))),
        new Refused(
            "CreateActivity",
            "InvalidEncryptionConfiguration",
            c ->
                c.createActivity(
                    r ->
                        r.name(fresh())
                            .encryptionConfiguration(
                                e -> e.type(EncryptionType.AWS_OWNED_KEY).kmsKeyId("k")))),
        new Refused("DeleteActivity", "InvalidArn", c -> c.deleteActivity(r -> r.activityArn("x"))),
        new Refused(
            "DescribeActivity", "InvalidArn", c -> c.describeActivity(r -> r.activityArn("x"))),
        new Refused(
            "DescribeActivity",
            "ActivityDoesNotExist",
            c -> c.describeActivity(r -> r.activityArn(NO_ACTIVITY))),
        new Refused(
            "GetActivityTask", "InvalidArn", c -> c.getActivityTask(r -> r.activityArn(NONE))),
        new Refused(
            "GetActivityTask",
            "ActivityDoesNotExist",
            c -> c.getActivityTask(r -> r.activityArn(NO_ACTIVITY))),
        new Refused(
            "ListActivities", "InvalidToken", c -> c.listActivities(r -> r.nextToken("x"))));
  }

  private static List<Refused> executions() {
    String arn = machine(PASS);
    String deleting = deleting();
    return List.of(
        new Refused(
            "StartExecution",
            "StateMachineDeleting",
            c -> c.startExecution(r -> r.stateMachineArn(deleting))),
        new Refused(
            "StartExecution",
            "StateMachineDoesNotExist",
            c -> c.startExecution(r -> r.stateMachineArn(arn + ":PROD"))),
        new Refused(
            "StartExecution",
            "InvalidName",
            c -> c.startExecution(r -> r.stateMachineArn(arn).name("a b"))),
        new Refused(
            "StartExecution",
            "ValidationException",
            c -> c.startExecution(r -> r.stateMachineArn(arn + "/label"))),
        new Refused(
            "DescribeExecution",
            "ExecutionDoesNotExist",
            c -> c.describeExecution(r -> r.executionArn(NO_EXECUTION))),
        new Refused(
            "DescribeExecution", "InvalidArn", c -> c.describeExecution(r -> r.executionArn(arn))),
        new Refused(
            "StopExecution",
            "ExecutionDoesNotExist",
            c -> c.stopExecution(r -> r.executionArn(NO_EXECUTION))),
        new Refused(
            "GetExecutionHistory",
            "ExecutionDoesNotExist",
            c -> c.getExecutionHistory(r -> r.executionArn(NO_EXECUTION))),
        new Refused(
            "ListExecutions", "ValidationException", c -> c.listExecutions(r -> r.maxResults(1))),
        new Refused(
            "ListExecutions",
            "ValidationException",
            c ->
                c.listExecutions(
                    r -> r.stateMachineArn(arn).statusFilter(ExecutionStatus.PENDING_REDRIVE))),
        new Refused(
            "ListExecutions",
            "ValidationException",
            c ->
                c.listExecutions(
                    r -> r.stateMachineArn(arn).redriveFilter(ExecutionRedriveFilter.REDRIVEN))),
        new Refused(
            "ListExecutions",
            "StateMachineDoesNotExist",
            c -> c.listExecutions(r -> r.stateMachineArn(NONE))),
        new Refused(
            "ListExecutions",
            "InvalidToken",
            c -> c.listExecutions(r -> r.stateMachineArn(arn).nextToken("x"))));
  }
}
