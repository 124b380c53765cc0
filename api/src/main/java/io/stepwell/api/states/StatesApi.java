package io.stepwell.api.states;

import io.stepwell.api.protocol.Operation;
import io.stepwell.runtime.Orchestrator;
import java.util.HashMap;
import java.util.Map;

/// The Step Functions API: every operation that is offered, by AWS's name. A new one is a method in
/// one of the classes here and a line in its table; its request is described in `states.api`.
public final class StatesApi {
  private StatesApi() {}

  public static Map<String, Operation> operations(Orchestrator orchestrator) {
    Map<String, Operation> all = new HashMap<>();
    all.putAll(new StateMachineOperations(orchestrator).all());
    all.putAll(new ReleaseOperations(orchestrator.releases()).all());
    all.putAll(new ExecutionOperations(orchestrator).all());
    all.putAll(new MapRunOperations(orchestrator).all());
    all.putAll(new ActivityOperations(orchestrator).all());
    all.putAll(new DefinitionOperations().all());
    all.put("TestState", new TestStateOperation(orchestrator));
    return all;
  }
}
