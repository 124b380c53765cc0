package io.stepwell.expression.intrinsics;

import io.stepwell.expression.Template;
import java.util.function.Function;

/// Compiles intrinsic calls (States Language, "Intrinsic Functions").
public final class Intrinsics {
  private Intrinsics() {}

  /// Whether the text is meant to be a call, right or wrong.
  public static boolean isCall(String text) {
    return text.startsWith("States.");
  }

  /// @param text such as `States.Format('{} of {}', $.index, States.ArrayLength($.items))`
  /// @param paths compiles the paths among the arguments
  /// @throws IllegalArgumentException with a sentence that names the unknown function, the wrong
  ///     number of arguments, or the place where the syntax is wrong
  public static Template parse(String text, Function<String, Template> paths) {
    Argument.Call call = new IntrinsicParser(text, paths).parse();
    return new IntrinsicExpression(text, call);
  }
}
