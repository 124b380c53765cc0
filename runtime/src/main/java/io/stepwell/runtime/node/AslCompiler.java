package io.stepwell.runtime.node;

import io.stepwell.asl.Definitions;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.Plan;
import io.stepwell.asl.validate.Finding;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.catalog.DefinitionCompiler;

/// Compiles definitions, and refuses in AWS's words.
final class AslCompiler implements DefinitionCompiler {
  @Override
  public Plan compile(String definition, Orchestrator.Type type) {
    MachineType machineType =
        switch (type) {
          case STANDARD -> MachineType.STANDARD;
          case EXPRESS -> MachineType.EXPRESS;
        };
    Definitions.Compiled compiled = Definitions.compile(definition, machineType);
    Plan plan = compiled.plan();
    if (plan == null) {
      throw new CallerException(ErrorCode.INVALID_DEFINITION, Finding.refusal(compiled.findings()));
    }
    return plan;
  }
}
