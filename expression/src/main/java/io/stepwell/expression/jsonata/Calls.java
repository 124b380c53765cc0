package io.stepwell.expression.jsonata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls of functions, of any kind. A call in tail position comes back as a closure without
/// parameters (a thunk) and is made in a loop, so that it nests nothing.
final class Calls {
  private final Evaluation evaluation;

  Calls(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  @Nullable Object call(Node.Call call, @Nullable Object context, Frame frame) {
    return call.partial
        ? partial(call, context, frame)
        : call(call, new ArrayList<>(), context, frame);
  }

  private @Nullable Object call(
      Node.Call call, List<@Nullable Object> first, @Nullable Object context, Frame frame) {
    Object procedure = evaluation.evaluate(call.procedure, context, frame);
    List<@Nullable Object> arguments = first;
    if (procedure == Undefined.VALUE) {
      String name = forgottenDollar(call, frame);
      if (name != null) {
        throw JsonataError.of("T1005", name);
      }
    }
    for (Node argument : call.arguments) {
      arguments.add(argument == null ? null : evaluation.evaluate(argument, context, frame));
    }
    return apply(procedure, arguments, context, name(call));
  }

  /// The name of a function that was written without its `$`.
  private @Nullable String forgottenDollar(Node.Call call, Frame frame) {
    return call.procedure instanceof Node.Path path
            && path.steps.getFirst() instanceof Node.Name name
            && evaluation.variable(name.name, frame) != Undefined.VALUE
        ? name.name
        : null;
  }

  private static String name(Node.Call call) {
    return call.procedure instanceof Node.Variable variable ? variable.name : "";
  }

  private Object partial(Node.Call call, @Nullable Object context, Frame frame) {
    List<@Nullable Object> given = new ArrayList<>();
    for (Node argument : call.arguments) {
      given.add(
          argument == null ? Callable.Partial.OPEN : evaluation.evaluate(argument, context, frame));
    }
    Object procedure = evaluation.evaluate(call.procedure, context, frame);
    if (procedure instanceof Callable target) {
      return new Callable.Partial(target, Collections.unmodifiableList(given));
    }
    String name = forgottenDollar(call, frame);
    throw name == null ? JsonataError.of("T1008") : JsonataError.of("T1007", name);
  }

  /// `left ~> right`.
  @Nullable Object chain(Node.Apply apply, @Nullable Object context, Frame frame) {
    Object left = evaluation.evaluate(apply.left, context, frame);
    if (apply.right instanceof Node.Call call && !call.partial && isBare(call)) {
      List<@Nullable Object> first = new ArrayList<>();
      first.add(left);
      return call(call, first, context, frame);
    }
    Object right = evaluation.evaluate(apply.right, context, frame);
    if (!(right instanceof Callable function)) {
      throw JsonataError.of("T2006");
    }
    if (left instanceof Callable first) {
      return new Callable.Chain(first, function);
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(left);
    return apply(function, arguments, Undefined.VALUE, "");
  }

  private static boolean isBare(Node.Call call) {
    return call.predicates.isEmpty() && call.group == null;
  }

  /// @param name how the call names the function, for errors
  @Nullable Object apply(
      @Nullable Object procedure,
      List<@Nullable Object> arguments,
      @Nullable Object context,
      String name) {
    Object result = once(procedure, arguments, context, name);
    while (result instanceof Callable.Closure thunk && thunk.function().thunk) {
      if (!(thunk.function().body instanceof Node.Call tail)) {
        throw new IllegalStateException("a thunk is a call");
      }
      Object next = evaluation.evaluate(tail.procedure, thunk.context(), thunk.frame());
      List<@Nullable Object> values = new ArrayList<>();
      for (Node argument : tail.arguments) {
        values.add(
            argument == null
                ? null
                : evaluation.evaluate(argument, thunk.context(), thunk.frame()));
      }
      result = once(next, values, context, name(tail));
    }
    return result;
  }

  private @Nullable Object once(
      @Nullable Object procedure,
      List<@Nullable Object> arguments,
      @Nullable Object context,
      String name) {
    evaluation.meter().burn(1);
    if (!(procedure instanceof Callable callable)) {
      throw JsonataError.of("T1006");
    }
    return switch (callable) {
      case Callable.Builtin builtin ->
          builtin
              .body()
              .apply(
                  builtin
                      .signature()
                      .validate(arguments, context, name.isEmpty() ? builtin.name() : name),
                  evaluation);
      case Callable.Closure closure -> closure(closure, arguments, context, name);
      case Callable.Partial partial ->
          apply(partial.target(), partial.complete(arguments), context, name);
      case Callable.Chain(Callable first, Callable second) -> {
        List<@Nullable Object> between = new ArrayList<>();
        between.add(apply(first, arguments, context, name));
        yield apply(second, between, context, name);
      }
      case Callable.Matcher(var pattern) ->
          argument(arguments, 0) instanceof String text
              ? match(Match.find(pattern, text, 0, evaluation.meter()))
              : Undefined.VALUE;
      case Callable.NextMatch(Match match) -> match(match.next(evaluation.meter()));
      case Callable.Transformer transformer -> transform(transformer, argument(arguments, 0));
    };
  }

  private static @Nullable Object argument(List<@Nullable Object> arguments, int i) {
    return i < arguments.size() ? arguments.get(i) : Undefined.VALUE;
  }

  private static Object match(@Nullable Match match) {
    return match == null ? Undefined.VALUE : match.value();
  }

  private @Nullable Object closure(
      Callable.Closure closure,
      List<@Nullable Object> arguments,
      @Nullable Object context,
      String name) {
    Node.Function function = closure.function();
    Signature signature = function.signature;
    List<@Nullable Object> values =
        signature == null ? arguments : signature.validate(arguments, context, name);
    Frame frame = new Frame(closure.frame());
    for (int i = 0; i < function.parameters.size(); i++) {
      frame.bind(function.parameters.get(i), argument(values, i));
    }
    return evaluation.evaluate(function.body, closure.context(), frame);
  }

  /// Calls a function that was given to a function, with as many arguments as it takes.
  @Nullable Object callBack(Callable function, @Nullable Object... arguments) {
    int count = Math.max(1, Math.min(function.arity(), arguments.length));
    List<@Nullable Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(arguments[i]);
    }
    return apply(function, values, Undefined.VALUE, "");
  }

  private @Nullable Object transform(Callable.Transformer transformer, @Nullable Object subject) {
    if (subject == Undefined.VALUE) {
      return Undefined.VALUE;
    }
    if (!(subject instanceof Map || subject instanceof List)) {
      throw JsonataError.of("T0410", 1L, Undefined.VALUE);
    }
    Node.Transform transform = transformer.transform();
    Object copy = copy(subject);
    Object found = evaluation.evaluate(transform.pattern, copy, transformer.frame());
    if (found != Undefined.VALUE) {
      for (Object match : found instanceof List<?> list ? list : Sequence.of(found)) {
        change(transform, match, transformer.frame());
      }
    }
    return copy;
  }

  private void change(Node.Transform transform, @Nullable Object match, Frame frame) {
    Object update = evaluation.evaluate(transform.update, match, frame);
    if (update != Undefined.VALUE) {
      if (!(update instanceof Map<?, ?> members)) {
        throw JsonataError.of("T2011", update);
      }
      if (match instanceof List) {
        return; // an array's members are not printed
      }
      if (!(match instanceof Map<?, ?>)) {
        throw JsonataError.uncoded(
            "The insert/update clause of the transform expression can't change "
                + JsonText.forMessage(match));
      }
      Evaluation.tuple(match).putAll(Evaluation.tuple(members));
    }
    Node delete = transform.delete;
    Object deletions = delete == null ? Undefined.VALUE : evaluation.evaluate(delete, match, frame);
    if (deletions == Undefined.VALUE) {
      return;
    }
    List<?> names = deletions instanceof List<?> list ? list : Sequence.of(deletions);
    if (!names.stream().allMatch(String.class::isInstance)) {
      throw JsonataError.of("T2012", deletions);
    }
    if (match instanceof Map<?, ?> object) {
      names.forEach(object::remove);
    }
  }

  /// A deep copy that may be changed.
  private @Nullable Object copy(@Nullable Object value) {
    evaluation.meter().burn(1);
    return switch (value) {
      case Map<?, ?> object -> {
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(object.size());
        object.forEach((name, member) -> copy.put((String) name, copy(member)));
        yield copy;
      }
      case List<?> array -> {
        List<@Nullable Object> copy = new ArrayList<>(array.size());
        array.forEach(item -> copy.add(copy(item)));
        yield copy;
      }
      case null, default -> value;
    };
  }
}
