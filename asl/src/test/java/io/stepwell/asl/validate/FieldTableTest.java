package io.stepwell.asl.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every field on every state type in both query languages.
final class FieldTableTest {
  /// Columns as in the language reference; `+` both languages, `P` JSONPath, `A` JSONata, `-` none.
  static final String TABLE =
      """
      field                          Task Parallel Map Pass Wait Choice Succeed Fail
      Comment                        +    +        +   +    +    +      +       +
      QueryLanguage                  +    +        +   +    +    +      +       +
      Next                           +    +        +   +    +    -      -       -
      End                            +    +        +   +    +    -      -       -
      InputPath                      P    P        P   P    P    P      P       -
      OutputPath                     P    P        P   P    P    P      P       -
      Parameters                     P    P        P   P    -    -      -       -
      ResultSelector                 P    P        P   -    -    -      -       -
      ResultPath                     P    P        P   P    -    -      -       -
      Result                         -    -        -   P    -    -      -       -
      Arguments                      A    A        -   -    -    -      -       -
      Output                         A    A        A   A    A    A      A       -
      Assign                         +    +        +   +    +    +      -       -
      Retry                          +    +        +   -    -    -      -       -
      Catch                          +    +        +   -    -    -      -       -
      TimeoutSeconds                 +    -        -   -    -    -      -       -
      TimeoutSecondsPath             P    -        -   -    -    -      -       -
      HeartbeatSeconds               +    -        -   -    -    -      -       -
      HeartbeatSecondsPath           P    -        -   -    -    -      -       -
      Credentials                    +    -        -   -    -    -      -       -
      Resource                       +    -        -   -    -    -      -       -
      Branches                       -    +        -   -    -    -      -       -
      ItemProcessor                  -    -        +   -    -    -      -       -
      Iterator                       -    -        +   -    -    -      -       -
      ItemsPath                      -    -        P   -    -    -      -       -
      Items                          -    -        A   -    -    -      -       -
      ItemSelector                   -    -        +   -    -    -      -       -
      MaxConcurrency                 -    -        +   -    -    -      -       -
      MaxConcurrencyPath             -    -        P   -    -    -      -       -
      ToleratedFailureCount          -    -        +   -    -    -      -       -
      ToleratedFailureCountPath      -    -        P   -    -    -      -       -
      ToleratedFailurePercentage     -    -        +   -    -    -      -       -
      ToleratedFailurePercentagePath -    -        P   -    -    -      -       -
      Label                          -    -        +   -    -    -      -       -
      Seconds                        -    -        -   -    +    -      -       -
      SecondsPath                    -    -        -   -    P    -      -       -
      Timestamp                      -    -        -   -    +    -      -       -
      TimestampPath                  -    -        -   -    P    -      -       -
      Choices                        -    -        -   -    -    +      -       -
      Default                        -    -        -   -    -    +      -       -
      Error                          -    -        -   -    -    -      -       +
      ErrorPath                      -    -        -   -    -    -      -       P
      Cause                          -    -        -   -    -    -      -       +
      CausePath                      -    -        -   -    -    -      -       P
      next                           -    -        -   -    -    -      -       -
      """;

  private static final String PROCESSOR = "{'StartAt':'I','States':{'I':{'Type':'Succeed'}}}";

