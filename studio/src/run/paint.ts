import type { Status } from '../design/Status';
import type { StatePaint } from '../graph/paint';
import type { Lane, Step, Trace } from './trace';

/** Which iteration of a Map, or which visit of a container, is shown: lane by the owner's step. */
export type Picked = ReadonlyMap<string, number>;

/**
 * Each state's paint for the lanes that are shown: those of the chosen iteration where one was
 * chosen, otherwise of the one that tells most: a failed one, then one that runs, then the last.
 */
export function paintOf(trace: Trace, picked: Picked): (name: string) => StatePaint | undefined {
  const byName = new Map<string, Step[]>();
  show(trace, 0, picked, byName);
  const paints = new Map<string, StatePaint>();
  for (const [name, steps] of byName) {
    paints.set(name, paint(trace, steps));
  }
  return (name) => paints.get(name);
}

function show(trace: Trace, laneId: number, picked: Picked, byName: Map<string, Step[]>): void {
  for (const id of trace.lanes.get(laneId)?.steps ?? []) {
    const step = trace.steps.get(id);
    if (step === undefined) {
      continue;
    }
    const visits = byName.get(step.name);
    if (visits === undefined) {
      byName.set(step.name, [step]);
    } else {
      visits.push(step);
    }
  }
  for (const steps of [...byName.values()]) {
    const last = steps[steps.length - 1];
    if (last !== undefined && last.lane === laneId && last.lanes.length > 0) {
      for (const inner of shownLanes(trace, last, picked)) {
        show(trace, inner, picked, byName);
      }
    }
  }
}

function shownLanes(trace: Trace, step: Step, picked: Picked): number[] {
  if (step.type !== 'Map') {
    return step.lanes;
  }
  const lane = shownIteration(trace, step, picked);
  return lane === undefined ? [] : [lane.id];
}

/** The iteration of a Map that is shown. */
export function shownIteration(trace: Trace, step: Step, picked: Picked): Lane | undefined {
  const wanted = picked.get(step.name);
  let best: Lane | undefined;
  for (const id of step.lanes) {
    const lane = trace.lanes.get(id);
    if (lane === undefined) {
      continue;
    }
    if (lane.index === wanted) {
      return lane;
    }
    if (best === undefined || rank(lane.status) > rank(best.status)) {
      best = lane;
    }
  }
  return best;
}

function rank(status: Status): number {
  return status === 'failed' ? 2 : status === 'running' ? 1 : 0;
}

function paint(trace: Trace, steps: Step[]): StatePaint {
  const last = steps[steps.length - 1] as Step;
  const base: StatePaint = {
    status: last.status,
    visits: steps.length,
    retries: steps.reduce((sum, step) => sum + step.retries, 0),
  };
  if (last.type !== 'Map' || last.lanes.length === 0) {
    return base;
  }
  let done = 0;
  let failed = 0;
  for (const id of last.lanes) {
    const status = trace.lanes.get(id)?.status;
    done += status === 'running' ? 0 : 1;
    failed += status === 'failed' ? 1 : 0;
  }
  return { ...base, progress: { done, failed, total: last.length ?? last.lanes.length } };
}
