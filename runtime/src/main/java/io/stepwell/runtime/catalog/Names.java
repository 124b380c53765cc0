package io.stepwell.runtime.catalog;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;

/// The rule for the names of state machines, executions and activities: 1 to 80 characters, none of
/// them white space, a control character, a surrogate, or one of a list of marks.
public final class Names {
  private static final int MAX = 80;
  private static final String FORBIDDEN = "<>{}[]?*\"#%\\^|~`$&,;:/";

  private Names() {}

  /// @throws CallerException InvalidName, in AWS's words
  public static String check(String name) {
    boolean valid = !name.isEmpty() && name.length() <= MAX;
    for (int i = 0; valid && i < name.length(); i++) {
      valid = allowed(name.charAt(i));
    }
    if (!valid) {
      throw new CallerException(ErrorCode.INVALID_NAME, "Invalid Name: '" + name + "'");
    }
    return name;
  }

  private static boolean allowed(char c) {
    return c > 0x20
        && (c < 0x7F || c > 0x9F)
        && !Character.isWhitespace(c)
        && !Character.isSpaceChar(c)
        && !Character.isSurrogate(c)
        && c < 0xFFFE
        && FORBIDDEN.indexOf(c) < 0;
  }
}
