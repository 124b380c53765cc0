package io.stepwell.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Payload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Versions, aliases and qualifiers.
final class VersionsTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String SOURCE =
      """
      def handler(event, context):
          return ['%s', context.function_version, context.invoked_function_arn]
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @SuppressWarnings("NullAway.Init")
  private Host host;

  @BeforeEach
  void open() {
    Host.needsPython();
    host = Host.open(directory);
    host.python("f", SOURCE.formatted("old"));
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void aVersionStaysWhatItWasWhenItWasPublished() throws InterruptedException {
    FunctionConfiguration first = publish();
    assertThat(first.describe())
        .containsEntry("Version", "1")
        .containsEntry("FunctionArn", ARN + ":1");
    change("new");
    assertThat(publish().version()).isEqualTo("2");
    assertThat(call("f", null)).isEqualTo(answer("new", "$LATEST", ARN));
    assertThat(call("f", "1")).isEqualTo(answer("old", "1", ARN + ":1"));
    assertThat(call(ARN + ":2", null)).isEqualTo(answer("new", "2", ARN + ":2"));
    assertThat(call("f:$LATEST", null)).isEqualTo(answer("new", "$LATEST", ARN + ":$LATEST"));
    assertThat(host.functions.logs("f", 10_000)).contains(" Version: 1\n", " Version: $LATEST\n");
  }

  @Test
  void whatHasNotChangedIsNotPublishedAgain() {
    FunctionConfiguration first = publish();
    assertThat(publish()).isEqualTo(first);
    assertThat(versions()).containsExactly("$LATEST", "1");
  }

  @Test
  void publishingOnlyWhatWasMeant() {
    FunctionConfiguration latest = host.functions.get("f");
    refused(
        () -> host.functions.versions().publish("f", "other", null, null),
        "InvalidParameterValueException",
        "CodeSHA256 (other) is different from current CodeSHA256 in $LATEST");
    refused(
        () -> host.functions.versions().publish("f", null, "other", null),
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id.");
    assertThat(
            host.functions
                .versions()
                .publish("f", latest.codeSha256(), latest.revisionId(), "as meant")
                .description())
        .isEqualTo("as meant");
  }

  @Test
  void aNumberIsNotGivenTwiceEvenAfterARestart() {
    publish();
    change("new");
    publish();
    host.functions.delete("f", "2");
    reopen();
    assertThat(versions()).containsExactly("$LATEST", "1");
    change("newer");
    assertThat(publish().version()).isEqualTo("3");
  }

  @Test
  void anAliasLeadsToItsVersionAndCanBePointedElsewhere() throws InterruptedException {
    publish();
    Alias live = alias("live", "1", Map.of());
    change("new");
    publish();
    assertThat(call("f", "live")).isEqualTo(answer("old", "1", ARN + ":live"));
    assertThat(host.functions.get("f:live").describe())
        .containsEntry("FunctionArn", ARN + ":live")
        .containsEntry("Version", "1");
    assertThat(live.describe(ARN))
        .containsEntry("AliasArn", ARN + ":live")
        .containsEntry("FunctionVersion", "1")
        .doesNotContainKey("RoutingConfig");
    host.functions.aliases().update("f", "live", new Aliases.Wish("2", null, null, null));
    reopen();
    assertThat(call(ARN + ":live", null)).isEqualTo(answer("new", "2", ARN + ":live"));
    assertThat(host.functions.aliases().list("f", "1")).isEmpty();
    assertThat(host.functions.aliases().list("f", "2")).hasSize(1);
  }

  @Test
  void aWeightedAliasGivesEachVersionItsPartAndARepeatedCallTheSameOne()
      throws InterruptedException {
    publish();
    change("new");
    publish();
    Alias alias = alias("canary", "1", Map.of("2", 0.25));
    Map<String, Integer> served = new HashMap<>();
    for (int i = 0; i < 4000; i++) {
      String request = "request-" + i;
      assertThat(alias.versionFor(request)).isEqualTo(alias.versionFor(request));
      served.merge(alias.versionFor(request), 1, Integer::sum);
    }
    assertThat(served.get("2")).isBetween(850, 1150);
    InvokeFunction call =
        new InvokeFunction("f", "canary", Payload.EMPTY_OBJECT, "request-1", null, null, null);
    Invocation once = host.functions.invoke(call);
    assertThat(once.executedVersion()).isEqualTo(alias.versionFor("request-1"));
    assertThat(host.functions.invoke(call).payload().text()).isEqualTo(once.payload().text());
  }

  @Test
  void aliasesThatMakeNoSenseAreRefused() {
    publish();
    alias("live", "1", Map.of());
    refused(
        () -> alias("live", "1", Map.of()),
        "ResourceConflictException",
        "Alias already exists: " + ARN + ":live");
    refused(() -> alias("12", "1", Map.of()), "ValidationException", "'12' at 'name' failed");
    refused(
        () -> alias("next", "7", Map.of()),
        "ResourceNotFoundException",
        "Function not found: " + ARN + ":7");
    refused(
        () -> alias("next", "$LATEST", Map.of("1", 0.1)),
        "InvalidParameterValueException",
        "$LATEST is not supported for an alias pointing to more than 1 version");
    refused(
        () -> alias("next", "1", Map.of("1", 0.1)),
        "InvalidParameterValueException",
        "Function version 1 is already included in routing configuration.");
    refused(
        () -> host.functions.aliases().get("f", "none"),
        "ResourceNotFoundException",
        "Cannot find alias arn: " + ARN + ":none");
    refused(
        () ->
            host.functions.aliases().update("f", "live", new Aliases.Wish("1", null, null, "old")),
        "PreconditionFailedException",
        "The Revision Id provided");
  }

  @Test
  void aVersionThatAnAliasLeadsToIsNotDeleted() throws InterruptedException {
    publish();
    alias("live", "1", Map.of());
    refused(
        () -> host.functions.delete("f", "1"),
        "ResourceConflictException",
        "Unable to delete version because the following aliases reference it: [live]");
    host.functions.aliases().delete("f", "live");
    host.functions.delete("f", "1");
    refused(() -> call("f", "1"), "ResourceNotFoundException", "Function not found: " + ARN + ":1");
    assertThat(call("f", null)).isEqualTo(answer("old", "$LATEST", ARN));
  }

  @Test
  void aFunctionGoesWithItsVersionsAliasesAndAllTheirCode() throws Exception {
    publish();
    alias("live", "1", Map.of());
    change("new");
    assertThat(files("code")).isEqualTo(2);
    host.functions.delete("f");
    assertThat(files("code")).isZero();
    assertThat(files("versions")).isZero();
    assertThat(files("aliases")).isZero();
    host.python("f", SOURCE.formatted("another"));
    assertThat(versions()).containsExactly("$LATEST");
    assertThat(publish().version()).isEqualTo("1");
  }

  @Test
  void theLogOfACallIsItsOwn() throws InterruptedException {
    host.python(
        "talk", "def handler(event, context):\n    print('x' * event, end='')\n    return event\n");
    host.invoke("talk", "7");
    InvokeFunction call = Host.request("talk", "3");
    String log = host.functions.invoke(call).logTail();
    assertThat(log)
        .startsWith("START RequestId: " + call.requestId() + " Version: $LATEST\nxxx\nEND ")
        .endsWith(" MB\n");
    String end = host.functions.invoke(Host.request("talk", "100000")).logTail();
    assertThat(end).hasSize(4096).startsWith("xxx");
  }

  @Test
  void aDocumentWithoutVersionAndLayersIsReadAsBefore() {
    FunctionConfiguration now = host.functions.get("f");
    String before =
        Payload.ofBytes(FunctionDocument.encode(now))
            .text()
            .replace("\"version\":\"$LATEST\",", "")
            .replace("\"layers\":[],", "");
    assertThat(before).doesNotContain("layers");
    assertThat(FunctionDocument.decode(before.getBytes(StandardCharsets.UTF_8))).isEqualTo(now);
  }

  private void reopen() {
    host.close();
    host = Host.open(host.directory());
  }

  private FunctionConfiguration publish() {
    return host.functions.versions().publish("f", null, null, null);
  }

  private void change(String word) {
    host.functions.updateCode("f", Zips.of("handler.py", SOURCE.formatted(word)));
  }

  private Alias alias(String name, String version, Map<String, Double> weights) {
    return host.functions
        .aliases()
        .create("f", name, new Aliases.Wish(version, null, weights, null));
  }

  private List<String> versions() {
    return host.functions.versions().list("f").stream()
        .map(FunctionConfiguration::version)
        .toList();
  }

  private String call(String function, @Nullable String qualifier) throws InterruptedException {
    return host.functions
        .invoke(
            new InvokeFunction(
                function, qualifier, Payload.EMPTY_OBJECT, "request", null, null, null))
        .payload()
        .text();
  }

  private static String answer(String word, String version, String arn) {
    return "[\"%s\", \"%s\", \"%s\"]".formatted(word, version, arn);
  }

  private long files(String name) throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return files.count();
    }
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String type, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FunctionException.class,
            e -> {
              assertThat(e.message()).contains(message);
              assertThat(e.type()).isEqualTo(type);
            });
  }
}
