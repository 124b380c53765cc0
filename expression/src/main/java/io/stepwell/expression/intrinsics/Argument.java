package io.stepwell.expression.intrinsics;

import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An argument of an intrinsic call.
sealed interface Argument {
  @Nullable Object value(Scope scope);

  default void collectVariables(Set<String> names) {}

  /// A number, `true`, `false` or `null`.
  record Literal(@Nullable Object literal) implements Argument {
    @Override
    public @Nullable Object value(Scope scope) {
      return literal;
    }
  }

  /// A text in single quotes.
  ///
  /// @param raw as written, because Format tells `{}` from `\{\}`
  record Text(String raw, String text) implements Argument {
    @Override
    public String value(Scope scope) {
      return text;
    }
  }

  record Path(Template path) implements Argument {
    @Override
    public @Nullable Object value(Scope scope) {
      return path.evaluate(scope);
    }

    @Override
    public void collectVariables(Set<String> names) {
      names.addAll(path.variables());
    }
  }

  record Call(Intrinsic function, List<Argument> arguments) implements Argument {
    @Override
    public @Nullable Object value(Scope scope) {
      scope.meter().burn(1);
      if (function == Intrinsic.FORMAT) {
        return Format.format(arguments, scope);
      }
      List<@Nullable Object> values = new ArrayList<>(arguments.size());
      for (Argument argument : arguments) {
        values.add(argument.value(scope));
      }
      return function.apply(new Arguments(function, values, scope));
    }

    @Override
    public void collectVariables(Set<String> names) {
      arguments.forEach(argument -> argument.collectVariables(names));
    }

    Set<String> variables() {
      Set<String> names = new LinkedHashSet<>();
      collectVariables(names);
      return Set.copyOf(names);
    }
  }
}
