package io.stepwell.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Words for a POSIX shell, so that what is printed can be pasted.
final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Shell() {}

  static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /// The launcher, as it is called from the current directory.
  static String launcher() {
    Path here = Path.of("").toAbsolutePath();
    return Home.directory().equals(here)
        ? "./stepwell"
        : word(Home.directory().resolve("stepwell").toString());
  }
}
