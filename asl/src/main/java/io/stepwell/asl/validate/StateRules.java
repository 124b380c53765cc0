package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.parse.StateType;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.QueryLanguage;
import java.util.Objects;

/// Checks one state; the states inside a Parallel or Map state are checked as containers of their
/// own.
record StateRules(
    MachineType type,
    QueryLanguage machineLanguage,
    Values values,
    PathRules paths,
    Templates templates,
    Findings findings) {

  static StateRules of(
      MachineType type, QueryLanguage machineLanguage, QueryLanguage language, Findings findings) {
    Values values = new Values(language, findings);
    PathRules paths = new PathRules(values, findings);
    Templates templates = new Templates(values, paths, findings);
    return new StateRules(type, machineLanguage, values, paths, templates, findings);
  }

  void check(Element state, StateType stateType) {
    queryLanguage(state);
    Shape.of(stateType).check(state, values.language(), findings);
    values.string(state, "Comment");
    common(state, stateType);
    switch (stateType) {
      case TASK -> new TaskRules(type, values, paths, templates, findings).check(state);
      case WAIT -> waiting(state);
      case PASS -> pass(state);
      case SUCCEED -> {}
      case FAIL -> fail(state);
      case CHOICE -> new ChoiceRules(values, paths, templates, findings).check(state);
      case PARALLEL -> parallel(state);
      case MAP -> new MapRules(values, paths, templates, findings).check(state);
    }
  }

  private void queryLanguage(Element state) {
    String language = values.oneOf(state, "QueryLanguage", "JSONPath", "JSONata");
    if (machineLanguage == QueryLanguage.JSONATA && Objects.equals(language, "JSONPath")) {
      findings.error(
          state,
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    }
  }

  /// The fields that mean the same in every state that has them.
  private void common(Element state, StateType stateType) {
    if (Shape.of(stateType).has("Next", values.language())) {
      transition(state);
    }
    templates.field(state, "Output");
    templates.assign(state);
    if (!templates.isJsonata()) {
      paths.path(state, "InputPath");
      paths.path(state, "OutputPath");
      paths.resultPath(state, "ResultPath");
      templates.field(state, "Parameters");
      templates.field(state, "ResultSelector");
    }
    new ErrorRules(values, templates, findings).check(state);
  }

  private void transition(Element state) {
    values.string(state, "Next");
    values.bool(state, "End");
    Element end = state.member("End");
    if (end == null || Objects.equals(end.value(), true)) {
      values.exactlyOne(state, "Next", "End");
    } else if (Objects.equals(end.value(), false) && !state.has("Next")) {
      values.neither(state, "Next", "End");
    }
  }

  private void waiting(Element state) {
    if (templates.isJsonata()) {
      values.exactlyOne(state, "Seconds", "Timestamp");
    } else {
      values.exactlyOne(state, "SecondsPath", "Seconds", "TimestampPath", "Timestamp");
      paths.referencePath(state, "SecondsPath");
      paths.referencePath(state, "TimestampPath");
    }
    values.integer(state, "Seconds", 0, Values.MAX_SECONDS);
    values.timestamp(state, "Timestamp");
  }

  private void pass(Element state) {
    Element result = state.member("Result");
    if (result != null && !templates.isJsonata()) {
      paths.warnStatic(result);
    }
  }

  private void fail(Element state) {
    for (String field : new String[] {"Error", "Cause"}) {
      values.stringOrExpression(state, field);
      if (!templates.isJsonata()) {
        values.atMostOne(state, field, field + "Path");
        paths.expression(state, field + "Path");
        paths.warnNoPath(state, field);
      }
    }
  }

  private void parallel(Element state) {
    values.required(state, "Branches");
    values.nonEmptyArray(state, "Branches");
    templates.field(state, "Arguments");
  }
}
