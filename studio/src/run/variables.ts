import type { Step, Trace } from './trace';

/**
 * The variables that a step sees when it is entered, as JSON texts: what the steps before it in its
 * lane and in those around it have assigned, the inner hiding the outer.
 */
export function variablesInScope(step: Step, trace: Trace): ReadonlyMap<string, string> {
  const owner = trace.ownerOf(step.lane);
  const variables = new Map(owner === undefined ? [] : variablesInScope(owner, trace));
  for (const id of trace.lanes.get(step.lane)?.steps ?? []) {
    if (id >= step.id) {
      break;
    }
    for (const [name, value] of Object.entries(trace.steps.get(id)?.assigned ?? {})) {
      variables.set(name, value);
    }
  }
  return variables;
}
