package io.stepwell.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.asl.plan.Plan;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.CreateStateMachine;
import io.stepwell.runtime.Orchestrator.UpdateStateMachine;
import io.stepwell.runtime.Releases.AliasDetails;
import io.stepwell.runtime.Releases.Published;
import io.stepwell.runtime.Releases.Routing;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.memory.MemoryStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Versions, aliases and tags.
final class ReleasesTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  private static final String GONE = "Request references a resource that does not exist.";
  private static final Quotas FEW = new Quotas(2, 1, 3, 2, 3);

  private final MemoryStore store = new MemoryStore();
  private long now = 1_000;
  private Catalog catalog = open();

  @BeforeEach
  void aMachine() {
    create("m", "{}", Map.of());
  }

  // ---- versions

  @Test
  void aRevisionIsPublishedOnce() {
    Published first = publish(null);
    now = 2_000;

    assertThat(first).isEqualTo(new Published(ARN + ":1", 1_000));
    assertThat(publish(null)).isEqualTo(first);
    update("{\"a\":1}");
    assertThat(publish(null)).isEqualTo(new Published(ARN + ":2", 2_000));
    assertThat(versions()).containsExactly(ARN + ":2", ARN + ":1");
    assertThat(catalog.versions().list(ARN, 2, 10)).containsExactly(first);
  }

  @Test
  void onlyTheCurrentRevisionIsPublished() {
    assertThat(publish("INITIAL").versionArn()).isEqualTo(ARN + ":1");
    update("{\"a\":1}");
    String current = catalog.stateMachines().describe(ARN).revisionId();

    assertRefused(
        () -> publish("INITIAL"),
        ErrorCode.CONFLICT,
        "Failed to publish the State Machine version for revision INITIAL. The current State"
            + " Machine revision is "
            + current
            + ".");
    assertThat(publish(current).versionArn()).isEqualTo(ARN + ":2");
  }

  @Test
  void numbersAreNeverUsedAgain() {
    publish(null);
    catalog.versions().delete(ARN + ":1");
    catalog.versions().delete(ARN + ":1");
    assertThat(versions()).isEmpty();

    catalog = open();

    assertThat(publish(null).versionArn()).isEqualTo(ARN + ":2");
    assertRefused(
        () -> runs(ARN + ":1"),
        ErrorCode.STATE_MACHINE_DOES_NOT_EXIST,
        "State Machine Does Not Exist: '" + ARN + ":1'");
  }

  @Test
  void aMachineHasNoMoreVersionsThanItsQuota() {
    for (int i = 0; i < 3; i++) {
      update("{\"a\":" + i + "}");
      publish(null);
    }
    update("{}");

    assertRefused(() -> publish(null), ErrorCode.SERVICE_QUOTA_EXCEEDED, "3 versions at most");
  }

  @Test
  void onlyVersionsAreDeletedAsVersions() {
    assertRefused(
        () -> catalog.versions().delete(ARN),
        ErrorCode.VALIDATION,
        "The ARN is not that of a state machine version: '" + ARN + "'");
    assertRefused(
        () -> catalog.stateMachines().beginDelete(ARN + ":1"),
        ErrorCode.VALIDATION,
        "Only a whole state machine can be deleted");
  }

  // ---- aliases

  @Test
  void anAliasIsCreatedDescribedUpdatedAndDeleted() {
    twoVersions();
    AliasDetails created = alias("PROD", "what runs", 1, 100);
    now = 3_000;

    assertThat(created.arn()).isEqualTo(ARN + ":PROD");
    assertThat(alias("PROD", "what runs", 1, 100)).isEqualTo(created);
    assertThat(catalog.aliases().describe(ARN + ":PROD")).isEqualTo(created);
    AliasDetails updated =
        catalog.aliases().update(ARN + ":PROD", null, List.of(route(1, 30), route(2, 70)));
    assertThat(updated.updatedAt()).isEqualTo(3_000);
    assertThat(updated.description()).isEqualTo("what runs");
    assertThat(catalog.aliases().update(ARN + ":PROD", "both", null).routing()).hasSize(2);

    catalog = open();

    assertThat(catalog.aliases().describe(ARN + ":PROD").description()).isEqualTo("both");
    catalog.aliases().delete(ARN + ":PROD");
    assertRefused(
        () -> catalog.aliases().describe(ARN + ":PROD"), ErrorCode.RESOURCE_NOT_FOUND, GONE);
    assertRefused(
        () -> catalog.aliases().update(ARN + ":PROD", "x", null),
        ErrorCode.RESOURCE_NOT_FOUND,
        GONE);
    catalog.aliases().delete(ARN + ":PROD");
    assertRefused(
        () -> catalog.aliases().delete(ARN + "2:PROD"), ErrorCode.RESOURCE_NOT_FOUND, GONE);
  }

  @Test
  void aRoutingIsCheckedInAwsWords() {
    twoVersions();

    assertBadRouting(
        List.of(route(1, 70), route(2, 29)),
        "Sum of routing configuration weights must equal 100. Received: [70, 29]");
    assertBadRouting(
        List.of(route(1, 50), route(1, 50)),
        "Routing configuration must contain distinct state machine version ARNs. Received: ["
            + "%s:1, %s:1]".formatted(ARN, ARN));
    assertBadRouting(
        List.of(new Routing(ARN, 100)),
        "Routing configuration must contain state machine version ARNs. Received: [" + ARN + "]");
    assertRefused(() -> alias("PROD", null, 9, 100), ErrorCode.RESOURCE_NOT_FOUND, GONE);
  }

  @Test
  void theSameNameWithAnotherRoutingOrDescriptionIsAConflict() {
    twoVersions();
    alias("PROD", null, 1, 100);
    String conflict =
        "Failed to create alias because an alias with the same name and a different routing"
            + " configuration already exists.";

    assertRefused(() -> alias("PROD", null, 2, 100), ErrorCode.CONFLICT, conflict);
    assertRefused(() -> alias("PROD", "other", 1, 100), ErrorCode.CONFLICT, conflict);
  }

  @Test
  void aVersionThatAnAliasLeadsToStays() {
    twoVersions();
    alias("PROD", null, 1, 100);
    alias("LIVE", null, 1, 100);

    assertRefused(
        () -> catalog.versions().delete(ARN + ":1"),
        ErrorCode.CONFLICT,
        "Version to be deleted must not be referenced by an alias. Current list of aliases"
            + " referencing this version: [PROD, LIVE]");
    catalog.versions().delete(ARN + ":2");
    assertThat(versions()).containsExactly(ARN + ":1");
  }

  @Test
  void aliasesAreListedByVersionAndLimited() {
    twoVersions();
    alias("B", null, 1, 100);
    now = 5_000;
    alias("A", null, 2, 100);

    assertThat(catalog.aliases().list(ARN, null, 10)).extracting("name").containsExactly("B", "A");
    AliasDetails first = catalog.aliases().list(ARN, null, 1).getFirst();
    assertThat(catalog.aliases().list(ARN, Aliases.place(first), 10))
        .extracting("name")
        .containsExactly("A");
    assertThat(catalog.aliases().list(ARN + ":2", null, 10))
        .extracting("name")
        .containsExactly("A");
    assertRefused(
        () -> alias("C", null, 1, 100), ErrorCode.SERVICE_QUOTA_EXCEEDED, "2 aliases at most");
  }

  @Test
  void anAliasDividesTheStartsByItsWeights() {
    twoVersions();
    catalog.aliases().create("PROD", null, List.of(route(1, 30), route(2, 70)));
    Map<String, Integer> starts = new HashMap<>();

    for (int i = 0; i < 10_000; i++) {
      Catalog.Runs runs = runs(ARN + ":PROD");
      assertThat(runs.aliasArn()).isEqualTo(ARN + ":PROD");
      starts.merge(String.valueOf(runs.versionArn()), 1, Integer::sum);
    }

    assertThat(starts.get(ARN + ":1")).isBetween(2_800, 3_200);
    assertThat(starts.get(ARN + ":2")).isBetween(6_800, 7_200);
  }

  @Test
  void versionsAndAliasesGoWithTheirMachine() {
    twoVersions();
    alias("PROD", null, 1, 100);
    catalog.stateMachines().beginDelete(ARN);
    assertRefused(() -> publish(null), ErrorCode.STATE_MACHINE_DELETING, "is being deleted");
    catalog.stateMachines().endDelete(1, "m");

    catalog = open();
    create("m", "{ }", Map.of());

    assertThat(versions()).isEmpty();
    assertThat(catalog.aliases().list(ARN, null, 10)).isEmpty();
  }

  // ---- tags

  @Test
  void tagsKeepTheirOrderAndAreReplacedByKey() {
    catalog.tags().add(ARN, tags("z", "1", "a", "2"));
    catalog.tags().add(ARN, tags("z", "3"));
    catalog = open();

    assertThat(catalog.tags().of(ARN)).containsExactly(Map.entry("z", "3"), Map.entry("a", "2"));
    catalog.tags().remove(ARN, List.of("z", "none"));
    assertThat(catalog.tags().of(ARN)).containsExactly(Map.entry("a", "2"));
  }

  @Test
  void tagsAreLimitedAndTheirCharactersToo() {
    assertRefused(
        () -> catalog.tags().add(ARN, tags("a", "", "b", "", "c", "", "d", "")),
        ErrorCode.TOO_MANY_TAGS,
        "A resource has 3 tags at most");
    assertRefused(
        () -> catalog.tags().add(ARN, tags("aws:x", "")), ErrorCode.VALIDATION, "are reserved");
    assertRefused(
        () -> catalog.tags().add(ARN, tags("a", "b!")), ErrorCode.VALIDATION, "may only contain");
    assertRefused(
        () -> catalog.tags().of(ARN + "2"), ErrorCode.RESOURCE_NOT_FOUND, "Resource not found");
    assertRefused(
        () -> create("other", "{}", tags("aws:x", "")), ErrorCode.VALIDATION, "are reserved");
  }

  @Test
  void activitiesHaveTagsAndAQuota() {
    Account account = Account.DEFAULT;
    String work = catalog.activities().create(account, "work", tags("k", "v"), null).arn();
    catalog.tags().add(work, tags("l", "w"));

    assertThat(catalog.tags().of(work)).containsOnlyKeys("k", "l");
    assertRefused(
        () -> catalog.activities().create(account, "more", Map.of(), null),
        ErrorCode.ACTIVITY_LIMIT_EXCEEDED,
        "Activity Limit Exceeded");
    assertRefused(
        () ->
            catalog
                .activities()
                .create(
                    account,
                    "work",
                    Map.of(),
                    Map.of("type", "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId", "alias/mine")),
        ErrorCode.ACTIVITY_ALREADY_EXISTS,
        "Activity Already Exists: '" + work);
  }

  @Test
  void anAccountHasNoMoreMachinesThanItsQuota() {
    create("second", "{}", Map.of());

    assertRefused(
        () -> create("third", "{}", Map.of()),
        ErrorCode.STATE_MACHINE_LIMIT_EXCEEDED,
        "State Machine Limit Exceeded");
  }

  private void twoVersions() {
    publish(null);
    update("{\"a\":1}");
    publish(null);
  }

  private Published publish(@Nullable String revisionId) {
    return catalog.versions().publish(ARN, revisionId, null);
  }

  private List<String> versions() {
    return catalog.versions().list(ARN, Integer.MAX_VALUE, 10).stream()
        .map(Published::versionArn)
        .toList();
  }

  private AliasDetails alias(String name, @Nullable String description, int version, int weight) {
    return catalog.aliases().create(name, description, List.of(route(version, weight)));
  }

  private static Routing route(int version, int weight) {
    return new Routing(ARN + ":" + version, weight);
  }

  private Catalog.Runs runs(String arn) {
    return catalog.runs(Arn.parseStateMachine(arn));
  }

  private void update(String definition) {
    catalog
        .stateMachines()
        .update(new UpdateStateMachine(ARN, definition, null, null, null, null, false, null));
  }

  private void create(String name, String definition, Map<String, String> tags) {
    catalog
        .stateMachines()
        .create(
            Account.DEFAULT,
            new CreateStateMachine(
                name,
                definition,
                "arn:aws:iam::123456789012:role/r",
                Orchestrator.Type.STANDARD,
                null,
                null,
                null,
                tags,
                false,
                null));
  }

  private static Map<String, String> tags(String... words) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      tags.put(words[i], words[i + 1]);
    }
    return tags;
  }

  private Catalog open() {
    return Catalog.open(
        store,
        store.lease(Tables.CATALOG_PARTITION),
        (_, _) -> new Plan(List.of(), null, new TreeMap<>()),
        () -> now,
        new Random(1),
        FEW);
  }

  private void assertBadRouting(List<Routing> routing, String message) {
    assertRefused(
        () -> catalog.aliases().create("X", null, routing), ErrorCode.VALIDATION, message);
  }

  private static void assertRefused(Runnable call, ErrorCode code, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CallerException.class,
            refusal -> {
              assertThat(refusal.message()).contains(message);
              assertThat(refusal.code()).isEqualTo(code);
            });
  }
}
