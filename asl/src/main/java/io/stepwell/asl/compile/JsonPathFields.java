package io.stepwell.asl.compile;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.Condition;
import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.DataFlow.ResultTarget;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.Setting;
import io.stepwell.expression.Template;
import io.stepwell.expression.jsonpath.Path;
import io.stepwell.expression.jsonpath.PayloadTemplate;
import io.stepwell.expression.jsonpath.ReferencePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a JSONPath state.
final class JsonPathFields extends Fields {
  private static final Path WHOLE = Path.compile("$");
  private static final ResultTarget REPLACE = new ResultTarget.At(ReferencePath.compile("$"));

  JsonPathFields(Element state) {
    super(state);
  }

  @Override
  QueryLanguage language() {
    return QueryLanguage.JSONPATH;
  }

  @Override
  Template template(Element value) {
    return noted(PayloadTemplate.compile(value.value()));
  }

  @Override
  @Nullable Setting setting(Element object, String field) {
    Element value = object.member(field);
    return value == null ? byPath(object, field + "Path") : new Setting.Fixed(value.value());
  }

  private @Nullable Setting byPath(Element object, String field) {
    String text = object.text(field);
    return text == null ? null : new Setting.ByPath(field, noted(Path.compile(text)));
  }

  @Override
  @Nullable Setting failure(String field) {
    Element value = state().member(field);
    return value == null ? byExpression(state(), field + "Path") : new Setting.Fixed(value.value());
  }

  @Override
  @Nullable Setting role(Element credentials) {
    Setting dynamic = byExpression(credentials, "RoleArn.$");
    return dynamic == null ? new Setting.Fixed(credentials.text("RoleArn")) : dynamic;
  }

  /// A field that holds a path or an intrinsic call.
  private @Nullable Setting byExpression(Element object, String field) {
    String text = object.text(field);
    if (text == null || text.startsWith("$")) {
      return byPath(object, field);
    }
    return new Setting.ByExpression(field, noted(PayloadTemplate.compileExpression(text)));
  }

  @Override
  @Nullable Setting items() {
    return byPath(state(), "ItemsPath");
  }

  @Override
  @Nullable Template itemSelector() {
    return template(state(), state().has("ItemSelector") ? "ItemSelector" : "Parameters");
  }

  @Override
  @Nullable Template parameters(Element readerOrWriter) {
    return template(readerOrWriter, "Parameters");
  }

  @Override
  DataFlow flow() {
    boolean map = state().has("ItemProcessor") || state().has("Iterator");
    return new DataFlow.Paths(
        filter("InputPath"),
        map ? null : template(state(), "Parameters"),
        template(state(), "ResultSelector"),
        resultTarget(state()),
        filter("OutputPath"),
        assign(state()));
  }

  /// InputPath or OutputPath.
  private @Nullable Path filter(String field) {
    Element value = state().member(field);
    if (value == null) {
      return WHOLE;
    }
    return value.isNull() ? null : noted(Path.compile(requiredText(state(), field)));
  }

  @Override
  ResultTarget resultTarget(Element stateOrCatcher) {
    Element value = stateOrCatcher.member("ResultPath");
    if (value == null) {
      return REPLACE;
    }
    return value.isNull()
        ? new ResultTarget.Discard()
        : new ResultTarget.At(ReferencePath.compile(requiredText(stateOrCatcher, "ResultPath")));
  }

  @Override
  @Nullable Template output(Element catcherOrRule) {
    return null;
  }

  @Override
  Condition condition(Element rule) {
    for (Element member : rule.members()) {
      switch (member.name()) {
        case "And" -> {
          return new Condition.And(conditions(member));
        }
        case "Or" -> {
          return new Condition.Or(conditions(member));
        }
        case "Not" -> {
          return new Condition.Not(condition(member));
        }
        default -> {}
      }
    }
    return comparison(rule);
  }

  private List<Condition> conditions(Element list) {
    return list.items().stream().map(this::condition).toList();
  }

  private Condition comparison(Element rule) {
    Path variable = noted(Path.compile(requiredText(rule, "Variable")));
    for (Condition.Operator operator : Condition.Operator.values()) {
      Element literal = rule.member(operator.text());
      if (literal != null) {
        return new Condition.Comparison(variable, operator, literal.value(), null);
      }
      String path = rule.text(operator.text() + "Path");
      if (path != null) {
        return new Condition.Comparison(variable, operator, null, noted(Path.compile(path)));
      }
    }
    throw new IllegalStateException("validation let pass " + rule + " without an operator");
  }
}
