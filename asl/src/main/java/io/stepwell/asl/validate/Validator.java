package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.parse.StateType;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.validate.Finding.Code;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks a definition, all of it: first every object by itself, then names across the machine, then
/// how states lead to each other.
public final class Validator {
  private static final int MAX_NAME = 80;

  private final MachineType type;
  private final QueryLanguage language;
  private final Findings findings = new Findings();
  private final GraphRules graph = new GraphRules(findings);
  private final Values values;

  private Validator(MachineType type, QueryLanguage language) {
    this.type = type;
    this.language = language;
    this.values = new Values(language, findings);
  }

  /// Everything that is wrong with a machine.
  public static List<Finding> check(Element machine, MachineType type) {
    Validator validator = validator(machine, type);
    validator.machine(machine);
    if (machine.isObject()) {
      validator.names(machine);
      validator.graphs(machine);
    }
    return validator.findings.list();
  }

  /// Everything that is wrong with the only state of a machine, wherever it leads.
  public static List<Finding> checkState(Element machine, MachineType type) {
    Validator validator = validator(machine, type);
    validator.machine(machine);
    validator.names(machine);
    validator.innerGraphs(machine);
    return validator.findings.list();
  }

  private static Validator validator(Element machine, MachineType type) {
    return new Validator(type, QueryLanguage.of(machine, QueryLanguage.JSONPATH));
  }

  private void machine(Element machine) {
    if (!machine.isObject()) {
      values.wrongType(machine, "Object");
      return;
    }
    duplicates(machine);
    Shape.MACHINE.check(machine, language, findings);
    values.oneOf(machine, "QueryLanguage", "JSONPath", "JSONata");
    values.oneOf(machine, "Version", "1.0");
    values.constantInteger(machine, "TimeoutSeconds", 0, Values.MAX_SECONDS);
    container(machine);
  }

  private void container(Element container) {
    values.required(container, "States", "StartAt");
    values.string(container, "Comment");
    values.string(container, "StartAt");
    Element states = values.object(container, "States");
    if (states == null) {
      return;
    }
    if (states.members().isEmpty()) {
      findings.error(states, "Value cannot be empty");
    }
    states.members().forEach(this::state);
  }

  private void state(Element state) {
    name(state);
    if (!state.isObject()) {
      values.wrongType(state, "Object");
      return;
    }
    values.required(state, "Type");
    Optional<StateType> stateType = StateType.of(state.text("Type"));
    if (stateType.isPresent()) {
      StateRules.of(type, language, QueryLanguage.of(state, language), findings)
          .check(state, stateType.get());
    } else {
      state.present(List.of("Type")).forEach(this::unknownType);
    }
    containers(state).forEach(this::inner);
  }

  private void name(Element state) {
    String name = state.name();
    if (name.isEmpty()) {
      findings.error(Code.INVALID_STATE_NAME, state, "State name cannot be empty");
    } else if (name.codePointCount(0, name.length()) > MAX_NAME) {
      findings.error(
          Code.INVALID_STATE_NAME,
          state,
          "State name '" + name + "' exceeds the 80-character limit allowed by the service");
    }
  }

  private void unknownType(Element at) {
    List<String> types = Arrays.stream(StateType.values()).map(StateType::text).toList();
    findings.error(at, "The field 'Type' should have one of these values: " + types);
  }

  /// The branches or the processor of a state.
  static List<Element> containers(Element state) {
    return switch (StateType.of(state.text("Type")).orElse(null)) {
      case PARALLEL ->
          state.present(List.of("Branches")).stream()
              .flatMap(branches -> branches.items().stream())
              .toList();
      case MAP -> state.present(List.of("ItemProcessor", "Iterator"));
      case null -> List.of();
      case TASK, WAIT, PASS, SUCCEED, FAIL, CHOICE -> List.of();
    };
  }

  private void inner(Element container) {
    if (!container.isObject()) {
      values.wrongType(container, "Object");
      return;
    }
    boolean processor = !container.name().startsWith("[");
    (processor ? Shape.PROCESSOR : Shape.BRANCH).check(container, language, findings);
    Element config = processor ? values.object(container, "ProcessorConfig") : null;
    if (config != null) {
      processorConfig(config);
    }
    container(container);
  }

  private void processorConfig(Element config) {
    Shape.PROCESSOR_CONFIG.check(config, language, findings);
    String mode = values.oneOf(config, "Mode", "INLINE", "DISTRIBUTED");
    values.oneOf(config, "ExecutionType", "STANDARD", "EXPRESS");
    if ("DISTRIBUTED".equals(mode)) {
      values.required(config, "ExecutionType");
      if (type == MachineType.EXPRESS) {
        findings.error(
            config.required("Mode"),
            "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state"
                + " machines");
      }
    } else if (config.has("ExecutionType")) {
      findings.error(config, "Field 'ExecutionType' is not supported");
    }
  }

  /// Names that must be unique in the whole machine.
  private void names(Element machine) {
    unique(machine, new HashSet<>(), new HashSet<>());
    new VariableScopes(findings, language).check(machine);
  }

  private void unique(Element container, Set<String> states, Set<String> labels) {
    for (Element state : statesOf(container)) {
      if (!states.add(state.name())) {
        findings.error(Code.DUPLICATE_STATE_NAME, state, "Duplicate State name: " + state.name());
      }
      String label = state.text("Label");
      if (label != null && !labels.add(label)) {
        findings.error(
            Code.DUPLICATE_LABEL_NAME, state.required("Label"), "Duplicate Label name: " + label);
      }
      containers(state).forEach(inner -> unique(inner, states, labels));
    }
  }

  private void graphs(Element container) {
    graph.check(container);
    innerGraphs(container);
  }

  private void innerGraphs(Element container) {
    statesOf(container).forEach(state -> containers(state).forEach(this::graphs));
  }

  private static List<Element> statesOf(Element container) {
    Element states = container.member("States");
    return states == null ? List.of() : states.members();
  }

  /// Repeated fields; a repeated state name is an error and reported as one.
  private void duplicates(Element object) {
    Set<String> seen = new HashSet<>();
    for (Element member : object.members()) {
      if (!seen.add(member.name()) && !object.name().equals("States")) {
        findings.warning(
            Code.SCHEMA_VALIDATION_FAILED,
            member,
            "Field '" + member.name() + "' appears more than once: the last one counts");
      }
    }
    object.children().forEach(this::duplicates);
  }
}
