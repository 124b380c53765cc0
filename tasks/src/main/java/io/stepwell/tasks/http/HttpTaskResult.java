package io.stepwell.tasks.http;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What becomes of a response: `Headers`, `ResponseBody`, `StatusCode` and `StatusText` of a 2xx,
/// an error named by the status of any other.
final class HttpTaskResult {
  /// AWS's limit of a payload.
  static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_CAUSE_CHARS = 32_768;
  private static final Pattern BINARY =
      Pattern.compile("application/octet-stream|(image|video|audio)/.*");
  private static final Pattern CHARSET = Pattern.compile(".*;\\s*charset=\"?([^\";\\s]+).*");

  private HttpTaskResult() {}

  static TaskOutcome of(HttpReply reply) {
    return reply.succeeded() ? succeeded(reply, "http") : failed(reply.status(), cause(reply));
  }

  /// @param service as AWS names it when the result is too large
  static TaskOutcome succeeded(HttpReply reply, String service) {
    String type = contentType(reply);
    String text = BINARY.matcher(mediaType(type)).matches() ? null : text(reply.body(), type);
    if (text == null) {
      return new TaskOutcome.Failed(
          "States.Runtime",
          "The response has the content type '%s' or is no text; a state takes only text"
              .formatted(type));
    }
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("Headers", reply.headers());
    result.put("ResponseBody", value(text, type));
    result.put("StatusCode", reply.status());
    result.put("StatusText", reply.reason());
    Payload output = Payload.of(result);
    return output.size() > MAX_BYTES ? tooLarge(service) : new TaskOutcome.Succeeded(output);
  }

  static TaskOutcome failed(int status, @Nullable String cause) {
    return new TaskOutcome.Failed("States.Http.StatusCode." + status, cause);
  }

  static TaskOutcome tooLarge(String service) {
    return new TaskOutcome.Failed(
        "States.DataLimitExceeded",
        "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
            .formatted(service));
  }

  /// The body of an answer that is an error, cut to what a cause may have.
  static String cause(HttpReply reply) {
    String text = reply.body().size() == 0 ? reply.reason() : reply.body().text();
    return text.length() <= MAX_CAUSE_CHARS ? text : text.substring(0, MAX_CAUSE_CHARS);
  }

  /// JSON where the response says so, or says nothing and it is; otherwise text.
  private static @Nullable Object value(String text, String type) {
    String media = mediaType(type);
    boolean json = media.isEmpty() || media.endsWith("/json") || media.endsWith("+json");
    if (!json || text.isBlank()) {
      return text;
    }
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      return text; // as AWS does; the content type was wrong
    }
  }

  private static @Nullable String text(HttpBody body, String type) {
    try {
      return charset(type).newDecoder().decode(ByteBuffer.wrap(body.bytes())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static Charset charset(String type) {
    Matcher matcher = CHARSET.matcher(type);
    try {
      return matcher.matches() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static String contentType(HttpReply reply) {
    String type = reply.header("content-type");
    return type == null ? "" : type;
  }

  private static String mediaType(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
