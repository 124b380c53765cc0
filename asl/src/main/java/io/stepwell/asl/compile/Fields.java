package io.stepwell.asl.compile;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.Condition;
import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.Setting;
import io.stepwell.expression.Template;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compiles the expressions of one state in its query language, and remembers which variables they
/// read.
abstract sealed class Fields permits JsonPathFields, JsonataFields {
  private final Element state;
  private final Set<String> variables = new TreeSet<>();

  Fields(Element state) {
    this.state = state;
  }

  static Fields of(Element state, QueryLanguage language) {
    return switch (language) {
      case JSONPATH -> new JsonPathFields(state);
      case JSONATA -> new JsonataFields(state);
    };
  }

  abstract QueryLanguage language();

  /// Any JSON with expressions in it.
  abstract Template template(Element value);

  /// A field given as a value, by path (under its name with `Path`), or by expression; null when
  /// absent.
  abstract @Nullable Setting setting(Element object, String field);

  /// `Error` or `Cause` of a Fail state.
  abstract @Nullable Setting failure(String field);

  /// `RoleArn` of a Task's Credentials.
  abstract @Nullable Setting role(Element credentials);

  /// What a Map iterates over; null takes the effective input.
  abstract @Nullable Setting items();

  /// What each iteration of a Map is given; null is the item itself.
  abstract @Nullable Template itemSelector();

  /// What a reader or writer is called with.
  abstract @Nullable Template parameters(Element readerOrWriter);

  abstract DataFlow flow();

  abstract DataFlow.ResultTarget resultTarget(Element stateOrCatcher);

  /// The output of a catcher or a choice rule.
  abstract @Nullable Template output(Element catcherOrRule);

  abstract Condition condition(Element rule);

  @Nullable Template template(Element object, String field) {
    Element value = object.member(field);
    return value == null ? null : template(value);
  }

  @Nullable Template assign(Element object) {
    return template(object, "Assign");
  }

  Element state() {
    return state;
  }

  /// The value's path inside the state, such as `Catch[0]/Output`.
  String location(Element value) {
    return value.path().substring(state.path().length() + 1);
  }

  /// The names of the variables that were read so far, sorted.
  Set<String> variables() {
    return Collections.unmodifiableSet(variables);
  }

  <T extends Template> T noted(T template) {
    variables.addAll(template.variables());
    return template;
  }

  static String requiredText(Element object, String field) {
    String text = object.text(field);
    if (text == null) {
      throw new IllegalStateException("validation let pass " + object + " without " + field);
    }
    return text;
  }
}
