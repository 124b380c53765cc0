package io.stepwell.tasks.aws;

import io.stepwell.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/// Makes a request of a Task's parameters: PascalCase names, JSON values. What is null is not sent.
///
/// Blobs are taken as text; an object where the API wants a text becomes JSON text only where the
/// integration says so.
final class Parameters {
  /// The member that carries the bytes of an operation with a streaming request.
  private static final String BODY = "Body";

  private final Set<String> jsonTexts;

  /// @param jsonTexts members that may be objects, which are sent as JSON text
  Parameters(Set<String> jsonTexts) {
    this.jsonTexts = jsonTexts;
  }

  /// A request, and the bytes that stream beside it.
  record Request(Object request, SdkBytes body) {}

  Request read(Operation operation, Map<?, ?> given) throws RefusedParametersException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    given.forEach((name, value) -> members.put(String.valueOf(name), value));
    byte[] body = new byte[0];
    if (operation.takesBody() && members.containsKey(BODY)) {
      body = bytes(members.remove(BODY));
    }
    SdkPojo request = operation.request();
    for (SdkField<?> field : request.sdkFields()) {
      if (field.containsTrait(RequiredTrait.class) && !has(members, field)) {
        throw new RefusedParametersException(
            "The field '%s' is required but was missing".formatted(Result.name(field)));
      }
    }
    return new Request(fill(request, members), SdkBytes.fromByteArrayUnsafe(body));
  }

  private static boolean has(Map<String, ?> members, SdkField<?> field) {
    return members.keySet().stream().anyMatch(name -> name.equalsIgnoreCase(field.memberName()));
  }

  private static byte[] bytes(@Nullable Object value) {
    return switch (value) {
      case null -> new byte[0];
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      default -> Json.writeBytes(value);
    };
  }

  private Object fill(SdkPojo pojo, Map<?, ?> members) throws RefusedParametersException {
    Map<String, SdkField<?>> fields = new LinkedHashMap<>();
    pojo.sdkFields().forEach(field -> fields.put(lower(field.memberName()), field));
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = String.valueOf(member.getKey());
      SdkField<?> field = fields.get(lower(name));
      if (field == null) {
        throw new RefusedParametersException(
            "The field '%s' is not supported by Step Functions".formatted(name));
      }
      if (member.getValue() != null) {
        field.set(pojo, value(field, name, member.getValue()));
      }
    }
    return pojo instanceof Buildable buildable ? buildable.build() : pojo;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private @Nullable Object value(SdkField<?> field, String name, @Nullable Object value)
      throws RefusedParametersException {
    if (value == null) {
      return null;
    }
    MarshallingKnownType type = field.marshallingType().getKnownType();
    return switch (type) {
      case STRING -> text(name, value);
      case SDK_BYTES -> SdkBytes.fromByteArray(bytes(value));
      case SDK_POJO -> pojo(field, name, value);
      case LIST -> list(field, name, value);
      case MAP -> map(field, name, value);
      case BOOLEAN -> flag(name, value);
      case INSTANT -> time(name, value);
      case DOCUMENT -> document(value);
      case NULL -> null;
      case INTEGER, LONG, SHORT, BYTE, FLOAT, DOUBLE, BIG_DECIMAL -> number(type, name, value);
    };
  }

  private Object pojo(SdkField<?> field, String name, Object value)
      throws RefusedParametersException {
    if (value instanceof Map<?, ?> members) {
      return fill(field.constructor().get(), members);
    }
    throw wrong(name, "an OBJECT");
  }

  private static Object flag(String name, Object value) throws RefusedParametersException {
    if (value instanceof Boolean) {
      return value;
    }
    throw wrong(name, "a BOOLEAN");
  }

  private Object text(String name, Object value) throws RefusedParametersException {
    if (value instanceof String) {
      return value;
    }
    if (jsonTexts.contains(name) && (value instanceof Map || value instanceof List)) {
      return Json.write(value);
    }
    throw wrong(name, "a STRING");
  }

  private List<@Nullable Object> list(SdkField<?> field, String name, Object value)
      throws RefusedParametersException {
    if (!(value instanceof List<?> items)) {
      throw wrong(name, "an ARRAY");
    }
    SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
    List<@Nullable Object> all = new ArrayList<>();
    for (Object item : items) {
      all.add(value(member, name, item));
    }
    return all;
  }

  private Map<String, @Nullable Object> map(SdkField<?> field, String name, Object value)
      throws RefusedParametersException {
    if (!(value instanceof Map<?, ?> entries)) {
      throw wrong(name, "an OBJECT");
    }
    SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      String key = String.valueOf(entry.getKey());
      all.put(key, value(member, key, entry.getValue()));
    }
    return all;
  }

  private static Object number(MarshallingKnownType type, String name, Object value)
      throws RefusedParametersException {
    if (!(value instanceof Number number)) {
      throw wrong(name, "a NUMBER");
    }
    try {
      BigDecimal exact = new BigDecimal(number.toString());
      return switch (type) {
        case INTEGER -> exact.intValueExact();
        case LONG -> exact.longValueExact();
        case SHORT -> exact.shortValueExact();
        case BYTE -> exact.byteValueExact();
        case FLOAT -> exact.floatValue();
        case DOUBLE -> exact.doubleValue();
        default -> exact;
      };
    } catch (ArithmeticException e) {
      throw wrong(name, "an INTEGER");
    }
  }

  /// ISO 8601, or seconds since 1970.
  private static Instant time(String name, Object value) throws RefusedParametersException {
    try {
      if (value instanceof String text) {
        return OffsetDateTime.parse(text).toInstant();
      }
      if (value instanceof Number seconds) {
        return Instant.ofEpochMilli(
            new BigDecimal(seconds.toString()).movePointRight(3).longValueExact());
      }
    } catch (DateTimeException | ArithmeticException e) {
      // told below, in AWS's words
    }
    throw wrong(name, "a TIMESTAMP in ISO 8601");
  }

  private static Document document(@Nullable Object value) {
    return switch (value) {
      case null -> Document.fromNull();
      case String text -> Document.fromString(text);
      case Boolean flag -> Document.fromBoolean(flag);
      case List<?> items -> Document.fromList(items.stream().map(Parameters::document).toList());
      case Map<?, ?> members -> {
        Map<String, Document> all = new LinkedHashMap<>();
        members.forEach((name, member) -> all.put(String.valueOf(name), document(member)));
        yield Document.fromMap(all);
      }
      default -> Document.fromNumber(value.toString());
    };
  }

  private static RefusedParametersException wrong(String name, String wanted) {
    return new RefusedParametersException(
        "The value for the field '%s' must be %s".formatted(name, wanted));
  }
}
