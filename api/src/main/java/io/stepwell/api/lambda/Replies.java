package io.stepwell.api.lambda;

import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.functions.FunctionException;
import io.stepwell.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The forms of the Lambda API's answers.
final class Replies {
  /// AWS's page holds 50 things at most.
  private static final int MAX_ITEMS = 50;

  private Replies() {}

  static Reply json(int status, Map<String, ?> answer) {
    return Reply.of(status, "application/json", Json.writeBytes(answer));
  }

  /// A page of a list, as `Marker` and `MaxItems` of the request say. A marker is the key of the last
  /// item before, so that a page is right whatever is made and deleted meanwhile.
  ///
  /// @param all in the order of their keys
  static <T> Reply page(
      Request request,
      String member,
      List<T> all,
      Function<T, String> key,
      Function<T, Map<String, @Nullable Object>> describe) {
    String marker = marker(request);
    int max = Math.clamp(maxItems(request), 1, MAX_ITEMS);
    List<T> rest =
        all.stream()
            .dropWhile(item -> marker != null && key.apply(item).compareTo(marker) <= 0)
            .limit(max + 1L)
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(member, rest.stream().limit(max).map(describe).toList());
    if (rest.size() > max) {
      byte[] last = key.apply(rest.get(max - 1)).getBytes(StandardCharsets.UTF_8);
      answer.put("NextMarker", Base64.getUrlEncoder().withoutPadding().encodeToString(last));
    }
    return json(200, answer);
  }

  private static @Nullable String marker(Request request) {
    String text = request.query("Marker");
    try {
      return text == null
          ? null
          : new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("Marker '" + text + "' is none that was given");
    }
  }

  private static int maxItems(Request request) {
    String text = request.query("MaxItems");
    try {
      return text == null ? MAX_ITEMS : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid("MaxItems '" + text + "' is not a number");
    }
  }

  private static FunctionException invalid(String message) {
    return new FunctionException("InvalidParameterValueException", 400, message);
  }
}
