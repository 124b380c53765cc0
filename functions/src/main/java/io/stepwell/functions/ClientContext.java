package io.stepwell.functions;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller tells a function beside its input: a JSON object, in base64 where it is sent
/// (Lambda, `X-Amz-Client-Context`), and as text in one line where the function reads it.
public final class ClientContext {
  /// AWS's limit, in base64.
  private static final int MAX_BYTES = 3583;

  private ClientContext() {}

  /// The text; null when there is none.
  public static @Nullable String text(@Nullable String base64) {
    if (base64 == null) {
      return null;
    }
    try {
      if (base64.length() <= MAX_BYTES
          && Json.parse(Base64.getDecoder().decode(base64)) instanceof Map<?, ?> members) {
        return ascii(Json.write(members));
      }
    } catch (IllegalArgumentException | JsonException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    throw refused("it must be a JSON object in base64 of at most " + MAX_BYTES + " bytes");
  }

  /// It travels in a header.
  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    json.chars()
        .forEach(
            c -> {
              if (c < 0x7f) {
                text.append((char) c);
              } else {
                text.append(String.format("\\u%04x", c));
              }
            });
    return text.toString();
  }

  private static FunctionException refused(String why) {
    return new FunctionException(
        "InvalidRequestContentException", 400, "Client context could not be read: " + why);
  }
}
