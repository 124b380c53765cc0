import type { Lane, Step, Trace } from './trace';

/** The table of an execution: steps, and the branches and iterations in which they are, as rows. */
export interface Row {
  /** Unique, and the same as long as the row stands for the same. */
  key: string;
  depth: number;
  step: Step | undefined;
  /** A branch or an iteration; its steps follow when it is open. */
  lane: Lane | undefined;
  /** Whether there is anything below, and whether it is shown; undefined when there is nothing. */
  open: boolean | undefined;
}

/** More iterations than this are closed at first. */
const MANY = 25;

/** @param turned keys of the rows that are not as they are at first */
export function rowsOf(trace: Trace, turned: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const addLane = (lane: Lane | undefined, depth: number) => {
    for (const id of lane?.steps ?? []) {
      const step = trace.steps.get(id);
      if (step !== undefined) {
        addStep(step, depth);
      }
    }
  };
  const addStep = (step: Step, depth: number) => {
    const key = `s${step.id}`;
    const open = step.lanes.length === 0 ? undefined : !turned.has(key);
    rows.push({ key, depth, step, lane: undefined, open });
    if (open === true) {
      const closed = step.type === 'Map' && step.lanes.length > MANY;
      step.lanes.forEach((id) => addBelow(trace.lanes.get(id), depth + 1, closed));
    }
  };
  const addBelow = (lane: Lane | undefined, depth: number, closed: boolean) => {
    if (lane === undefined) {
      return;
    }
    const key = `l${lane.id}`;
    const open = lane.steps.length === 0 ? undefined : turned.has(key) === closed;
    rows.push({ key, depth, step: undefined, lane, open });
    if (open === true) {
      addLane(lane, depth + 1);
    }
  };
  addLane(trace.lanes.get(0), 0);
  return rows;
}

/** When a branch or an iteration began and ended. */
export function spanOf(lane: Lane, trace: Trace): { from: number; until: number | undefined } {
  const first = trace.steps.get(lane.steps[0] ?? -1);
  const last = trace.steps.get(lane.steps.at(-1) ?? -1);
  return { from: first?.enteredAt ?? 0, until: last?.endedAt };
}
