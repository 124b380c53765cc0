package io.stepwell.asl;

import io.stepwell.asl.compile.PlanCompiler;
import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.Plan;
import io.stepwell.asl.validate.Finding;
import io.stepwell.asl.validate.Finding.Code;
import io.stepwell.asl.validate.Finding.Severity;
import io.stepwell.asl.validate.Validator;
import io.stepwell.json.JsonException;
import io.stepwell.json.Located;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Checks and compiles definitions: the one truth behind creating, updating, validating and testing.
///
/// Nothing here throws for what a user wrote; every mistake is a [Finding].
public final class Definitions {
  /// The longest definition, in characters (an AWS quota).
  public static final int MAX_LENGTH = 1_048_576;

  /// What TestState calls a state that was given without a name.
  public static final String UNNAMED_STATE = "StateName";

  private static final int MAX_SOURCE = 500;

  private Definitions() {}

  /// What checking and compiling a definition led to.
  ///
  /// @param plan null when there is an error among the findings
  public record Compiled(@Nullable Plan plan, List<Finding> findings) {
    public boolean isValid() {
      return plan != null;
    }
  }

  /// Everything that is wrong with a definition; without an error it is acceptable.
  public static List<Finding> validate(String text, MachineType type) {
    return read(text, Element::parse, machine -> Validator.check(machine, type), _ -> null)
        .findings();
  }

  /// Everything that is wrong with a definition that was read from another notation, such as YAML.
  public static List<Finding> validate(Located definition, MachineType type) {
    return Validator.check(Element.of(definition), type);
  }

  /// The plan of a definition, or what is wrong with it.
  public static Compiled compile(String text, MachineType type) {
    return read(
        text, Element::parse, machine -> Validator.check(machine, type), PlanCompiler::compile);
  }

  /// The plan of a machine that has only this state, under [#UNNAMED_STATE], as TestState runs it.
  /// The state may lead anywhere.
  public static Compiled compileState(String text, MachineType type) {
    return read(
        text,
        state -> Element.parseState(state, UNNAMED_STATE),
        machine -> Validator.checkState(machine, type),
        PlanCompiler::compile);
  }

  /// The plan of a machine that has only one state, the named one of this definition, however deep
  /// it stands. The whole definition is checked; the state may lead anywhere.
  ///
  /// @return empty when the definition is acceptable and has no such state
  public static Optional<Compiled> compileState(String text, String stateName, MachineType type) {
    AtomicBoolean missing = new AtomicBoolean();
    Compiled compiled =
        read(
            text,
            Element::parse,
            machine -> Validator.check(machine, type),
            machine -> {
              Element alone = machine.withOnly(stateName);
              missing.set(alone == null);
              return alone == null ? null : PlanCompiler.compile(alone);
            });
    return missing.get() ? Optional.empty() : Optional.of(compiled);
  }

  private static Compiled read(
      String text,
      Function<String, Element> parse,
      Function<Element, List<Finding>> check,
      Function<Element, @Nullable Plan> plan) {
    Optional<Finding> unreadable = unreadable(text);
    if (unreadable.isPresent()) {
      return new Compiled(null, List.of(unreadable.get()));
    }
    Element machine;
    try {
      machine = parse.apply(text);
    } catch (JsonException e) {
      return new Compiled(null, List.of(notJson(text, e)));
    }
    List<Finding> findings = check.apply(machine);
    if (findings.stream().anyMatch(Finding::isError)) {
      return new Compiled(null, findings);
    }
    return new Compiled(plan.apply(machine), findings);
  }

  private static Optional<Finding> unreadable(String text) {
    if (text.isBlank()) {
      return Optional.of(whole(Code.MISSING_DESCRIPTION, "The definition is empty"));
    }
    return text.length() > MAX_LENGTH
        ? Optional.of(
            whole(
                Code.INVALID_JSON_DESCRIPTION,
                "The definition has %d characters; at most %d are allowed"
                    .formatted(text.length(), MAX_LENGTH)))
        : Optional.empty();
  }

  private static Finding whole(Code code, String message) {
    return new Finding(Severity.ERROR, code, message, null, 1, 1);
  }

  /// AWS shows the beginning of the text in message and location, as its parser does.
  private static Finding notJson(String text, JsonException e) {
    if (e.isTooDeep()) {
      return new Finding(
          Severity.ERROR, Code.TOO_DEEPLY_NESTED, e.message(), null, e.line(), e.column());
    }
    String source =
        text.length() <= MAX_SOURCE
            ? "\"" + text + "\""
            : "\"%s\"[truncated %d chars]"
                .formatted(text.substring(0, MAX_SOURCE), text.length() - MAX_SOURCE);
    String location =
        "[Source: (String)%s; line: %d, column: %d]".formatted(source, e.line(), e.column());
    return new Finding(
        Severity.ERROR,
        Code.INVALID_JSON_DESCRIPTION,
        e.message() + "\n at " + location,
        location,
        e.line(),
        e.column());
  }
}
