package io.stepwell.expression.jsonata;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.OutOfFuelException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One `{% … %}`.
///
/// @param text what stands between the delimiters
/// @param location the path of the field inside the state, such as `Output/values[0]`
record JsonataExpression(String text, String location, Node root, Set<String> variables)
    implements Template {

  /// @throws JsonataError when the text is not JSONata
  static JsonataExpression compile(String text, String location) {
    Node root = parse(text);
    return new JsonataExpression(text, location, root, References.of(root).variables());
  }

  static Node parse(String text) {
    try {
      return Analyzer.analyze(Parser.parse(text));
    } catch (StackOverflowError _) {
      throw JsonataError.depth(); // the parser's bound is meant to come first, on any stack
    }
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    try {
      Object value = new Evaluation(scope).evaluate(root);
      if (value == Undefined.VALUE) {
        throw failure("returned nothing (undefined).");
      }
      return Results.toJson(value, scope.meter());
    } catch (JsonataError e) {
      throw failure("threw an error during evaluation" + e.ending());
    } catch (Results.Unsupported _) {
      throw failure("returned an unsupported result type.");
    } catch (StackOverflowError _) {
      throw failure("threw an error during evaluation" + JsonataError.depth().ending());
    } catch (OutOfMemoryError _) {
      throw failure("threw an error during evaluation" + JsonataError.memory().ending());
    } catch (OutOfFuelException _) {
      throw new OutOfFuelException(
          failure(
              "threw an error during evaluation: Expression evaluation timeout: Check for infinite"
                  + " loop"));
    } catch (EvaluationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure("threw an internal error during evaluation: " + e.getMessage());
    }
  }

  private EvaluationException failure(String what) {
    return EvaluationException.query(
        "The JSONata expression '%s' specified for the field '%s' %s"
            .formatted(text, location, what),
        location);
  }

  EvaluationException unexpectedType(@Nullable Object value, JsonType expected) {
    return failure(
        "returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
            .formatted(
                expected.text(), JsonType.of(value).text(), io.stepwell.json.Json.write(value)));
  }
}
