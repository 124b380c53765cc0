import type { Edge, Scope } from '../asl/definition';
import { END, holding, LABEL_HEIGHT, labelWidth, START, STATE, TERMINAL, type PlacedEdge, type PlacedScope, type PlacedState, type Point } from './layout';

export const BETWEEN = 44;
export const BESIDE = 30;
const LABELLED = 20;

/**
 * A layout for the first frame, until the good one is there: states in layers by how far they are from
 * the start, lines that bend once. Linear in what it draws, so that it never holds anything up.
 */
export function quickLayout(scope: Scope, collapsed: ReadonlySet<string>): PlacedScope {
  const states = scope.states.map((state) => {
    const shown = collapsed.has(state.name) ? [] : state.inner;
    return holding(
      state,
      shown.map((inner) => quickLayout(inner, collapsed)),
    );
  });
  const layers = layersOf(scope, states);
  const widths = layers.map((layer) => layer.reduce((sum, { width }) => sum + width + BESIDE, -BESIDE));
  const width = Math.max(STATE.width, ...widths);
  let y = TERMINAL + BETWEEN;
  layers.forEach((layer, i) => {
    let x = (width - (widths[i] ?? 0)) / 2;
    for (const state of layer) {
      Object.assign(state, { x, y });
      x += state.width + BESIDE;
    }
    y += Math.max(...layer.map(({ height }) => height)) + BETWEEN + LABELLED;
  });
  const ends = scope.states.some((state) => state.ends);
  const start = { x: (width - TERMINAL) / 2, y: 0 };
  const end = ends ? { x: (width - TERMINAL) / 2, y } : undefined;
  const edges = edgesOf(scope, new Map(states.map((state) => [state.state.name, state])), start, end);
  return { scope, x: 0, y: 0, width, height: ends ? y + TERMINAL : Math.max(TERMINAL, y - BETWEEN), states, edges, start, end };
}

/** By how many steps each is from the start; what is not reached comes last. */
function layersOf(scope: Scope, states: PlacedState[]): PlacedState[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of scope.edges) {
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const layer = new Map<string, number>();
  let wave = scope.startAt === undefined ? [] : [scope.startAt];
  for (let at = 0; wave.length > 0; at++) {
    wave.forEach((name) => layer.set(name, at));
    const further = wave.flatMap((name) => next.get(name) ?? []);
    wave = [...new Set(further)].filter((name) => !layer.has(name));
  }
  const last = Math.max(-1, ...layer.values()) + 1;
  const layers: PlacedState[][] = [];
  for (const state of states) {
    (layers[layer.get(state.state.name) ?? last] ??= []).push(state);
  }
  return layers.filter((some) => some.length > 0);
}

function edgesOf(scope: Scope, states: ReadonlyMap<string, PlacedState>, start: Point, end: Point | undefined): PlacedEdge[] {
  const edges: PlacedEdge[] = [];
  const first = states.get(scope.startAt ?? '');
  if (first !== undefined) {
    const from = { x: start.x + TERMINAL / 2, y: start.y + TERMINAL };
    edges.push({ id: START, from: START, to: first.state.name, kind: 'start', edge: undefined, label: undefined, points: bent(from, above(first)), labelAt: undefined });
  }
  for (const edge of scope.edges) {
    const [from, to] = [states.get(edge.from), states.get(edge.to)];
    if (from !== undefined && to !== undefined) {
      edges.push(quickEdge(edge, bent(below(from), above(to))));
    }
  }
  for (const state of states.values()) {
    if (state.state.ends && end !== undefined) {
      const { name } = state.state;
      const to = { x: end.x + TERMINAL / 2, y: end.y };
      edges.push({ id: `${END}${name}`, from: name, to: END, kind: 'end', edge: undefined, label: undefined, points: bent(below(state), to), labelAt: undefined });
    }
  }
  return edges;
}

export function quickEdge(edge: Edge, points: Point[]): PlacedEdge {
  const { id, from, to, kind, label } = edge;
  const width = labelWidth(label ?? '');
  const last = points[points.length - 1] as Point;
  const labelAt = label === undefined ? undefined : { x: last.x - width / 2, y: last.y - 34, width, height: LABEL_HEIGHT };
  return { id, from, to, kind, edge, label, points, labelAt };
}

export function below({ x, y, width, height }: PlacedState): Point {
  return { x: x + width / 2, y: y + height };
}

export function above({ x, y, width }: PlacedState): Point {
  return { x: x + width / 2, y };
}

export function bent(from: Point, to: Point): Point[] {
  const middle = to.y - BETWEEN / 2;
  return from.x === to.x ? [from, to] : [from, { x: from.x, y: middle }, { x: to.x, y: middle }, to];
}
