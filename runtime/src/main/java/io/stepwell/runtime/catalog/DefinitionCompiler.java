package io.stepwell.runtime.catalog;

import io.stepwell.asl.plan.Plan;
import io.stepwell.runtime.Orchestrator;

/// Turns the text of a definition into its plan.
public interface DefinitionCompiler {
  /// @throws io.stepwell.runtime.CallerException InvalidDefinition, with every finding
  Plan compile(String definition, Orchestrator.Type type);
}
