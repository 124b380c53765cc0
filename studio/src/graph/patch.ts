import type { Scope, State } from '../asl/definition';
import { END, holding, START, TERMINAL, type PlacedEdge, type PlacedScope, type PlacedState, type Point } from './layout';
import { above, below, bent, BESIDE, BETWEEN, quickEdge, quickLayout } from './quick';

/** From a height on, everything lies so much lower. */
interface Shift {
  from: number;
  by: number;
}

/**
 * A layout for the moment after an edit: what was there stays where it was, what is new gets a place behind
 * what leads to it, and what lies below makes room. So an edit is seen at once and nothing jumps, however
 * many states there are; the good layout comes later and moves little.
 */
export function patchLayout(before: PlacedScope, scope: Scope, collapsed: ReadonlySet<string>): PlacedScope {
  const old = new Map(before.states.map((placed) => [placed.state.name, placed]));
  const shifts: Shift[] = [];
  const states = scope.states.map((state) => sizedLike(state, old.get(state.name), collapsed));
  const byName = new Map(states.map((placed) => [placed.state.name, placed]));
  const fresh = inOrder(states.filter(({ state }) => !old.has(state.name)), scope);
  /** The height in the old picture behind which each state is; what gets smaller leaves a gap for now. */
  const behind = new Map<string, number>();
  for (const { state, height } of states) {
    const was = old.get(state.name);
    if (was !== undefined) {
      behind.set(state.name, was.y + was.height);
      shifts.push({ from: was.y + was.height - 0.5, by: Math.max(0, height - was.height) });
    }
  }
  const places = fresh.map((state) => placeOf(state, scope, behind));
  for (const { from, makesRoom, state } of places) {
    if (makesRoom) {
      shifts.push({ from: from + 0.5, by: state.height + BETWEEN });
    }
  }
  const lower = lowering(shifts);
  for (const state of states) {
    const was = old.get(state.state.name);
    if (was !== undefined) {
      Object.assign(state, { x: was.x + (was.width - state.width) / 2, y: lower(was.y) });
    }
  }
  let right = Math.max(before.width, ...states.map(({ x, width }) => x + width));
  for (const { state, leading, makesRoom } of places) {
    const led = byName.get(leading ?? '');
    const y = (led === undefined ? TERMINAL : led.y + led.height) + BETWEEN;
    const middle = led === undefined ? before.start.x + TERMINAL / 2 : led.x + led.width / 2;
    Object.assign(state, { x: makesRoom ? middle - state.width / 2 : right + BESIDE, y });
    right = Math.max(right, state.x + state.width);
  }
  const { start } = before;
  const bottom = Math.max(TERMINAL, ...states.map(({ y, height }) => y + height));
  const ends = scope.states.some((state) => state.ends);
  const end = ends ? { x: before.end?.x ?? start.x, y: Math.max(before.end === undefined ? 0 : lower(before.end.y), bottom + BETWEEN / 2) } : undefined;
  const edges = patchedEdges({ scope, states: byName, old, before, lower, start, end });
  return { scope, x: 0, y: 0, width: right, height: end === undefined ? bottom : end.y + TERMINAL, states, edges, start, end };
}

interface Place {
  state: PlacedState;
  /** What leads to it, if that is known. */
  leading: string | undefined;
  /** Where it comes in, in the old picture. */
  from: number;
  /** Whether it stands in the way of what comes behind, or beside everything. */
  makesRoom: boolean;
}

/** Behind the first that leads to it; what handles errors, or is led to by nothing, stands beside. */
function placeOf(state: PlacedState, scope: Scope, behind: Map<string, number>): Place {
  const { name } = state.state;
  const into = scope.edges.filter((edge) => edge.to === name && behind.has(edge.from));
  const edge = into.find(({ kind }) => kind !== 'catch') ?? into[0];
  const from = edge === undefined ? TERMINAL : (behind.get(edge.from) ?? TERMINAL);
  behind.set(name, from);
  return { state, leading: edge?.from, from, makesRoom: edge === undefined ? scope.startAt === name : edge.kind !== 'catch' };
}

