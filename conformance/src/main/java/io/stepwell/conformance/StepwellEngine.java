package io.stepwell.conformance;

import io.stepwell.asl.Definitions;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.Plan;
import io.stepwell.asl.validate.Finding;
import io.stepwell.asl.validate.Finding.Severity;
import java.util.List;

/// Stepwell's own engine, in this process and in simulated time.
public final class StepwellEngine implements Engine {
  @Override
  public Outcome run(Case given) {
    Definitions.Compiled compiled = Definitions.compile(given.definition(), MachineType.STANDARD);
    Plan plan = compiled.plan();
    if (plan == null) {
      return new Outcome.Refused(diagnostics(compiled.findings(), Severity.ERROR));
    }
    return new SimulatedExecution(given, plan)
        .run(diagnostics(compiled.findings(), Severity.WARNING));
  }

  private static List<Expectation.Diagnostic> diagnostics(
      List<Finding> findings, Severity severity) {
    return findings.stream()
        .filter(finding -> finding.severity() == severity)
        .map(f -> new Expectation.Diagnostic(f.code().name(), f.message(), f.location()))
        .toList();
  }
}
