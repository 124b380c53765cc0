package io.stepwell.tasks.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The connections that are configured, found by the ARN that a definition names.
///
/// Only the name in the ARN is looked at, and the id where one is configured: a definition that was
/// written for AWS runs here without another ARN.
public final class Connections {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-zA-Z-]*:events:[a-z0-9-]*:\\d{12}:connection/(?<name>[.\\-_A-Za-z0-9]{1,64})(/(?<id>[-A-Za-z0-9]{1,64}))?");

  private final Map<String, Connection> byName = new HashMap<>();

  public Connections(Collection<Connection> all) {
    all.forEach(each -> byName.put(each.name(), each));
  }

  static boolean isArn(String text) {
    return ARN.matcher(text).matches();
  }

  /// @param account whose execution asks
  @Nullable Connection find(String arn, String account) {
    Matcher matcher = ARN.matcher(arn);
    Connection found = matcher.matches() ? byName.get(matcher.group("name")) : null;
    if (found == null
        || (found.account() != null && !found.account().equals(account))
        || (found.id() != null && !Objects.equals(found.id(), matcher.group("id")))) {
      return null;
    }
    return found;
  }
}
