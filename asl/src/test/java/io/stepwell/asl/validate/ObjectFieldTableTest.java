package io.stepwell.asl.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every field of the objects in and around states, on each of these objects, in both query
/// languages.
final class ObjectFieldTableTest {
  /// What each object may have; `P:` in JSONPath only, `A:` in JSONata only.
  static final Map<String, String> TABLE = table();

  private static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    table.put("machine", "Comment QueryLanguage StartAt States TimeoutSeconds Version");
    table.put("branch", "Comment StartAt States");
    table.put("processor", "Comment ProcessorConfig StartAt States");
    table.put("ProcessorConfig", "Mode ExecutionType");
    table.put(
        "Retry[0]",
        "Comment ErrorEquals IntervalSeconds MaxAttempts BackoffRate MaxDelaySeconds"
            + " JitterStrategy");
    table.put("Catch[0]", "Comment ErrorEquals Next P:ResultPath A:Output Assign");
    table.put(
        "Choices[0]",
        "Comment Next Assign A:Output A:Condition P:Variable P:And P:Or P:Not P:StringEquals"
            + " P:StringEqualsPath P:NumericLessThan P:TimestampGreaterThanEqualsPath"
            + " P:StringMatches P:IsPresent");
    table.put(
        "Choices[0]/Not",
        "Comment A:Condition P:Variable P:And P:Or P:Not P:StringEquals P:StringEqualsPath"
            + " P:NumericLessThan P:TimestampGreaterThanEqualsPath P:StringMatches P:IsPresent");
    table.put("ItemReader", "Resource P:Parameters A:Arguments ReaderConfig");
    table.put(
        "ReaderConfig",
        "InputType Transformation ManifestType ItemsPointer MaxItems P:MaxItemsPath"
            + " CSVHeaderLocation CSVHeaders CSVDelimiter");
    table.put(
        "ItemBatcher",
        "BatchInput MaxItemsPerBatch P:MaxItemsPerBatchPath MaxInputBytesPerBatch"
            + " P:MaxInputBytesPerBatchPath");
    table.put("ResultWriter", "Resource P:Parameters A:Arguments WriterConfig");
    table.put("WriterConfig", "Transformation OutputType");
    return table;
  }

  private static final String INNER = "'StartAt':'I','States':{'I':{'Type':'Succeed'}}";
  private static final String DISTRIBUTED =
      "'Type':'Map','Next':'T','ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED',"
          + "'ExecutionType':'STANDARD'},"
          + INNER
          + "}";
  private static final String TASK =
      "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Next':'T'";

  static Stream<Arguments> cells() {
    TreeSet<String> fields = new TreeSet<>(List.of("Unknown"));
    TABLE
        .values()
        .forEach(names -> fields.addAll(List.of(names.replaceAll("[PA]:", "").split(" "))));
    return TABLE.keySet().stream()
        .flatMap(
            object ->
                fields.stream()
                    .flatMap(
                        field ->
                            Stream.of("JSONPath", "JSONata")
                                .filter(language -> isThere(object, language))
                                .map(language -> Arguments.of(object, field, language))));
  }

  /// `Not` is JSONPath's alone.
  private static boolean isThere(String object, String language) {
    return !object.endsWith("/Not") || language.equals("JSONPath");
  }

  @ParameterizedTest(name = "{1} in {0} in {2}")
  @MethodSource("cells")
  void aFieldIsAcceptedOrRefusedAsOnAws(String object, String field, String language) {
    List<String> names = List.of(String.valueOf(TABLE.get(object)).split(" "));
    String other = language.equals("JSONPath") ? "JSONata" : "JSONPath";
    String own = language.equals("JSONPath") ? "P:" : "A:";
    List<String> found =
        Texts.errors(definition(object, field, language)).stream()
            .filter(line -> line.contains("ield '" + field + "' is "))
            .map(line -> line.replaceAll(" at /.*", ""))
            .distinct()
            .toList();

    if (names.contains(field) || names.contains(own + field)) {
      assertThat(found).isEmpty();
    } else if (names.contains("P:" + field) || names.contains("A:" + field)) {
      assertThat(found)
          .containsExactly(
              "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to '%s', but field '%s' is only supported for the '%s' QueryLanguage"
                  .formatted(language, field, other));
    } else {
      assertThat(found)
          .containsExactly("SCHEMA_VALIDATION_FAILED: Field '" + field + "' is not supported");
    }
  }

  private static String definition(String object, String field, String language) {
    String value = field.equals("QueryLanguage") ? "'" + language + "'" : "1";
    String more = ",'" + field + "':" + value;
    boolean path = language.equals("JSONPath");
    String rule = path ? "'Variable':'$.a','IsNull':true" : "'Condition':true";
    String reader = ",'ItemReader':{'Resource':'arn:aws:states:::s3:getObject'";
    String state =
        switch (object) {
          case "machine" -> TASK;
          case "branch" -> "'Type':'Parallel','Next':'T','Branches':[{" + INNER + more + "}]";
          case "processor" -> "'Type':'Map','Next':'T','ItemProcessor':{" + INNER + more + "}";
          case "ProcessorConfig" -> DISTRIBUTED.replace("'STANDARD'}", "'STANDARD'" + more + "}");
          case "Retry[0]" -> TASK + ",'Retry':[{'ErrorEquals':['E']" + more + "}]";
          case "Catch[0]" -> TASK + ",'Catch':[{'ErrorEquals':['E'],'Next':'T'" + more + "}]";
          case "Choices[0]" ->
              "'Type':'Choice','Default':'T','Choices':[{" + rule + ",'Next':'T'" + more + "}]";
          case "Choices[0]/Not" ->
              "'Type':'Choice','Default':'T','Choices':[{'Not':{" + rule + more + "},'Next':'T'}]";
          case "ItemReader" -> DISTRIBUTED + reader + more + "}";
          case "ReaderConfig" ->
              DISTRIBUTED
                  + reader
                  + ",'ReaderConfig':{'InputType':'CSV','CSVHeaderLocation':'FIRST_ROW'"
                  + more
                  + "}}";
          case "ItemBatcher" -> DISTRIBUTED + ",'ItemBatcher':{'MaxItemsPerBatch':1" + more + "}";
          case "ResultWriter" -> DISTRIBUTED + ",'ResultWriter':{'WriterConfig':{}" + more + "}";
          case "WriterConfig" ->
              DISTRIBUTED + ",'ResultWriter':{'WriterConfig':{'OutputType':'JSON'" + more + "}}";
          default -> throw new IllegalArgumentException(object);
        };
    return Texts.json(
        "{'StartAt':'S','QueryLanguage':'%s','States':{'S':{%s},'T':{'Type':'Succeed'}}%s}"
            .formatted(language, state, object.equals("machine") ? more : ""));
  }
}
