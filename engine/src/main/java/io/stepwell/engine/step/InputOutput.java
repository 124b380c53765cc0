package io.stepwell.engine.step;

import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.DataFlow.ResultTarget;
import io.stepwell.engine.Inspection.Datum;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.expression.jsonpath.Path;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Input and output processing (States Language, "Input and Output Processing", "Data flow").
///
/// JSONPath: raw input → InputPath → Parameters → work → ResultSelector → ResultPath into the raw
/// input → OutputPath. JSONata: Arguments → work → Assign and Output, against one snapshot.
final class InputOutput {
  private InputOutput() {}

  /// What InputPath leaves of the raw input. JSONata: the raw input.
  static Payload effectiveInput(Turn turn, DataFlow flow) {
    return switch (flow) {
      case DataFlow.Jsonata _ -> turn.stateInput();
      case DataFlow.Paths paths -> {
        Payload input = select(turn, paths.inputPath(), turn.stateInput());
        turn.show(Datum.AFTER_INPUT_PATH, input);
        yield input;
      }
    };
  }

  /// What the work is given: Parameters or Arguments.
  static Payload workInput(Turn turn, DataFlow flow, Payload effectiveInput, Scope scope) {
    Template template =
        switch (flow) {
          case DataFlow.Jsonata jsonata -> jsonata.arguments();
          case DataFlow.Paths paths -> paths.parameters();
        };
    Payload input = template == null ? effectiveInput : Payload.of(template.evaluate(scope));
    boolean jsonata = flow instanceof DataFlow.Jsonata;
    turn.show(jsonata ? Datum.AFTER_ARGUMENTS : Datum.AFTER_PARAMETERS, input);
    return input;
  }

  /// The output of a state whose work had a result (Task, Parallel, Map, Pass).
  static Payload outputOfResult(Turn turn, DataFlow flow, Payload result) {
    return switch (flow) {
      case DataFlow.Jsonata jsonata -> {
        Template output = jsonata.output();
        yield output == null
            ? result
            : Payload.of(output.evaluate(jsonataScope(turn).withResult(result.value())));
      }
      case DataFlow.Paths paths -> {
        Template selector = paths.resultSelector();
        Payload selected =
            selector == null
                ? result
                : Payload.of(selector.evaluate(Scopes.of(turn, result.value())));
        turn.show(Datum.AFTER_RESULT_SELECTOR, selected);
        Payload combined = combine(turn, paths.result(), selected);
        turn.show(Datum.AFTER_RESULT_PATH, combined);
        yield select(turn, paths.outputPath(), combined);
      }
    };
  }

  /// The output of a state without a result (Choice, Wait, Succeed).
  static Payload outputOfInput(Turn turn, DataFlow flow, Payload effectiveInput) {
    return switch (flow) {
      case DataFlow.Jsonata jsonata -> {
        Template output = jsonata.output();
        yield output == null ? turn.stateInput() : Payload.of(output.evaluate(jsonataScope(turn)));
      }
      case DataFlow.Paths paths -> select(turn, paths.outputPath(), effectiveInput);
    };
  }

  /// Puts a result, or a catcher's error output, where ResultPath says.
  static Payload combine(Turn turn, ResultTarget target, Payload result) {
    return switch (target) {
      case ResultTarget.Discard _ -> turn.stateInput();
      case ResultTarget.At(var path) ->
          path.isRoot() ? result : Payload.of(path.put(turn.stateInput().value(), result.value()));
    };
  }

  /// `Assign`, with the document that `$` stands for there.
  static Map<String, Payload> assigned(@Nullable Template assign, Scope scope) {
    if (assign == null) {
      return Map.of();
    }
    Map<String, Payload> values = new LinkedHashMap<>();
    if (assign.evaluate(scope) instanceof Map<?, ?> object) {
      object.forEach((name, value) -> values.put((String) name, Payload.of(value)));
    }
    return Collections.unmodifiableMap(values);
  }

  /// The scope of JSONata expressions: `$states.input` is the raw input.
  static Scope jsonataScope(Turn turn) {
    return Scopes.of(turn, turn.stateInput().value());
  }

  /// The scope of an Assign beside a result: JSONPath reads it as `$`, JSONata as
  /// `$states.result`.
  static Scope resultScope(Turn turn, DataFlow flow, Payload result) {
    return switch (flow) {
      case DataFlow.Paths _ -> Scopes.of(turn, result.value());
      case DataFlow.Jsonata _ -> jsonataScope(turn).withResult(result.value());
    };
  }

  /// The scope of an Assign without a result: `$` is the effective input.
  static Scope inputScope(Turn turn, DataFlow flow, Payload effectiveInput) {
    return switch (flow) {
      case DataFlow.Paths _ -> Scopes.of(turn, effectiveInput.value());
      case DataFlow.Jsonata _ -> jsonataScope(turn);
    };
  }

  private static Payload select(Turn turn, @Nullable Path path, Payload document) {
    if (path == null) {
      return Payload.EMPTY_OBJECT;
    }
    return path.text().equals("$")
        ? document
        : Payload.of(path.evaluate(Scopes.of(turn, document.value())));
  }

  /// The text of a value inside a message.
  static String text(@Nullable Object value) {
    return Json.write(value);
  }
}
