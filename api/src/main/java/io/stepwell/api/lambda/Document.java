package io.stepwell.api.lambda;

import io.stepwell.functions.CodeZip;
import io.stepwell.functions.FunctionException;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON object of a request, read member by member; a member of another type is refused with
/// its name.
record Document(Map<?, ?> members) {
  static Document parse(byte[] body) {
    try {
      if (Json.parse(body) instanceof Map<?, ?> members) {
        return new Document(members);
      }
    } catch (JsonException e) {
      throw refused("Could not parse request body into json: " + e.message());
    }
    throw refused("Could not parse request body into json: it must be an object");
  }

  /// Of a request whose body may be missing.
  static Document ofOptional(byte[] body) {
    return body.length == 0 ? new Document(Map.of()) : parse(body);
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new FunctionException(
          "ValidationException",
          400,
          "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
              .formatted(Character.toLowerCase(name.charAt(0)) + name.substring(1)));
    }
    return text;
  }

  @Nullable String text(String name) {
    return switch (members.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw wrong(name, "a string");
    };
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  @Nullable Integer number(String name) {
    return switch (members.get(name)) {
      case null -> null;
      case Long number when number == number.intValue() -> number.intValue();
      default -> throw wrong(name, "a whole number");
    };
  }

  int number(String name, int otherwise) {
    Integer number = number(name);
    return number == null ? otherwise : number;
  }

  /// An empty document when there is none.
  Document object(String name) {
    return switch (members.get(name)) {
      case null -> new Document(Map.of());
      case Map<?, ?> object -> new Document(object);
      default -> throw wrong(name, "an object");
    };
  }

  Map<String, String> strings(String name) {
    Map<String, String> strings = new LinkedHashMap<>();
    Document object = object(name);
    for (Object key : object.members.keySet()) {
      strings.put((String) key, object.required((String) key));
    }
    return strings;
  }

  boolean flag(String name) {
    return switch (members.get(name)) {
      case null -> false;
      case Boolean flag -> flag;
      default -> throw wrong(name, "true or false");
    };
  }

  Map<String, Double> fractions(String name) {
    Map<String, Double> fractions = new LinkedHashMap<>();
    Document object = object(name);
    for (Map.Entry<?, ?> member : object.members.entrySet()) {
      if (!(member.getValue() instanceof Number number)) {
        throw wrong(name + "." + member.getKey(), "a number");
      }
      fractions.put((String) member.getKey(), number.doubleValue());
    }
    return fractions;
  }

  List<String> list(String name, List<String> otherwise) {
    return switch (members.get(name)) {
      case null -> otherwise;
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      default -> throw wrong(name, "a list of strings");
    };
  }

  /// The member `ZipFile`; code from elsewhere is not offered.
  CodeZip zip() {
    String text = text("ZipFile");
    if (text == null) {
      throw new FunctionException(
          "InvalidParameterValueException",
          400,
          "Please provide the function's code as ZipFile; S3 and container images are not offered"
              + " here");
    }
    try {
      return CodeZip.of(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw refused("ZipFile is not base64: " + e.getMessage());
    }
  }

  private static FunctionException wrong(String name, String wanted) {
    return refused("'" + name + "' must be " + wanted);
  }

  private static FunctionException refused(String message) {
    return new FunctionException("InvalidRequestContentException", 400, message);
  }
}