  /// A right value for each field.
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("Next", "'T'"),
          Map.entry("End", "true"),
          Map.entry("Assign", "{'v':1}"),
          Map.entry("Parameters", "{}"),
          Map.entry("ResultSelector", "{}"),
          Map.entry("Result", "{}"),
          Map.entry("Arguments", "{}"),
          Map.entry("Output", "{}"),
          Map.entry("Retry", "[]"),
          Map.entry("Catch", "[]"),
          Map.entry("Credentials", "{'RoleArn':'arn:aws:iam::123456789012:role/r'}"),
          Map.entry("Resource", "'arn:aws:states:::lambda:invoke'"),
          Map.entry("Branches", "[" + PROCESSOR + "]"),
          Map.entry("ItemProcessor", PROCESSOR),
          Map.entry("Iterator", PROCESSOR),
          Map.entry("Items", "[]"),
          Map.entry("ItemSelector", "{}"),
          Map.entry("Timestamp", "'2030-01-01T00:00:00Z'"),
          Map.entry("Default", "'T'"));

  /// What a state of a type must have.
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "Task", List.of("Resource", "Next"),
          "Parallel", List.of("Branches", "Next"),
          "Map", List.of("ItemProcessor", "Next"),
          "Pass", List.of("Next"),
          "Wait", List.of("Seconds", "Next"),
          "Choice", List.of("Choices", "Default"),
          "Succeed", List.of(),
          "Fail", List.of());

  /// A field that excludes another one.
  private static final Map<String, String> INSTEAD_OF =
      Map.of(
          "End", "Next",
          "Iterator", "ItemProcessor",
          "SecondsPath", "Seconds",
          "Timestamp", "Seconds",
          "TimestampPath", "Seconds");

  static Stream<Arguments> cells() {
    List<String[]> rows = TABLE.lines().map(line -> line.split(" +")).toList();
    return rows.stream()
        .skip(1)
        .flatMap(
            row ->
                Stream.of("JSONPath", "JSONata")
                    .flatMap(
                        language ->
                            Stream.iterate(1, i -> i < row.length, i -> i + 1)
                                .map(
                                    i ->
                                        Arguments.of(
                                            row[0], rows.getFirst()[i], language, row[i]))));
  }

  @ParameterizedTest(name = "{0} on {1} in {2}: {3}")
  @MethodSource("cells")
  void aFieldIsAcceptedOrRefusedAsOnAws(
      String field, String type, String language, String languages) {
    String other = language.equals("JSONPath") ? "JSONata" : "JSONPath";
    List<String> found = languageErrors(definition(field, type, language));

    if (languages.equals("-")) {
      assertThat(found)
          .containsExactly(
              "SCHEMA_VALIDATION_FAILED: Field '" + field + "' is not supported at /States/S");
    } else if (languages.equals("+")
        || language.equals(languages.equals("P") ? "JSONPath" : "JSONata")) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .containsExactly(
              "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to '"
                  + language
                  + "', but field '"
                  + field
                  + "' is only supported for the '"
                  + other
                  + "' QueryLanguage at /States/S");
    }
  }

  private static List<String> languageErrors(String definition) {
    return Texts.errors(definition).stream()
        .filter(line -> !line.contains("State \"T\" is not reachable"))
        .filter(line -> !line.contains("only one of the following fields"))
        .toList();
  }

  private static String definition(String field, String type, String language) {
    StringBuilder members =
        new StringBuilder("'Type':'" + type + "','QueryLanguage':'" + language + "'");
    for (String required : REQUIRED.getOrDefault(type, List.of())) {
      if (!required.equals(field) && !required.equals(INSTEAD_OF.get(field))) {
        members.append(member(required, language));
      }
    }
    if (!Arrays.asList("Type", "QueryLanguage").contains(field)) {
      members.append(member(field, language));
    }
    return Texts.json("{'StartAt':'S','States':{'S':{" + members + "},'T':{'Type':'Succeed'}}}");
  }

  private static String member(String field, String language) {
    return ",'" + field + "':" + value(field, language);
  }

  private static String value(String field, String language) {
    if (field.equals("Choices")) {
      return language.equals("JSONPath")
          ? "[{'Variable':'$.a','IsNull':true,'Next':'T'}]"
          : "[{'Condition':true,'Next':'T'}]";
    }
    String fallback =
        field.endsWith("Path")
            ? "'$.a'"
            : field.contains("Seconds") || field.startsWith("Max") || field.startsWith("Tol")
                ? "5"
                : "'text'";
    return VALUES.getOrDefault(field, fallback);
  }
}
