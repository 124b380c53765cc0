package io.stepwell.api.logs;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The members of a request, checked when they are read.
final class Parameters {
  private static final Pattern GROUP = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");

  private final Map<?, ?> members;

  Parameters(Map<?, ?> members) {
    this.members = members;
  }

  @Nullable String text(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw LogsException.unreadable("'%s' must be a string".formatted(name));
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  long number(String name, long otherwise) {
    Object value = members.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw LogsException.unreadable("'%s' must be a number".formatted(name));
  }

  int limit(int max) {
    long limit = number("limit", max);
    if (limit < 1 || limit > max) {
      throw LogsException.invalid(
          "1 validation error detected: Value '%d' at 'limit' failed to satisfy constraint: Member must have value between 1 and %d"
              .formatted(limit, max));
    }
    return (int) limit;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  List<?> list(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }

  /// The group that a request is about, by name or by ARN.
  String group() {
    String identifier = text("logGroupIdentifier");
    String name = identifier == null ? text("logGroupName") : nameIn(identifier);
    if (name == null || !GROUP.matcher(name).matches()) {
      throw LogsException.invalid(
          name == null
              ? "1 validation error detected: Value null at 'logGroupName' failed to satisfy"
                  + " constraint: Member must not be null"
              : "1 validation error detected: Value '%s' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"
                  .formatted(name));
    }
    return name;
  }

  /// `arn:aws:logs:REGION:ACCOUNT:log-group:NAME` with or without `:*`, or a name.
  static String nameIn(String identifier) {
    String marker = ":log-group:";
    int at = identifier.indexOf(marker);
    String name = at < 0 ? identifier : identifier.substring(at + marker.length());
    return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
  }
}