/** Sums up, so that a thousand lines over a hundred shifts cost nothing. */
function lowering(shifts: Shift[]): (y: number) => number {
  const sorted = shifts.filter(({ by }) => by !== 0).toSorted((a, b) => a.from - b.from);
  return (y) => {
    let sum = y;
    for (const { from, by } of sorted) {
      if (y < from) {
        break;
      }
      sum += by;
    }
    return sum;
  };
}

/** Each behind those that lead to it, when that is new, too. */
function inOrder(fresh: PlacedState[], scope: Scope): PlacedState[] {
  const names = new Set(fresh.map(({ state }) => state.name));
  const inner = new Map<string, number>();
  for (const { from, to } of scope.edges) {
    if (names.has(from) && names.has(to)) {
      inner.set(to, (inner.get(to) ?? 0) + 1);
    }
  }
  return fresh.toSorted((a, b) => (inner.get(a.state.name) ?? 0) - (inner.get(b.state.name) ?? 0));
}

function sizedLike(state: State, was: PlacedState | undefined, collapsed: ReadonlySet<string>): PlacedState {
  const shown = collapsed.has(state.name) ? [] : state.inner;
  const known = new Map((was?.inner ?? []).map((placed) => [placed.scope.id, placed]));
  return holding(
    state,
    shown.map((inner) => {
      const before = known.get(inner.id);
      return before === undefined ? quickLayout(inner, collapsed) : patchLayout(before, inner, collapsed);
    }),
  );
}

interface Patching {
  scope: Scope;
  states: ReadonlyMap<string, PlacedState>;
  old: ReadonlyMap<string, PlacedState>;
  before: PlacedScope;
  lower: (y: number) => number;
  start: Point;
  end: Point | undefined;
}

/** A line between what only moved down goes along; another one is drawn anew, bent once. */
function patchedEdges({ scope, states, old, before, lower, start, end }: Patching): PlacedEdge[] {
  const known = new Map(before.edges.map((edge) => [`${edge.from}\u0000${edge.id}\u0000${edge.to}`, edge]));
  const stays = (name: string) => name === START || name === END || states.get(name)?.width === old.get(name)?.width;
  const moved = (edge: PlacedEdge): PlacedEdge => ({
    ...edge,
    points: edge.points.map(({ x, y }) => ({ x, y: lower(y) })),
    labelAt: edge.labelAt === undefined ? undefined : { ...edge.labelAt, y: lower(edge.labelAt.y) },
  });
  const along = (id: string, from: string, to: string): PlacedEdge | undefined => {
    const edge = known.get(`${from}\u0000${id}\u0000${to}`);
    return edge !== undefined && stays(from) && stays(to) ? moved(edge) : undefined;
  };
  const plain = { edge: undefined, label: undefined, labelAt: undefined };
  const edges: PlacedEdge[] = [];
  const first = states.get(scope.startAt ?? '');
  if (first !== undefined) {
    const from = { x: start.x + TERMINAL / 2, y: start.y + TERMINAL };
    edges.push(along(START, START, first.state.name) ?? { id: START, from: START, to: first.state.name, kind: 'start', points: bent(from, above(first)), ...plain });
  }
  for (const edge of scope.edges) {
    const [from, to] = [states.get(edge.from), states.get(edge.to)];
    if (from !== undefined && to !== undefined) {
      const was = along(edge.id, edge.from, edge.to);
      edges.push(was !== undefined && was.label === edge.label ? { ...was, edge, kind: edge.kind } : quickEdge(edge, bent(below(from), above(to))));
    }
  }
  for (const { state } of states.values()) {
    const from = states.get(state.name);
    if (state.ends && end !== undefined && from !== undefined) {
      const id = `${END}${state.name}`;
      const points = bent(below(from), { x: end.x + TERMINAL / 2, y: end.y });
      edges.push(along(id, state.name, END) ?? { id, from: state.name, to: END, kind: 'end', points, ...plain });
    }
  }
  return edges;
}

