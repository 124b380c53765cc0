package io.stepwell.expression.jsonata;

import java.util.List;

/// The replacement text of `$replace`: `$0` is the match, `$1` the first group, `$$` a dollar sign.
final class Substitution {
  private Substitution() {}

  static String fill(String template, String match, List<?> groups) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (int dollar = template.indexOf('$'); dollar >= 0; dollar = template.indexOf('$', at)) {
      result.append(template, at, dollar);
      at = dollar + 1;
      char c = at < template.length() ? template.charAt(at) : 0;
      if (c == '$') {
        result.append('$');
        at++;
      } else if (c == '0') {
        result.append(match);
        at++;
      } else if (c >= '1' && c <= '9') {
        at = group(template, at, groups, result);
      } else {
        result.append('$');
      }
    }
    return result.append(template, at, template.length()).toString();
  }

  /// Takes as many digits as name a group that exists, so that `$12` may be group 1 and a `2`.
  private static int group(String template, int at, List<?> groups, StringBuilder result) {
    int digits = groups.isEmpty() ? 1 : String.valueOf(groups.size()).length();
    int end = at;
    while (end < template.length()
        && end - at < digits
        && Character.isDigit(template.charAt(end))) {
      end++;
    }
    int index = Integer.parseInt(template.substring(at, end));
    if (end - at > 1 && index > groups.size()) {
      end--;
      index /= 10;
    }
    if (index >= 1 && index <= groups.size()) {
      Object group = groups.get(index - 1);
      result.append(group == null ? "" : group);
    }
    return end;
  }
}
