package io.stepwell.asl.compile;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.Condition;
import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.DataFlow.ResultTarget;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.Setting;
import io.stepwell.expression.Template;
import io.stepwell.expression.jsonata.JsonataTemplate;
import io.stepwell.expression.jsonpath.ReferencePath;
import org.jspecify.annotations.Nullable;

/// The fields of a JSONata state.
final class JsonataFields extends Fields {
  private static final ResultTarget REPLACE = new ResultTarget.At(ReferencePath.compile("$"));

  JsonataFields(Element state) {
    super(state);
  }

  @Override
  QueryLanguage language() {
    return QueryLanguage.JSONATA;
  }

  @Override
  Template template(Element value) {
    return JsonataTemplate.compile(value.value(), location(value));
  }

  @Override
  @Nullable Setting setting(Element object, String field) {
    Element value = object.member(field);
    if (value == null) {
      return null;
    }
    return isExpression(value)
        ? new Setting.ByExpression(location(value), template(value))
        : new Setting.Fixed(value.value());
  }

  private static boolean isExpression(Element value) {
    String text = value.text();
    return text != null && text.startsWith("{%");
  }

  @Override
  @Nullable Setting failure(String field) {
    return setting(state(), field);
  }

  @Override
  @Nullable Setting role(Element credentials) {
    return setting(credentials, "RoleArn");
  }

  @Override
  @Nullable Setting items() {
    Element items = state().member("Items");
    return items == null ? null : new Setting.ByExpression("Items", template(items));
  }

  @Override
  @Nullable Template itemSelector() {
    return template(state(), "ItemSelector");
  }

  @Override
  @Nullable Template parameters(Element readerOrWriter) {
    return template(readerOrWriter, "Arguments");
  }

  @Override
  DataFlow flow() {
    return new DataFlow.Jsonata(
        template(state(), "Arguments"), template(state(), "Output"), assign(state()));
  }

  @Override
  ResultTarget resultTarget(Element stateOrCatcher) {
    return REPLACE;
  }

  @Override
  @Nullable Template output(Element catcherOrRule) {
    return template(catcherOrRule, "Output");
  }

  @Override
  Condition condition(Element rule) {
    return new Condition.Expression(template(rule.required("Condition")));
  }
}
