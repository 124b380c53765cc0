package io.stepwell.asl.compile;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.parse.StateType;
import io.stepwell.asl.plan.Catcher;
import io.stepwell.asl.plan.ChoiceState;
import io.stepwell.asl.plan.FailState;
import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.PassState;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.Retrier;
import io.stepwell.asl.plan.Setting;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.SucceedState;
import io.stepwell.asl.plan.TaskState;
import io.stepwell.asl.plan.Transition;
import io.stepwell.asl.plan.WaitState;
import io.stepwell.asl.resource.Resources;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compiles one state.
final class StateCompiler {
  private final PlanCompiler plan;
  private final Element state;
  private final Fields fields;

  StateCompiler(PlanCompiler plan, Element state, Fields fields) {
    this.plan = plan;
    this.state = state;
    this.fields = fields;
  }

  State compile() {
    return switch (StateType.of(state.text("Type")).orElseThrow()) {
      case TASK -> task();
      case WAIT -> new WaitState(name(), language(), transition(), fields.flow(), until());
      case PASS -> new PassState(name(), language(), transition(), fields.flow(), result());
      case SUCCEED -> new SucceedState(name(), language(), fields.flow());
      case FAIL ->
          new FailState(name(), language(), fields.failure("Error"), fields.failure("Cause"));
      case CHOICE ->
          new ChoiceState(name(), language(), fields.flow(), rules(), state.text("Default"));
      case PARALLEL ->
          new ParallelState(
              name(),
              language(),
              transition(),
              fields.flow(),
              items("Branches").stream().map(plan::graph).toList(),
              retriers(),
              catchers());
      case MAP -> new MapCompiler(plan, state, fields).compile(this);
    };
  }

  String name() {
    return state.name();
  }

  QueryLanguage language() {
    return fields.language();
  }

  Transition transition() {
    String next = state.text("Next");
    return next == null ? new Transition.End() : new Transition.Next(next);
  }

  List<Retrier> retriers() {
    return items("Retry").stream().map(StateCompiler::retrier).toList();
  }

  List<Catcher> catchers() {
    return items("Catch").stream().map(this::catcher).toList();
  }

  private List<Element> items(String field) {
    Element list = state.member(field);
    return list == null ? List.of() : list.items();
  }

  private TaskState task() {
    Element credentials = state.member("Credentials");
    return new TaskState(
        name(),
        language(),
        transition(),
        fields.flow(),
        Resources.parse(Fields.requiredText(state, "Resource")).orElseThrow(),
        fields.setting(state, "TimeoutSeconds"),
        fields.setting(state, "HeartbeatSeconds"),
        credentials == null ? null : fields.role(credentials),
        retriers(),
        catchers());
  }

  private WaitState.Until until() {
    Setting seconds = fields.setting(state, "Seconds");
    if (seconds != null) {
      return new WaitState.Until.Seconds(seconds);
    }
    Setting timestamp = fields.setting(state, "Timestamp");
    if (timestamp != null) {
      return new WaitState.Until.Timestamp(timestamp);
    }
    throw new IllegalStateException("validation let pass " + state + " without a time");
  }

  private PassState.@Nullable Literal result() {
    Element result = state.member("Result");
    return result == null ? null : new PassState.Literal(result.value());
  }

  private List<ChoiceState.Rule> rules() {
    return items("Choices").stream().map(this::rule).toList();
  }

  private ChoiceState.Rule rule(Element rule) {
    return new ChoiceState.Rule(
        fields.condition(rule),
        Fields.requiredText(rule, "Next"),
        fields.output(rule),
        fields.assign(rule));
  }

  private static Retrier retrier(Element retrier) {
    Number maxDelay = number(retrier, "MaxDelaySeconds");
    return new Retrier(
        errors(retrier),
        orElse(number(retrier, "IntervalSeconds"), 1).longValue(),
        orElse(number(retrier, "MaxAttempts"), 3).longValue(),
        orElse(number(retrier, "BackoffRate"), 2.0).doubleValue(),
        maxDelay == null ? null : maxDelay.longValue(),
        "FULL".equals(retrier.text("JitterStrategy")));
  }

  private Catcher catcher(Element catcher) {
    return new Catcher(
        errors(catcher),
        Fields.requiredText(catcher, "Next"),
        fields.resultTarget(catcher),
        fields.output(catcher),
        fields.assign(catcher));
  }

  private static List<String> errors(Element entry) {
    return entry.required("ErrorEquals").items().stream()
        .map(Element::text)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  private static @Nullable Number number(Element object, String field) {
    Element value = object.member(field);
    return value != null && value.value() instanceof Number number ? number : null;
  }

  private static Number orElse(@Nullable Number number, Number otherwise) {
    return number == null ? otherwise : number;
  }
}
