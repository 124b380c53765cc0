import type { HistoryEvent } from '../api/types';
import type { Definition } from '../asl/definition';
import type { Status } from '../design/Status';
import { detailsOf } from './details';

/**
 * What an execution's events tell: the steps it took. Events are canonical and everything shown is
 * derived from them, one pass, in their order, so that 25,000 of them and 5,000 iterations are
 * followed live.
 *
 * A step is one visit of a state. It belongs to a lane: the execution itself (0), a Parallel branch,
 * or a Map iteration.
 */
export interface Step {
  /** The id of the event that entered the state. */
  id: number;
  name: string;
  type: string;
  lane: number;
  status: Status;
  /** Milliseconds since 1970. */
  enteredAt: number;
  endedAt: number | undefined;
  /** Attempts beyond the first. */
  retries: number;
  input: string | undefined;
  output: string | undefined;
  /** Variables that were given new values, as JSON texts. */
  assigned: Record<string, string>;
  error: string | undefined;
  cause: string | undefined;
  /** Ids of its events, in order. */
  events: number[];
  /** The lanes of its branches or iterations. */
  lanes: number[];
  /** The map run of a distributed Map. */
  mapRunArn: string | undefined;
  /** How many items a Map has. */
  length: number | undefined;
}

export interface Lane {
  id: number;
  /** The step it belongs to; 0 for the execution itself. */
  parent: number;
  /** The branch's or the iteration's number. */
  index: number;
  status: Status;
  steps: number[];
}

export interface End {
  status: Status;
  error: string | undefined;
  cause: string | undefined;
  at: number;
}

export class Trace {
  readonly events: HistoryEvent[] = [];
  readonly steps = new Map<number, Step>();
  readonly lanes = new Map<number, Lane>([[0, { id: 0, parent: 0, index: 0, status: 'running', steps: [] }]]);
  startedAt: number | undefined;
  end: End | undefined;
  /** Changes with every change of anything else. */
  version = 0;

  /** The step that an event belongs to, by the event's id. */
  private readonly stepOf = new Map<number, number>();
  private readonly laneOf = new Map<number, number>();
  /** Attempts of a step that have begun. */
  private readonly attempts = new Map<number, number>();

  private readonly definition: Definition | undefined;

  constructor(definition: Definition | undefined) {
    this.definition = definition;
  }

  add(events: HistoryEvent[]): void {
    for (const event of events) {
      if (event.id === this.events.length + 1) {
        this.events.push(event);
        this.take(event);
      }
    }
    this.version++;
  }

  event(id: number): HistoryEvent | undefined {
    return this.events[id - 1];
  }

  /** The step whose event this is. */
  stepAt(eventId: number): Step | undefined {
    return this.steps.get(this.stepOf.get(eventId) ?? -1);
  }

  /** The step that a lane belongs to. */
  ownerOf(lane: number): Step | undefined {
    return this.steps.get(this.lanes.get(lane)?.parent ?? 0);
  }

  /** The step that the execution failed at: the last one that failed, innermost. */
  failedStep(): Step | undefined {
    let found: Step | undefined;
    for (const step of this.steps.values()) {
      if (step.status === 'failed') {
        found = found === undefined || this.depth(step) >= this.depth(found) ? step : found;
      }
    }
    return found;
  }

  private depth(step: Step): number {
    const owner = this.ownerOf(step.lane);
    return owner === undefined ? 0 : this.depth(owner) + 1;
  }

  private take(event: HistoryEvent): void {
    const at = event.timestamp * 1000;
    const { type } = event;
    if (type === 'ExecutionStarted') {
      this.startedAt = at;
    } else if (type === 'ExecutionRedriven') {
      this.redriven();
    } else if (type.startsWith('Execution')) {
      this.ended(event, at);
    } else if (type.endsWith('StateEntered')) {
      this.entered(event, at);
    } else if (type === 'MapIterationStarted') {
      this.iterationStarted(event);
    } else {
      this.during(event, at);
    }
  }

