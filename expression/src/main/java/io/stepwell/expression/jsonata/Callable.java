package io.stepwell.expression.jsonata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function as a value.
sealed interface Callable {
  /// How many arguments a function that takes functions passes to it at most.
  int arity();

  /// What a function written in Java does with arguments that fit its signature.
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(List<@Nullable Object> arguments, Evaluation evaluation);
  }

  record Builtin(String name, Signature signature, int arity, Body body) implements Callable {}

  /// A function written in the expression, with the surroundings in which it was.
  record Closure(Node.Function function, Frame frame, @Nullable Object context)
      implements Callable {
    @Override
    public int arity() {
      return function.parameters.size();
    }
  }

  /// A function some of whose arguments are already given; the others are [Partial#OPEN].
  record Partial(Callable target, List<@Nullable Object> given) implements Callable {
    static final Object OPEN = new Object();

    @Override
    public int arity() {
      return (int) given.stream().filter(argument -> argument == OPEN).count();
    }

    List<@Nullable Object> complete(List<@Nullable Object> arguments) {
      List<@Nullable Object> all = new ArrayList<>(given);
      int next = 0;
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i) == OPEN) {
          all.set(i, next < arguments.size() ? arguments.get(next) : Undefined.VALUE);
          next++;
        }
      }
      return Collections.unmodifiableList(all);
    }
  }

  /// `first ~> second`.
  record Chain(Callable first, Callable second) implements Callable {
    @Override
    public int arity() {
      return 1;
    }
  }

  /// A regular expression: finds its first match in a text.
  record Matcher(java.util.regex.Pattern pattern) implements Callable {
    @Override
    public int arity() {
      return 2;
    }
  }

  /// Finds the next match.
  record NextMatch(Match match) implements Callable {
    @Override
    public int arity() {
      return 0;
    }
  }

  /// `|pattern|update|`.
  record Transformer(Node.Transform transform, Frame frame) implements Callable {
    @Override
    public int arity() {
      return 1;
    }
  }
}
