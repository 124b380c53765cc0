package io.stepwell.cli;

import io.stepwell.asl.Definitions;
import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.validate.Finding;
import io.stepwell.asl.validate.Finding.Code;
import io.stepwell.asl.validate.Finding.Severity;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Located;
import io.stepwell.server.YamlDocument;
import io.stepwell.server.YamlDocument.MalformedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A file with a definition, in JSON or, by its name, in YAML.
///
/// @param name as the user wrote it, or as it was found
record DefinitionFile(String name, String text) {
  /// The name that stands for standard input.
  static final String STANDARD_INPUT = "-";

  /// More than this is no definition, whatever is in it.
  private static final long MAX_BYTES = 16L << 20;

  /// @throws CliException when there is no such file, or it cannot be read
  static DefinitionFile read(String name) {
    try {
      if (name.equals(STANDARD_INPUT)) {
        return new DefinitionFile(
            "<stdin>", new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
      }
      Path path = Path.of(name);
      if (!Files.exists(path)) {
        throw new CliException(CliException.USAGE, "there is no file '%s'".formatted(name));
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new CliException(
            CliException.USAGE, "%s is too large for a definition".formatted(name));
      }
      return new DefinitionFile(name, Files.readString(path));
    } catch (CharacterCodingException _) {
      throw new CliException(CliException.USAGE, "%s is not UTF-8".formatted(name));
    } catch (IOException e) {
      throw new CliException(
          CliException.USAGE, "%s cannot be read: %s".formatted(name, e.getMessage()));
    }
  }

  /// Everything that is wrong with the definition, in the order of the text.
  List<Finding> findings(MachineType type) {
    if (!isYaml() || text.isBlank() || text.length() > Definitions.MAX_LENGTH) {
      return Definitions.validate(text, type);
    }
    try {
      Located document = YamlDocument.parse(text);
      return document == null
          ? Definitions.validate("", type)
          : Definitions.validate(document, type);
    } catch (MalformedException e) {
      return List.of(
          new Finding(
              Severity.ERROR,
              Code.INVALID_JSON_DESCRIPTION,
              e.message(),
              null,
              e.line(),
              e.column()));
    }
  }

  /// The definition as AWS takes it.
  ///
  /// @throws CliException when the text is no YAML
  String json() {
    try {
      Located document = isYaml() ? YamlDocument.parse(text) : null;
      return document == null ? text : Json.write(document.value());
    } catch (MalformedException e) {
      throw malformed(e.line(), e.column(), e.message());
    }
  }

  /// The definition with its places, right or wrong.
  ///
  /// @throws CliException when the text is no JSON, or no YAML
  Element definition() {
    try {
      if (!isYaml()) {
        return Element.parse(text);
      }
      Located document = YamlDocument.parse(text);
      if (document == null) {
        throw new CliException(CliException.FAILED, "%s is empty".formatted(name));
      }
      return Element.of(document);
    } catch (JsonException e) {
      throw malformed(e.line(), e.column(), e.message());
    } catch (MalformedException e) {
      throw malformed(e.line(), e.column(), e.message());
    }
  }

  private CliException malformed(int line, int column, String message) {
    return new CliException(
        CliException.FAILED, "%s:%d:%d: %s".formatted(name, line, column, message));
  }

  /// By the name; standard input by its first character.
  private boolean isYaml() {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml")
        || lower.endsWith(".yml")
        || (name.equals("<stdin>") && !text.isBlank() && !text.stripLeading().startsWith("{"));
  }
}