  private entered(event: HistoryEvent, at: number): void {
    const details = detailsOf(event);
    const name = String(details['name']);
    const lane = this.laneFor(name, event.previousEventId);
    const step: Step = {
      id: event.id,
      name,
      type: event.type.replace('StateEntered', ''),
      lane,
      status: 'running',
      enteredAt: at,
      endedAt: undefined,
      retries: 0,
      input: details['input'] as string | undefined,
      output: undefined,
      assigned: {},
      error: undefined,
      cause: undefined,
      events: [event.id],
      lanes: [],
      mapRunArn: undefined,
      length: undefined,
    };
    this.steps.set(step.id, step);
    this.lanes.get(lane)?.steps.push(step.id);
    this.stepOf.set(event.id, step.id);
    this.laneOf.set(event.id, lane);
  }

  /** A state of a branch is entered from the Parallel's start, or from a state before it there. */
  private laneFor(name: string, previous: number): number {
    const scope = this.definition?.states.get(name)?.scope;
    const owner = this.stepAt(previous);
    const before = this.laneOf.get(previous) ?? 0;
    if (scope === undefined || owner === undefined) {
      return before;
    }
    const entersBranch = owner.type === 'Parallel' && owner.name === scope.owner?.name;
    return entersBranch ? this.newLane(owner, scope.index) : before;
  }

  private newLane(owner: Step, index: number): number {
    const id = this.lanes.size;
    this.lanes.set(id, { id, parent: owner.id, index, status: 'running', steps: [] });
    owner.lanes.push(id);
    return id;
  }

  private iterationStarted(event: HistoryEvent): void {
    const details = detailsOf(event);
    let owner = this.stepAt(event.previousEventId);
    while (owner !== undefined && !(owner.type === 'Map' && owner.name === details['name'])) {
      owner = this.ownerOf(owner.lane);
    }
    if (owner === undefined) {
      return;
    }
    const lane = this.newLane(owner, Number(details['index']));
    owner.events.push(event.id);
    this.stepOf.set(event.id, owner.id);
    this.laneOf.set(event.id, lane);
  }

  private during(event: HistoryEvent, at: number): void {
    const step = this.owner(event);
    if (step === undefined) {
      return;
    }
    const details = detailsOf(event);
    step.events.push(event.id);
    this.stepOf.set(event.id, step.id);
    this.laneOf.set(event.id, step.lane);
    const { type } = event;
    if (type.endsWith('StateExited')) {
      step.status = step.error === undefined ? 'succeeded' : 'caught';
      step.endedAt = at;
      this.closeBelow(step, at);
      step.output = details['output'] as string | undefined;
      step.assigned = (details['assignedVariables'] as Record<string, string> | undefined) ?? {};
      this.endLane(step);
    } else if (/^MapIteration(Succeeded|Failed|Aborted)$/.test(type)) {
      this.iterationEnded(event, step);
    } else if (/Scheduled$|^(Parallel|Map)StateStarted$/.test(type) && !type.includes('Timer')) {
      this.attempt(step, at);
      step.length = (details['length'] as number | undefined) ?? step.length;
    } else if (type === 'MapRunStarted') {
      step.mapRunArn = details['mapRunArn'] as string;
    } else if (/Failed$|TimedOut$/.test(type)) {
      step.error = (details['error'] as string | undefined) ?? 'Failed';
      step.cause = details['cause'] as string | undefined;
      step.status = 'waiting'; // for a retry, a catcher, or the end
      this.closeBelow(step, at);
    }
  }

  /** What still runs inside a step has come to its end: it failed by itself, or was stopped. */
  private closeBelow(step: Step, at: number): void {
    for (const id of step.lanes) {
      const lane = this.lanes.get(id);
      for (const inner of lane?.steps ?? []) {
        this.close(this.steps.get(inner), at);
      }
      if (lane?.status === 'running') {
        lane.status = lane.steps.some((inner) => this.steps.get(inner)?.status === 'failed') ? 'failed' : 'aborted';
      }
    }
  }

