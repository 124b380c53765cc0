package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.parse.StateType;
import io.stepwell.asl.plan.QueryLanguage;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which fields each kind of object has, and for which query language: the language's field table
/// (States Language, "Appendix A"; measured on AWS).
///
/// A bare name is a field for both languages, `P:` marks JSONPath fields, `A:` JSONata fields.
enum Shape {
  MACHINE("Comment QueryLanguage StartAt States TimeoutSeconds Version"),
  BRANCH("Comment StartAt States"),
  PROCESSOR("Comment ProcessorConfig StartAt States"),
  PROCESSOR_CONFIG("Mode ExecutionType"),

  TASK(
      Fields.STATE + Fields.STEP + Fields.FILTERS + Fields.WORK,
      "A:Arguments Credentials Resource",
      "TimeoutSeconds P:TimeoutSecondsPath HeartbeatSeconds P:HeartbeatSecondsPath"),
  PARALLEL(Fields.STATE + Fields.STEP + Fields.FILTERS + Fields.WORK, "A:Arguments Branches"),
  MAP(
      Fields.STATE + Fields.STEP + Fields.FILTERS + Fields.WORK,
      "ItemProcessor Iterator P:ItemsPath A:Items ItemSelector",
      "ItemReader ItemBatcher ResultWriter Label MaxConcurrency P:MaxConcurrencyPath",
      "ToleratedFailureCount P:ToleratedFailureCountPath",
      "ToleratedFailurePercentage P:ToleratedFailurePercentagePath"),
  PASS(Fields.STATE + Fields.STEP + Fields.FILTERS, "P:Result"),
  WAIT(
      Fields.STATE + Fields.STEP,
      "P:InputPath P:OutputPath Seconds P:SecondsPath Timestamp P:TimestampPath"),
  CHOICE(Fields.STATE, "P:InputPath P:OutputPath A:Output Assign Choices Default"),
  SUCCEED(Fields.STATE, "P:InputPath P:OutputPath A:Output"),
  FAIL(Fields.STATE, "Error P:ErrorPath Cause P:CausePath"),

  RETRIER(
      "Comment ErrorEquals IntervalSeconds MaxAttempts BackoffRate MaxDelaySeconds JitterStrategy"),
  CATCHER("Comment ErrorEquals Next P:ResultPath A:Output Assign"),
  ITEM_READER("Resource P:Parameters A:Arguments ReaderConfig"),
  READER_CONFIG(
      "InputType Transformation ManifestType ItemsPointer MaxItems P:MaxItemsPath",
      "CSVHeaderLocation CSVHeaders CSVDelimiter"),
  ITEM_BATCHER(
      "BatchInput MaxItemsPerBatch P:MaxItemsPerBatchPath",
      "MaxInputBytesPerBatch P:MaxInputBytesPerBatchPath"),
  RESULT_WRITER("Resource P:Parameters A:Arguments WriterConfig"),
  WRITER_CONFIG("Transformation OutputType");

  /// What several states have in common.
  private static final class Fields {
    static final String STATE = "Type Comment QueryLanguage ";
    static final String STEP = "Next End A:Output Assign ";
    static final String FILTERS = "P:InputPath P:OutputPath P:Parameters P:ResultPath ";
    static final String WORK = "P:ResultSelector Retry Catch ";
  }

  /// For each field the languages that have it.
  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final Map<String, Set<QueryLanguage>> fields;

  Shape(String... groups) {
    Map<String, Set<QueryLanguage>> languages = new HashMap<>();
    for (String field : String.join(" ", groups).split(" +")) {
      if (field.startsWith("P:")) {
        languages.put(field.substring(2), Set.of(QueryLanguage.JSONPATH));
      } else if (field.startsWith("A:")) {
        languages.put(field.substring(2), Set.of(QueryLanguage.JSONATA));
      } else {
        languages.put(field, Set.of(QueryLanguage.values()));
      }
    }
    fields = Map.copyOf(languages);
  }

  static Shape of(StateType type) {
    return switch (type) {
      case TASK -> TASK;
      case WAIT -> WAIT;
      case PASS -> PASS;
      case SUCCEED -> SUCCEED;
      case FAIL -> FAIL;
      case CHOICE -> CHOICE;
      case PARALLEL -> PARALLEL;
      case MAP -> MAP;
    };
  }

  /// Whether the field is known here for that language.
  boolean has(String field, QueryLanguage language) {
    return fields.getOrDefault(field, Set.of()).contains(language);
  }

  /// Reports the fields that an object of this shape may not have, at the object as AWS does.
  void check(Element object, QueryLanguage language, Findings findings) {
    for (Element member : object.members()) {
      Set<QueryLanguage> languages = fields.getOrDefault(member.name(), Set.of());
      if (languages.isEmpty()) {
        findings.errorIn(object, member, "Field '" + member.name() + "' is not supported");
      } else if (!languages.contains(language)) {
        QueryLanguage only = languages.iterator().next();
        findings.errorIn(object, member, wrongLanguage(member.name(), only, language));
      }
    }
  }

  static String wrongLanguage(String field, QueryLanguage only, QueryLanguage language) {
    return "The QueryLanguage is set to '"
        + language.text()
        + "', but field '"
        + field
        + "' is only supported for the '"
        + only.text()
        + "' QueryLanguage";
  }
}
