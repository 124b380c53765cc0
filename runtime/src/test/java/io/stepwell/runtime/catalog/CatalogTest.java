package io.stepwell.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.asl.plan.Plan;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.CreateStateMachine;
import io.stepwell.runtime.Orchestrator.Created;
import io.stepwell.runtime.Orchestrator.StateMachine;
import io.stepwell.runtime.Orchestrator.UpdateStateMachine;
import io.stepwell.runtime.Orchestrator.Updated;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.memory.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CatalogTest {
  private static final Account ACCOUNT = Account.DEFAULT;
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:m";

  private final MemoryStore store = new MemoryStore();
  private long now = 1_000;
  private Catalog catalog = open();

  @Test
  void creatingIsIdempotentAndAnyOtherTextIsAnotherMachine() {
    Created first = create("{}", false, null);
    now = 2_000;

    assertThat(create("{}", false, null)).isEqualTo(first);
    assertThat(first).isEqualTo(new Created(ARN, 1_000, null));
    assertRefused(
        () -> create("{ }", false, null),
        ErrorCode.STATE_MACHINE_ALREADY_EXISTS,
        "State Machine Already Exists: '" + ARN + "'");
  }

  @Test
  void aMachineHasNoRevisionIdUntilItIsUpdated() {
    create("{}", false, null);
    assertThat(describe(ARN).revisionId()).isNull();

    Updated updated = update("{\"a\":1}", null, false);
    Updated same = update("{\"a\":1}", null, false);
    Updated role = update(null, "arn:aws:iam::1:role/other", false);

    assertThat(updated.revisionId()).isNotNull().isEqualTo(same.revisionId());
    assertThat(role.revisionId()).isNotEqualTo(updated.revisionId());
    assertThat(describe(ARN).definition()).isEqualTo("{\"a\":1}");
    assertThat(describe(ARN).roleArn()).isEqualTo("arn:aws:iam::1:role/other");
  }

  @Test
  void theFirstUpdateGivesARevisionIdWhateverItChanges() {
    create("{}", false, null);

    assertThat(update(null, null, true).revisionId()).isNull();
    Updated same = update("{}", null, false);

    assertThat(same.revisionId()).isNotNull();
    assertThat(update("{}", null, true).revisionId()).isEqualTo(same.revisionId());
  }

  @Test
  void anUpdateOfNothingIsRefused() {
    create("{}", false, null);

    assertRefused(
        () -> update(null, null, false),
        ErrorCode.MISSING_REQUIRED_PARAMETER,
        "Either the definition, the role ARN, the LoggingConfiguration, or the"
            + " TracingConfiguration must be specified");
  }

  @Test
  void versionsKeepWhatWasPublished() {
    assertThat(create("{}", true, "one").versionArn()).isEqualTo(ARN + ":1");
    assertThat(update("{\"a\":1}", null, true).versionArn()).isEqualTo(ARN + ":2");
    assertThat(update(null, null, true).versionArn()).isEqualTo(ARN + ":2");

    assertThat(describe(ARN + ":1").definition()).isEqualTo("{}");
    assertThat(describe(ARN + ":1").description()).isEqualTo("one");
    assertThat(describe(ARN + ":2").definition()).isEqualTo("{\"a\":1}");
    assertThat(catalog.runs(Arn.parseStateMachine(ARN + ":1")).versionArn()).isEqualTo(ARN + ":1");
    assertRefused(
        () -> describe(ARN + ":3"),
        ErrorCode.STATE_MACHINE_DOES_NOT_EXIST,
        "State Machine Does Not Exist: '" + ARN + ":3'");
    assertRefused(
        () -> create("{}", false, "no version"),
        ErrorCode.VALIDATION,
        "Version description can only be set when publish is true");
  }

  @Test
  void everythingIsThereAfterOpeningAgain() {
    create("{}", true, "one");
    update("{\"a\":1}", null, false);
    catalog.activities().create(ACCOUNT, "work", Map.of("k", "v"), null);
    StateMachine before = describe(ARN);

    catalog = open();

    assertThat(describe(ARN)).isEqualTo(before);
    assertThat(describe(ARN + ":1").description()).isEqualTo("one");
    assertThat(catalog.activities().list(ACCOUNT, "", 10)).hasSize(1);
    assertThat(catalog.accountNumber(ACCOUNT)).isEqualTo(1);
  }

  @Test
  void logsNeedExactlyOneDestination() {
    Object logging = Map.of("level", "ALL", "destinations", List.of());

    assertRefused(
        () -> catalog.stateMachines().create(ACCOUNT, request("{}", logging, false, null)),
        ErrorCode.INVALID_LOGGING_CONFIGURATION,
        "Invalid Logging Configuration: Must specify exactly one Log Destination.");
  }

  @Test
  void aMachineIsDeletingUntilItIsGoneAndThenItsNameIsFree() {
    create("{}", true, null);

    assertThat(catalog.stateMachines().beginDelete(ARN)).isPresent();
    assertThat(describe(ARN).deleting()).isTrue();
    assertRefused(
        () -> create("{}", false, null),
        ErrorCode.STATE_MACHINE_DELETING,
        "State Machine is being deleted: '" + ARN + "'");
    catalog.stateMachines().endDelete(1, "m");

    assertThat(catalog.stateMachines().beginDelete(ARN)).isEmpty();
    assertThat(create("{ }", false, null).arn()).isEqualTo(ARN);
    assertThat(describe(ARN).definition()).isEqualTo("{ }");
  }

  @Test
  void accountsDoNotSeeEachOther() {
    Account other = new Account("aws", "eu-west-1", "123456789012");
    create("{}", false, null);
    assertThat(catalog.stateMachines().create(other, request("{ }", null, false, null)).arn())
        .isEqualTo("arn:aws:states:eu-west-1:123456789012:stateMachine:m");

    assertThat(catalog.stateMachines().list(ACCOUNT, "", 10)).hasSize(1);
    assertThat(describe(ARN).definition()).isEqualTo("{}");
  }

  @Test
  void activitiesAreFoundByName() {
    Orchestrator.Activity first = catalog.activities().create(ACCOUNT, "work", Map.of(), null);
    now = 5_000;

    assertThat(catalog.activities().create(ACCOUNT, "work", Map.of("k", "v"), null))
        .isEqualTo(first);
    assertThat(catalog.activityExists(first.arn())).isTrue();
    assertThat(catalog.activityExists("nonsense")).isFalse();
    catalog.activities().delete(first.arn());
    catalog.activities().delete(first.arn());
    assertRefused(
        () -> catalog.activities().describe(first.arn()),
        ErrorCode.ACTIVITY_DOES_NOT_EXIST,
        "Activity Does Not Exist: '" + first.arn() + "'");
  }

  private Created create(String definition, boolean publish, @Nullable String description) {
    return catalog.stateMachines().create(ACCOUNT, request(definition, null, publish, description));
  }

  private Updated update(@Nullable String definition, @Nullable String role, boolean publish) {
    return catalog
        .stateMachines()
        .update(new UpdateStateMachine(ARN, definition, role, null, null, null, publish, null));
  }

  private StateMachine describe(String arn) {
    return catalog.stateMachines().describe(arn);
  }

  private static CreateStateMachine request(
      String definition,
      @Nullable Object logging,
      boolean publish,
      @Nullable String versionDescription) {
    return new CreateStateMachine(
        "m",
        definition,
        "arn:aws:iam::123456789012:role/r",
        Orchestrator.Type.STANDARD,
        logging,
        null,
        null,
        Map.of(),
        publish,
        versionDescription);
  }

  private Catalog open() {
    return Catalog.open(
        store,
        store.lease(Tables.CATALOG_PARTITION),
        (_, _) -> new Plan(List.of(), null, Map.of()),
        () -> now,
        new Random(1),
        Quotas.AWS);
  }

  private static void assertRefused(Runnable call, ErrorCode code, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CallerException.class,
            refusal -> {
              assertThat(refusal.message()).isEqualTo(message);
              assertThat(refusal.code()).isEqualTo(code);
            });
  }
}
