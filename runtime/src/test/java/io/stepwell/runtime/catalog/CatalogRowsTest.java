package io.stepwell.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.catalog.Alias.Route;
import io.stepwell.runtime.catalog.Machine.Revision;
import io.stepwell.runtime.catalog.Machine.Version;
import io.stepwell.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The stored form of the catalog: what any version wrote is read by every later one. A row may gain
/// members; a row that is here is never changed.
final class CatalogRowsTest {
  private static final Account ACCOUNT = Account.DEFAULT;
  private static final Revision REVISION =
      new Revision("7d9f", "HASH", "arn:r", Map.of("level", "OFF"), null, null, 1_700_000_000_000L);

  private static final String REVISION_ROW =
      "{\"id\":\"7d9f\",\"definition\":\"HASH\",\"roleArn\":\"arn:r\",\"logging\":{\"level\":\"OFF\"},"
          + "\"tracing\":null,\"encryption\":null,\"at\":1700000000000}";
  private static final String MACHINE_ROW =
      "{\"v\":1,\"name\":\"m\",\"type\":\"STANDARD\",\"createdAt\":1,\"deleting\":false,\"revision\":"
          + REVISION_ROW
          + ",\"tags\":{\"z\":\"1\",\"a\":\"2\"},\"nextVersion\":3}";
  private static final String VERSION_ROW =
      "{\"v\":1,\"number\":2,\"revision\":"
          + REVISION_ROW
          + ",\"description\":\"two\",\"createdAt\":5}";
  private static final String ALIAS_ROW =
      "{\"v\":1,\"name\":\"PROD\",\"description\":null,\"routes\":[{\"version\":1,\"weight\":30},"
          + "{\"version\":2,\"weight\":70}],\"createdAt\":6,\"updatedAt\":7}";

  /// As it was before activities had an encryption.
  private static final String FIRST_ACTIVITY_ROW =
      "{\"v\":1,\"name\":\"work\",\"createdAt\":8,\"tags\":{\"k\":\"v\"}}";

  private static final String ACTIVITY_ROW =
      "{\"v\":1,\"name\":\"work\",\"createdAt\":8,\"encryption\":{\"type\":\"AWS_OWNED_KEY\"},"
          + "\"tags\":{\"k\":\"v\"}}";

  @Test
  void machinesAreReadAndWritten() {
    Machine machine = machine(List.of(), List.of());

    assertThat(CatalogRows.machine(bytes(MACHINE_ROW), ACCOUNT, 1, List.of(), List.of()))
        .isEqualTo(machine);
    assertThat(CatalogRows.encode(machine)).asString().isEqualTo(MACHINE_ROW);
  }

  @Test
  void versionsAreReadAndWritten() {
    Version version = new Version(2, REVISION, "two", 5);

    assertThat(CatalogRows.version(bytes(VERSION_ROW))).isEqualTo(version);
    assertThat(CatalogRows.encode(version)).asString().isEqualTo(VERSION_ROW);
  }

  @Test
  void aliasesAreReadAndWritten() {
    Alias alias = new Alias("PROD", null, List.of(new Route(1, 30), new Route(2, 70)), 6, 7);

    assertThat(CatalogRows.alias(bytes(ALIAS_ROW))).isEqualTo(alias);
    assertThat(CatalogRows.encode(alias)).asString().isEqualTo(ALIAS_ROW);
  }

  @Test
  void activitiesAreReadAndWrittenAndThoseOfOldToo() {
    ActivityEntry plain = new ActivityEntry(ACCOUNT, 1, "work", 8, null, Map.of("k", "v"));
    ActivityEntry encrypted =
        new ActivityEntry(ACCOUNT, 1, "work", 8, Map.of("type", "AWS_OWNED_KEY"), Map.of("k", "v"));

    assertThat(CatalogRows.activity(bytes(FIRST_ACTIVITY_ROW), ACCOUNT, 1)).isEqualTo(plain);
    assertThat(CatalogRows.activity(bytes(ACTIVITY_ROW), ACCOUNT, 1)).isEqualTo(encrypted);
    assertThat(CatalogRows.encode(encrypted)).asString().isEqualTo(ACTIVITY_ROW);
  }

  @Test
  void aRowOfALaterFormIsRefused() {
    assertThatThrownBy(() -> CatalogRows.version(bytes("{\"v\":2}")))
        .isInstanceOf(StoreException.class)
        .hasMessage("A row of the catalog can't be read: version 2");
  }

  private static Machine machine(List<Version> versions, List<Alias> aliases) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("z", "1");
    tags.put("a", "2");
    return new Machine(
        ACCOUNT,
        1,
        "m",
        Orchestrator.Type.STANDARD,
        1,
        false,
        REVISION,
        tags,
        3,
        versions,
        aliases);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
