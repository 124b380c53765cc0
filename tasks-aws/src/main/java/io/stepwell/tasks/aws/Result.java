package io.stepwell.tasks.aws;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.http.SdkHttpResponse;

/// A response as Task states see it: PascalCase names, only what the service sent. Blobs are text
/// where they are UTF-8, otherwise base64.
final class Result {
  /// AWS's limit of a task's result, in UTF-8 bytes.
  static final int MAX_BYTES = 262_144;

  /// How times are written.
  enum Times {
    /// `2026-01-01T00:00:00.123Z`, in AWS SDK integrations.
    ISO,
    /// Epoch milliseconds, in optimized integrations.
    MILLIS
  }

  private final Times times;

  Result(Times times) {
    this.times = times;
  }

  /// A member's name in a state: the API's, with a capital letter in front.
  static String name(SdkField<?> field) {
    String name = field.memberName();
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  Map<String, @Nullable Object> of(Operation.Reply reply) {
    Map<String, @Nullable Object> members = members((SdkPojo) reply.response());
    SdkBytes body = reply.body();
    if (body != null) {
      members.put("Body", text(body.asByteArrayUnsafe()));
    }
    return members;
  }

  /// The response's headers and request id, as optimized integrations add them.
  static void addMetadata(Map<String, @Nullable Object> members, Operation.Reply reply) {
    SdkHttpResponse http = reply.response().sdkHttpResponse();
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Object> single = new LinkedHashMap<>();
    http.forEachHeader(
        (name, values) -> {
          all.put(name, List.copyOf(values));
          single.put(name, String.join(", ", values));
        });
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("AllHttpHeaders", all);
    metadata.put("HttpHeaders", single);
    metadata.put("HttpStatusCode", (long) http.statusCode());
    members.put("SdkHttpMetadata", metadata);
    if (reply.response() instanceof AwsResponse response) {
      members.put(
          "SdkResponseMetadata", Map.of("RequestId", response.responseMetadata().requestId()));
    }
  }

  Map<String, @Nullable Object> members(SdkPojo pojo) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        members.put(name(field), value(value));
      }
    }
    return members;
  }

  private @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case SdkPojo pojo -> members(pojo);
      case SdkBytes bytes -> text(bytes.asByteArrayUnsafe());
      case Instant time -> times == Times.ISO ? time.toString() : (Object) time.toEpochMilli();
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      case Document document -> document(document);
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> Double.parseDouble(number.toString());
      case Long _, Double _, BigDecimal _, Boolean _, String _ -> value;
      default -> value.toString();
    };
  }

  private List<@Nullable Object> list(List<?> list) {
    List<@Nullable Object> items = new ArrayList<>();
    list.forEach(item -> items.add(value(item)));
    return items;
  }

  private Map<String, @Nullable Object> map(Map<?, ?> map) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((name, member) -> members.put(String.valueOf(name), value(member)));
    return members;
  }

  private @Nullable Object document(Document document) {
    if (document.isNumber()) {
      BigDecimal number = document.asNumber().bigDecimalValue();
      return number.scale() <= 0 && number.precision() < 19 ? (Object) number.longValue() : number;
    }
    if (document.isList()) {
      return document.asList().stream().map(this::document).toList();
    }
    return document.isMap() ? map(document.asMap()) : document.unwrap();
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Base64.getEncoder().encodeToString(bytes);
    }
  }
}
