package io.stepwell.server.observe;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which log group a machine logs to: always one of its own account.
record LogGroupName(String account, String region, String name) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:[a-z-]+:logs:([a-z0-9-]+):\\d{12}:log-group:([.\\-_/#A-Za-z0-9]{1,512})(:\\*)?");

  private static final int MAX_FILE_NAME = 200;

  /// Null when this is no log group's ARN.
  ///
  /// @param account the machine's
  static @Nullable LogGroupName of(String account, String arn) {
    Matcher matcher = ARN.matcher(arn);
    return matcher.matches() ? new LogGroupName(account, matcher.group(1), matcher.group(2)) : null;
  }

  /// A file name of its own for each group's name, which may hold slashes, be `..`, or be longer
  /// than file names are. The signs `~` and `=` are in no group's name.
  static String directory(String group) {
    String flat = group.replace('/', '~');
    if (flat.length() > MAX_FILE_NAME) {
      UUID hash = UUID.nameUUIDFromBytes(group.getBytes(StandardCharsets.UTF_8));
      return "=" + flat.substring(0, MAX_FILE_NAME - 50) + "=" + hash;
    }
    return flat.startsWith(".") ? "=" + flat : flat;
  }
}
