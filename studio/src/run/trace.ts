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
  /** How many of these lanes are in each status. */
  tally: Map<Status, number>;
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
  /** Its steps by the name of their state. */
  visits: Map<string, Visits>;
}

/** The visits of one state in one lane. */
export interface Visits {
  steps: number[];
  /** Of all of them together. */
  retries: number;
  /** States that were entered behind it; those behind a caught error have a mark before them. */
  next: string[];
}

/** Stands before the name of a state that was entered because an error was caught. */
export const CAUGHT = '!';

export interface End {
  status: Status;
  error: string | undefined;
  cause: string | undefined;
  at: number;
}

export class Trace {
  readonly events: HistoryEvent[] = [];
  readonly steps = new Map<number, Step>();
  readonly lanes = new Map<number, Lane>([[0, emptyLane(0, 0, 0)]]);
  startedAt: number | undefined;
  /** How often it was redriven. */
  redrives = 0;
  private newest: Step | undefined;
  end: End | undefined;
  /** Changes with every change of anything else. */
  version = 0;

  /** The step that an event belongs to, by the event's id. */
  private readonly stepOf = new Map<number, number>();
  private readonly laneOf = new Map<number, number>();
  /** Attempts of a step that have begun. */
  private readonly attempts = new Map<number, number>();
  private readonly lastOf = new Map<string, Step>();
  private failed: { version: number; step: Step | undefined } | undefined;

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
    if (this.failed?.version !== this.version) {
      this.failed = { version: this.version, step: this.findFailed() };
    }
    return this.failed.step;
  }

  /** The step that was entered last. */
  lastStep(): Step | undefined {
    return this.newest;
  }

  /** Steps from a container inwards: those that hold a step, and the step itself at the end. */
  pathOf(step: Step): Step[] {
    const owner = this.ownerOf(step.lane);
    return owner === undefined ? [step] : [...this.pathOf(owner), step];
  }

  /** The lane of an iteration. */
  iteration(map: Step, index: number): Lane | undefined {
    const guess = this.lanes.get(map.lanes[index] ?? -1);
    if (guess?.index === index) {
      return guess;
    }
    return map.lanes.map((id) => this.lanes.get(id)).findLast((lane) => lane?.index === index);
  }

  private findFailed(): Step | undefined {
    if (this.end === undefined || this.end.status === 'succeeded') {
      return undefined;
    }
    let found: Step | undefined;
    for (const step of this.steps.values()) {
      if (step.status === 'failed' && this.isCurrent(step)) {
        found = found === undefined || this.depth(step) >= this.depth(found) ? step : found;
      }
    }
    return found;
  }

  /** Not of an attempt of a container that was made again. */
  private isCurrent(step: Step): boolean {
    const owner = this.ownerOf(step.lane);
    return owner === undefined || (step.lane >= (owner.lanes[0] ?? Infinity) && this.isCurrent(owner));
  }

  private depth(step: Step): number {
    const owner = this.ownerOf(step.lane);
    return owner === undefined ? 0 : this.depth(owner) + 1;
  }

  private take(event: HistoryEvent): void {
    const at = event.timestamp * 1000;
    const { type } = event;
    if (type.startsWith('Execution')) {
      this.inherit(event);
    }
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

  /** What is said of the whole comes behind an event of a step, and a redrive goes on from there. */
  private inherit({ id, previousEventId }: HistoryEvent): void {
    const step = this.stepOf.get(previousEventId);
    if (step !== undefined) {
      this.stepOf.set(id, step);
      this.laneOf.set(id, this.laneOf.get(previousEventId) ?? 0);
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
      tally: new Map(),
      mapRunArn: undefined,
      length: undefined,
    };
    if (step.type === 'Fail') {
      this.fails(step);
    }
    this.steps.set(step.id, step);
    this.lastOf.set(name, step);
    this.newest = step;
    this.visit(step);
    this.stepOf.set(event.id, step.id);
    this.laneOf.set(event.id, lane);
  }

  /** A Fail state fails by being entered; nothing else says so inside an iteration or a branch. */
  private fails(step: Step): void {
    const { Error: error, Cause: cause } = this.definition?.states.get(step.name)?.json ?? {};
    step.error = typeof error === 'string' && !error.startsWith('{%') ? error : undefined;
    step.cause = typeof cause === 'string' && !cause.startsWith('{%') ? cause : undefined;
  }

  private visit(step: Step): void {
    const lane = this.lanes.get(step.lane);
    if (lane === undefined) {
      return;
    }
    const before = this.steps.get(lane.steps.at(-1) ?? -1);
    lane.steps.push(step.id);
    const visits = lane.visits.get(step.name);
    if (visits === undefined) {
      lane.visits.set(step.name, { steps: [step.id], retries: 0, next: [] });
    } else {
      visits.steps.push(step.id);
    }
    const next = before === undefined ? undefined : lane.visits.get(before.name)?.next;
    const mark = (before?.status === 'caught' ? CAUGHT : '') + step.name;
    if (next !== undefined && !next.includes(mark)) {
      next.push(mark);
    }
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
    this.lanes.set(id, emptyLane(id, owner.id, index));
    owner.lanes.push(id);
    count(owner, 'running', 1);
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
      this.closeBelow(step, at);
      const inner = this.failureIn(step);
      step.error = (details['error'] as string | undefined) ?? inner?.error ?? 'Failed';
      step.cause = (details['cause'] as string | undefined) ?? inner?.cause;
      step.status = 'waiting'; // for a retry, a catcher, or the end
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
        this.become(lane, lane.steps.some((inner) => this.steps.get(inner)?.status === 'failed') ? 'failed' : 'aborted');
      }
    }
  }

  /** The step because of which a Parallel or a Map failed. */
  private failureIn(step: Step): Step | undefined {
    const lane = step.lanes.map((id) => this.lanes.get(id)).find((each) => each?.status === 'failed');
    return this.steps.get(lane?.steps.findLast((id) => this.steps.get(id)?.status === 'failed') ?? -1);
  }

  private become(lane: Lane, status: Status): void {
    const owner = this.steps.get(lane.parent);
    if (owner !== undefined && lane.id >= (owner.lanes[0] ?? Infinity)) {
      count(owner, lane.status, -1);
      count(owner, status, 1);
    }
    lane.status = status;
  }

  private close(step: Step | undefined, at: number): void {
    if (step !== undefined && step.endedAt === undefined) {
      step.endedAt = at;
      step.status = step.error === undefined && step.type !== 'Fail' ? 'aborted' : 'failed';
      this.closeBelow(step, at);
    }
  }

  /** An attempt begins: the first, or another one after a failure. */
  private attempt(step: Step, at: number): void {
    this.closeBelow(step, at);
    const begun = (this.attempts.get(step.id) ?? 0) + 1;
    this.attempts.set(step.id, begun);
    step.retries = begun - 1;
    const visits = this.lanes.get(step.lane)?.visits.get(step.name);
    if (visits !== undefined && begun > 1) {
      visits.retries++;
    }
    step.status = 'running';
    step.error = undefined;
    step.cause = undefined;
    step.endedAt = undefined;
    step.lanes = [];
    step.tally = new Map();
  }

  /** Events name their state, or follow one of its events. */
  private owner(event: HistoryEvent): Step | undefined {
    const details = detailsOf(event);
    const name = details['name'] ?? details['state'];
    let step = this.stepAt(event.previousEventId);
    if (typeof name === 'string') {
      if (event.type === 'EvaluationFailed') {
        return this.lastOf.get(name) ?? step;
      }
      while (step !== undefined && step.name !== name) {
        step = this.ownerOf(step.lane);
      }
      return step ?? this.lastOf.get(name);
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

  /** A branch has succeeded with its last state; an iteration says so itself. */
  private endLane(step: Step): void {
    const lane = this.lanes.get(step.lane);
    if (lane !== undefined && lane.parent !== 0 && this.definition?.states.get(step.name)?.ends === true) {
      this.become(lane, 'succeeded');
    }
  }

  private iterationEnded(event: HistoryEvent, map: Step): void {
    const lane = this.iteration(map, Number(detailsOf(event)['index']));
    if (lane !== undefined) {
      this.become(lane, event.type.replace('MapIteration', '').toLowerCase() as Status);
    }
  }

  /** What was unsuccessful is taken up again. */
  private redriven(): void {
    this.end = undefined;
    this.redrives++;
    const root = this.lanes.get(0);
    if (root !== undefined) {
      root.status = 'running';
    }
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

function emptyLane(id: number, parent: number, index: number): Lane {
  return { id, parent, index, status: 'running', steps: [], visits: new Map() };
}

function count(step: Step, status: Status, change: number): void {
  step.tally.set(status, (step.tally.get(status) ?? 0) + change);
}
