package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.validate.Finding.Code;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks what a Map state has beyond other states; its processor is a container and checked as one
/// (States Language, "Map State"; Step Functions, "Distributed Map").
record MapRules(Values values, PathRules paths, Templates templates, Findings findings) {
  private static final long MAX_ITEMS = 100_000_000;
  private static final long MAX_BATCH_BYTES = 262_144;
  private static final int MAX_LABEL = 40;
  private static final Pattern READER =
      Pattern.compile("arn:[^:]+:states:::s3:(getObject|listObjectsV2)");
  private static final Pattern WRITER = Pattern.compile("arn:[^:]+:states:::s3:putObject");
  private static final String NOT_IN_LABEL = "?*<>{}[]:;,\\|^~$#%&`\"";

  void check(Element state) {
    values.exactlyOne(state, "ItemProcessor", "Iterator");
    items(state);
    templates.integer(state, "MaxConcurrency", 0, Integer.MAX_VALUE);
    templates.integer(state, "ToleratedFailureCount", 0, Long.MAX_VALUE);
    templates.number(state, "ToleratedFailurePercentage", 0.0, 100.0);
    boolean distributed = isDistributed(state);
    for (Element member : state.present(List.of("ItemReader", "ItemBatcher", "ResultWriter"))) {
      if (!distributed) {
        findings.errorIn(state, member, "Field '" + member.name() + "' is not supported");
      }
    }
    label(state);
    reader(values.object(state, "ItemReader"));
    batcher(values.object(state, "ItemBatcher"));
    writer(values.object(state, "ResultWriter"));
  }

  /// The processor, by its name of today or of old.
  static @Nullable Element processor(Element state) {
    Element processor = state.member("ItemProcessor");
    return processor == null ? state.member("Iterator") : processor;
  }

  static boolean isDistributed(Element state) {
    Element processor = processor(state);
    Element config = processor == null ? null : processor.member("ProcessorConfig");
    return config != null && Objects.equals(config.text("Mode"), "DISTRIBUTED");
  }

  private void items(Element state) {
    if (templates.isJsonata()) {
      jsonataItems(state);
    } else {
      paths.referencePath(state, "ItemsPath");
      values.atMostOne(state, "ItemSelector", "Parameters");
    }
    templates.field(state, "ItemSelector");
  }

  private void jsonataItems(Element state) {
    Element items = state.member("Items");
    if (items != null && !items.isArray() && !items.isObject()) {
      values.stringOrExpression(state, "Items");
    }
    templates.field(state, "Items");
  }

  private void label(Element state) {
    String label = values.string(state, "Label");
    if (label == null) {
      return;
    }
    Element at = state.required("Label");
    if (label.length() > MAX_LABEL) {
      findings.error(
          Code.INVALID_LABEL_NAME,
          at,
          "Label name '" + label + "' exceeds the 40-character limit allowed by the service");
    } else if (label.isEmpty() || label.chars().anyMatch(MapRules::isRefusedInLabel)) {
      findings.error(
          Code.INVALID_LABEL_NAME,
          at,
          "Label name '"
              + label
              + "' is empty, or contains white space, control characters or one of "
              + NOT_IN_LABEL);
    }
  }

  private static boolean isRefusedInLabel(int c) {
    return Character.isWhitespace(c) || Character.isISOControl(c) || NOT_IN_LABEL.indexOf(c) >= 0;
  }

  private void reader(@Nullable Element reader) {
    if (reader == null) {
      return;
    }
    Shape.ITEM_READER.check(reader, values.language(), findings);
    values.required(reader, "Resource");
    resource(reader, READER);
    templates.field(reader, "Parameters");
    templates.field(reader, "Arguments");
    Element config = values.object(reader, "ReaderConfig");
    if (config != null) {
      readerConfig(config);
    }
  }

  private void readerConfig(Element config) {
    Shape.READER_CONFIG.check(config, values.language(), findings);
    String type = values.oneOf(config, "InputType", "CSV", "JSON", "JSONL", "MANIFEST", "PARQUET");
    values.oneOf(config, "Transformation", "NONE", "LOAD_AND_FLATTEN");
    values.oneOf(config, "ManifestType", "S3_INVENTORY", "ATHENA_DATA");
    values.oneOf(config, "CSVDelimiter", "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
    values.string(config, "ItemsPointer");
    templates.integer(config, "MaxItems", 0, MAX_ITEMS);
    csv(config, type);
  }

  private void csv(Element config, @Nullable String type) {
    String location = values.oneOf(config, "CSVHeaderLocation", "FIRST_ROW", "GIVEN");
    for (Element header : values.array(config, "CSVHeaders")) {
      if (header.text() == null) {
        values.wrongType(header, "String");
      }
    }
    if (Objects.equals(type, "CSV") && !config.has("CSVHeaderLocation")) {
      findings.error(config, "The field 'CSVHeaderLocation' is required");
    }
    if (Objects.equals(type, "JSON") && config.has("CSVHeaderLocation")) {
      findings.error(config, "Field 'CSVHeaderLocation' is not supported");
    }
    if (Objects.equals(location, "GIVEN")) {
      values.required(config, "CSVHeaders");
    }
  }

  private void batcher(@Nullable Element batcher) {
    if (batcher == null) {
      return;
    }
    Shape.ITEM_BATCHER.check(batcher, values.language(), findings);
    templates.field(batcher, "BatchInput");
    templates.integer(batcher, "MaxItemsPerBatch", 0, MAX_ITEMS);
    templates.integer(batcher, "MaxInputBytesPerBatch", 0, MAX_BATCH_BYTES);
    List<String> limits =
        List.of(
            "MaxItemsPerBatch",
            "MaxItemsPerBatchPath",
            "MaxInputBytesPerBatch",
            "MaxInputBytesPerBatchPath");
    if (batcher.present(limits).isEmpty()) {
      findings.error(
          batcher, "This object should have at least one of the following fields: " + limits);
    }
  }

  private void writer(@Nullable Element writer) {
    if (writer == null) {
      return;
    }
    Shape.RESULT_WRITER.check(writer, values.language(), findings);
    resource(writer, WRITER);
    templates.field(writer, "Parameters");
    templates.field(writer, "Arguments");
    Element config = values.object(writer, "WriterConfig");
    if (config != null) {
      Shape.WRITER_CONFIG.check(config, values.language(), findings);
      values.oneOf(config, "Transformation", "NONE", "COMPACT", "FLATTEN");
      values.oneOf(config, "OutputType", "JSON", "JSONL");
    }
    if (!writer.has("Resource") && config == null) {
      findings.error(
          writer,
          "This object should have at least one of the following fields: [Resource, WriterConfig]");
    }
  }

  private void resource(Element owner, Pattern allowed) {
    String arn = values.string(owner, "Resource");
    if (arn != null && !allowed.matcher(arn).matches()) {
      findings.error(
          owner.required("Resource"),
          "The field 'Resource' does not match any of the allowed values");
    }
  }
}