  private close(step: Step | undefined, at: number): void {
    if (step !== undefined && step.endedAt === undefined) {
      step.endedAt = at;
      step.status = step.error === undefined ? 'aborted' : 'failed';
      this.closeBelow(step, at);
    }
  }

  /** An attempt begins: the first, or another one after a failure. */
  private attempt(step: Step, at: number): void {
    this.closeBelow(step, at);
    const begun = (this.attempts.get(step.id) ?? 0) + 1;
    this.attempts.set(step.id, begun);
    step.retries = begun - 1;
    step.status = 'running';
    step.error = undefined;
    step.cause = undefined;
    step.endedAt = undefined;
    step.lanes = [];
  }

  /** Events name their state, or follow one of its events. */
  private owner(event: HistoryEvent): Step | undefined {
    const details = detailsOf(event);
    const name = details['name'] ?? details['state'];
    let step = this.stepAt(event.previousEventId);
    if (typeof name === 'string') {
      if (event.type === 'EvaluationFailed') {
        return this.latest(name) ?? step;
      }
      while (step !== undefined && step.name !== name) {
        step = this.ownerOf(step.lane);
      }
      return step ?? this.latest(name);
    }
    const kind = /^(Parallel|Map)State(Succeeded|Failed|Started|Aborted)$/.exec(event.type)?.[1];
    if (kind !== undefined && step !== undefined && !(step.type === kind && step.status === 'running' && step.lanes.length === 0)) {
      let outer: Step | undefined = step.type === kind && event.type.endsWith('Started') ? step : this.ownerOf(step.lane);
      while (outer !== undefined && outer.type !== kind) {
        outer = this.ownerOf(outer.lane);
      }
      return outer ?? step;
    }
    return step;
  }

  private latest(name: string): Step | undefined {
    let found: Step | undefined;
    for (const step of this.steps.values()) {
      if (step.name === name) {
        found = step;
      }
    }
    return found;
  }

  /** A branch has succeeded with its last state; an iteration says so itself. */
  private endLane(step: Step): void {
    const lane = this.lanes.get(step.lane);
    if (lane !== undefined && lane.parent !== 0 && this.definition?.states.get(step.name)?.ends === true) {
      lane.status = 'succeeded';
    }
  }

  private iterationEnded(event: HistoryEvent, map: Step): void {
    const index = Number(detailsOf(event)['index']);
    for (let i = map.lanes.length - 1; i >= 0; i--) {
      const lane = this.lanes.get(map.lanes[i] ?? -1);
      if (lane?.index === index) {
        const how = event.type.replace('MapIteration', '').toLowerCase() as Status;
        lane.status = how;
        return;
      }
    }
  }

  /** What was unsuccessful is taken up again. */
  private redriven(): void {
    this.end = undefined;
    for (const step of this.steps.values()) {
      if (step.status === 'failed' || step.status === 'timedout' || step.status === 'aborted') {
        step.status = 'waiting';
        step.endedAt = undefined;
      }
    }
  }

  private ended(event: HistoryEvent, at: number): void {
    const details = detailsOf(event);
    const status = { ExecutionSucceeded: 'succeeded', ExecutionAborted: 'aborted', ExecutionTimedOut: 'timedout' }[
      event.type
    ];
    this.end = {
      status: (status ?? 'failed') as Status,
      error: details['error'] as string | undefined,
      cause: details['cause'] as string | undefined,
      at,
    };
    const culprit = event.type === 'ExecutionFailed' ? this.stepAt(event.previousEventId) : undefined;
    if (culprit !== undefined && culprit.endedAt === undefined) {
      culprit.error ??= this.end.error ?? 'Failed';
      culprit.cause ??= this.end.cause;
    }
    for (const step of this.steps.values()) {
      this.close(step, at);
    }
    const root = this.lanes.get(0);
    if (root !== undefined) {
      root.status = this.end.status;
    }
  }
}
