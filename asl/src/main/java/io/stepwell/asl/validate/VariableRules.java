package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.validate.Finding.Code;

/// Names of variables (States Language, "Variables").
final class VariableRules {
  private static final int MAX_LENGTH = 80;

  private VariableRules() {}

  /// Checks a member of `Assign`.
  ///
  /// @param dollar whether `name.$` stands for `name`
  static void name(Element member, boolean dollar, Findings findings) {
    String name = variable(member, dollar);
    if (name.equals("states")) {
      findings.error(
          Code.RESERVED_VARIABLE_NAME, member, "Cannot assign to reserved variable '$states'.");
    } else if (!isIdentifier(name)) {
      findings.error(
          Code.INVALID_VARIABLE_NAME,
          member,
          "Invalid variable name '" + name + "': the variable name contains invalid characters.");
    } else if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
      findings.error(
          Code.INVALID_VARIABLE_NAME,
          member,
          "Invalid variable name '"
              + name
              + "': the variable name exceeds the 80-character limit.");
    }
  }

  /// The variable that a member of `Assign` sets.
  static String variable(Element member, boolean dollar) {
    String name = member.name();
    return dollar && name.endsWith(".$") ? name.substring(0, name.length() - 2) : name;
  }

  /// Unicode's identifiers (UAX #31).
  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && name.codePoints()
            .allMatch(
                c -> Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }
}
