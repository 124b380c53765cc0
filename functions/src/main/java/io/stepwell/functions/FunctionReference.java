package io.stepwell.functions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A function as a caller names it: a name, `ACCOUNT:function:NAME`, `function:NAME` or an ARN, each
/// with a qualifier or without.
///
/// @param region the region that was named, if one was
/// @param account the account that was named, if one was
/// @param qualifier a version or alias, if one was named
public record FunctionReference(
    @Nullable String region, @Nullable String account, String name, @Nullable String qualifier) {
  /// The version that is always there.
  public static final String LATEST = "$LATEST";

  static final String PATTERN =
      "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?"
          + "(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?";

  private static final Pattern COMPILED =
      Pattern.compile(
          "(?:arn:aws[a-zA-Z-]*:lambda:)?(?:(?<region>[a-z]{2}(?:-[a-z]+)+-\\d):)?"
              + "(?:(?<account>\\d{12}):)?(?:function:)?"
              + "(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]+))?");

  /// Reads any of the forms; what is none of them is refused as AWS refuses it.
  public static FunctionReference parse(String text) {
    Matcher matcher = COMPILED.matcher(text);
    if (!matcher.matches()) {
      throw FunctionException.violated(
          text, "functionName", "satisfy regular expression pattern: " + PATTERN);
    }
    return new FunctionReference(
        matcher.group("region"),
        matcher.group("account"),
        matcher.group("name"),
        matcher.group("qualifier"));
  }

  /// This reference with a qualifier that was given beside the name.
  FunctionReference qualified(@Nullable String beside) {
    if (beside == null || beside.equals(qualifier)) {
      return this;
    }
    if (qualifier != null) {
      throw FunctionException.invalid(
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new FunctionReference(region, account, name, beside);
  }
}
