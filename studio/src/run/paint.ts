import type { StatePaint } from '../graph/paint';
import type { Lane, Step, Trace } from './trace';

/** Which iterations and visits of the many are shown. */
export interface Picked {
  /** The iteration of a Map, by the Map's name. */
  iterations: ReadonlyMap<string, number>;
  /** A visit that is not the last one, by the state's name: the ids of steps. */
  visits: ReadonlyMap<string, number>;
}

export const NOTHING_PICKED: Picked = { iterations: new Map(), visits: new Map() };

/** What is shown so that a step is. */
export function pickedFor(trace: Trace, step: Step): Picked {
  const iterations = new Map<string, number>();
  const visits = new Map<string, number>();
  for (const at of trace.pathOf(step)) {
    visits.set(at.name, at.id);
    const owner = trace.ownerOf(at.lane);
    if (owner?.type === 'Map') {
      iterations.set(owner.name, trace.lanes.get(at.lane)?.index ?? 0);
    }
  }
  return { iterations, visits };
}

/**
 * Each state's paint for the lanes that are shown. It looks at each state of a lane once, however
 * often it was visited, so that it can be asked with every batch of events.
 */
export function paintOf(trace: Trace, picked: Picked): (name: string) => StatePaint | undefined {
  const paints = new Map<string, StatePaint>();
  show(trace, 0, picked, (name, paint) => paints.set(name, paint));
  return (name) => paints.get(name);
}

function show(trace: Trace, laneId: number, picked: Picked, painted: (name: string, paint: StatePaint) => void): void {
  const lane = trace.lanes.get(laneId);
  for (const [name, { steps, retries, next }] of lane?.visits ?? []) {
    const step = shownVisit(trace, laneId, name, picked);
    if (step !== undefined) {
      painted(name, {
        status: step.status,
        visits: steps.length,
        retries,
        next: [...next],
        progress: progress(step),
      });
      for (const inner of shownLanes(trace, step, picked)) {
        show(trace, inner, picked, painted);
      }
    }
  }
}

function shownVisit(trace: Trace, laneId: number, name: string, picked: Picked): Step | undefined {
  const wanted = trace.steps.get(picked.visits.get(name) ?? -1);
  return wanted?.lane === laneId ? wanted : trace.steps.get(trace.lanes.get(laneId)?.visits.get(name)?.steps.at(-1) ?? -1);
}

function shownLanes(trace: Trace, step: Step, picked: Picked): number[] {
  if (step.type !== 'Map') {
    return step.lanes;
  }
  const lane = shownIteration(trace, step, picked);
  return lane === undefined ? [] : [lane.id];
}

/** The step of a state that is shown; none when the state was not entered in what is shown. */
export function shownStep(trace: Trace, name: string, picked: Picked): Step | undefined {
  return findStep(trace, 0, name, picked);
}

function findStep(trace: Trace, laneId: number, name: string, picked: Picked): Step | undefined {
  const lane = trace.lanes.get(laneId);
  if (lane?.visits.has(name) === true) {
    return shownVisit(trace, laneId, name, picked);
  }
  for (const inner of lane?.visits.keys() ?? []) {
    const step = shownVisit(trace, laneId, inner, picked);
    for (const id of step === undefined ? [] : shownLanes(trace, step, picked)) {
      const found = findStep(trace, id, name, picked);
      if (found !== undefined) {
        return found;
      }
    }
  }
  return undefined;
}

/** The Maps among what is shown that have iterations, from the outside in. */
export function shownMaps(trace: Trace, picked: Picked): Step[] {
  const maps: Step[] = [];
  const look = (laneId: number) => {
    for (const name of trace.lanes.get(laneId)?.visits.keys() ?? []) {
      const step = shownVisit(trace, laneId, name, picked);
      if (step !== undefined && step.lanes.length > 0) {
        if (step.type === 'Map') {
          maps.push(step);
        }
        shownLanes(trace, step, picked).forEach(look);
      }
    }
  };
  look(0);
  return maps;
}

/** The chosen iteration; otherwise that which tells most: a failed one, one that runs, the first. */
export function shownIteration(trace: Trace, map: Step, picked: Picked): Lane | undefined {
  const wanted = picked.iterations.get(map.name);
  const chosen = wanted === undefined ? undefined : trace.iteration(map, wanted);
  if (chosen !== undefined) {
    return chosen;
  }
  for (const status of ['failed', 'running'] as const) {
    if ((map.tally.get(status) ?? 0) > 0) {
      const id = map.lanes.find((lane) => trace.lanes.get(lane)?.status === status);
      return trace.lanes.get(id ?? -1);
    }
  }
  return trace.lanes.get(map.lanes[0] ?? -1);
}

function progress(step: Step): StatePaint['progress'] {
  if (step.type !== 'Map' || step.lanes.length === 0) {
    return undefined;
  }
  const running = step.tally.get('running') ?? 0;
  return {
    done: step.lanes.length - running,
    failed: step.tally.get('failed') ?? 0,
    total: step.length ?? step.lanes.length,
  };
}
