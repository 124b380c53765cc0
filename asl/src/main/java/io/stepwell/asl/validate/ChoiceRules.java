package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.Condition.Operator;
import io.stepwell.asl.plan.QueryLanguage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks the rules of a Choice state (States Language, "Choice State").
record ChoiceRules(Values values, PathRules paths, Templates templates, Findings findings) {
  private static final String[] SELECTORS = {"And", "Or", "Not", "Variable", "Condition"};
  private static final Set<String> TOP_ONLY = Set.of("Next", "Assign", "Output");
  private static final Map<String, Operator> OPERATORS = operators();
  private static final List<String> OPERATOR_NAMES = OPERATORS.keySet().stream().sorted().toList();

  /// Every operator by its field, with and without `Path`.
  private static Map<String, Operator> operators() {
    Map<String, Operator> operators = new HashMap<>();
    for (Operator operator : Operator.values()) {
      operators.put(operator.text(), operator);
      if (operator.hasPathForm()) {
        operators.put(operator.text() + "Path", operator);
      }
    }
    return Map.copyOf(operators);
  }

  void check(Element state) {
    values.required(state, "Choices");
    values.string(state, "Default");
    for (Element rule : values.nonEmptyArray(state, "Choices")) {
      rule(rule, true);
    }
  }

  private void rule(Element rule, boolean top) {
    if (!rule.isObject()) {
      values.wrongType(rule, "Object");
      return;
    }
    fields(rule, top);
    values.string(rule, "Comment");
    if (top) {
      values.required(rule, "Next");
      values.string(rule, "Next");
      templates.assign(rule);
      templates.field(rule, "Output");
    }
    if (rule.present(List.of(SELECTORS)).size() != 1) {
      findings.error(
          rule,
          "The object must have only one of the following fields, ["
              + String.join(", ", SELECTORS)
              + "]");
    }
    parts(rule);
  }

  private void fields(Element rule, boolean top) {
    for (Element member : rule.members()) {
      String name = member.name();
      if (isJsonPathField(name)) {
        refuse(rule, member, QueryLanguage.JSONPATH);
      } else if (name.equals("Condition") || (top && name.equals("Output"))) {
        refuse(rule, member, QueryLanguage.JSONATA);
      } else if (!name.equals("Comment") && !(top && TOP_ONLY.contains(name))) {
        findings.errorIn(rule, member, "Field '" + name + "' is not supported");
      }
    }
  }

  private static boolean isJsonPathField(String name) {
    return switch (name) {
      case "And", "Or", "Not", "Variable" -> true;
      default -> OPERATORS.containsKey(name);
    };
  }

  private void refuse(Element rule, Element member, QueryLanguage only) {
    if (values.language() != only) {
      findings.errorIn(rule, member, Shape.wrongLanguage(member.name(), only, values.language()));
    }
  }

  private void parts(Element rule) {
    for (String list : List.of("And", "Or")) {
      values.nonEmptyArray(rule, list).forEach(part -> rule(part, false));
    }
    Element not = values.object(rule, "Not");
    if (not != null) {
      rule(not, false);
    }
    if (rule.has("Variable")) {
      comparison(rule);
    }
    condition(rule);
  }

  private void comparison(Element rule) {
    paths.referencePath(rule, "Variable");
    List<Element> operators = new ArrayList<>();
    for (Element member : rule.members()) {
      if (OPERATORS.containsKey(member.name())) {
        operators.add(member);
      }
    }
    if (operators.size() != 1) {
      findings.error(
          rule,
          (operators.isEmpty()
                  ? "This object should have only one of the following fields: "
                  : "There should only be one of the following fields: ")
              + OPERATOR_NAMES);
    }
    operators.forEach(operator -> operand(rule, operator.name()));
  }

  private void operand(Element rule, String field) {
    if (field.endsWith("Path")) {
      paths.referencePath(rule, field);
    } else if (field.startsWith("String")) {
      values.string(rule, field);
      paths.warnNoPath(rule, field);
    } else if (field.startsWith("Numeric")) {
      values.constantNumber(rule, field, -Double.MAX_VALUE, Double.MAX_VALUE);
    } else if (field.startsWith("Timestamp")) {
      values.constantTimestamp(rule, field);
    } else {
      values.bool(rule, field);
    }
  }

  private void condition(Element rule) {
    Element condition = rule.member("Condition");
    if (condition == null || !templates.isJsonata()) {
      return;
    }
    if (JsonataRules.isDelimited(condition.text())) {
      JsonataRules.check(condition, findings);
    } else {
      values.bool(rule, "Condition");
    }
  }
}
