import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import type { Edge, Scope, State } from '../asl/definition';

/**
 * Where everything of a definition stands. Scopes are laid out one by one, the innermost first,
 * because no transition leaves its scope: so each is a small problem, and none needs edges through
 * containers.
 */

export interface Point {
  x: number;
  y: number;
}

export interface PlacedState {
  state: State;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Branches or the processor, relative to this state; empty when it is collapsed. */
  inner: PlacedScope[];
}

export interface PlacedEdge {
  id: string;
  from: string;
  to: string;
  kind: Edge['kind'] | 'start' | 'end';
  /** The transition that it draws; nothing at the start and the end. */
  edge: Edge | undefined;
  label: string | undefined;
  /** From the first state's border over the bends to the other's; relative to the scope. */
  points: Point[];
  labelAt: (Point & { width: number; height: number }) | undefined;
}

export interface PlacedScope {
  scope: Scope;
  x: number;
  y: number;
  width: number;
  height: number;
  states: PlacedState[];
  edges: PlacedEdge[];
  start: Point;
  end: Point | undefined;
}

export const STATE = { width: 208, height: 52 };
export const TERMINAL = 16;
/** Room for a branch without states. */
const EMPTY = { width: 120, height: 60 };
const PADDING = 20;
const HEADER = 48;
const GAP = 20;
export const LABEL_HEIGHT = 18;
const LABEL_MAX = 190;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '34',
  'elk.spacing.nodeNode': '30',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '14',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.considerModelOrder.strategy': 'PREFER_EDGES',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};

export const START = '\u0000start';
export const END = '\u0000end';

let engine: Promise<ELK> | undefined;

/** ELK works beside the page, and is fetched when the first graph is shown. */
function elk(): Promise<ELK> {
  engine ??= Promise.all([import('elkjs/lib/elk-api'), import('elkjs/lib/elk-worker.min.js?url')]).then(
    ([{ default: Elk }, { default: url }]) => new Elk({ workerFactory: () => new Worker(url) }),
  );
  return engine;
}

/** @param collapsed names of the states whose insides are not shown */
export async function layout(scope: Scope, collapsed: ReadonlySet<string>): Promise<PlacedScope> {
  return place(await elk(), scope, collapsed);
}

/** What was laid out lately, by its form: an edit moves the scopes that it changes, and those around them. */
const recent = new Map<string, Promise<ElkNode>>();
const MOST_RECENT = 400;

function laidOut(engine: ELK, graph: ElkNode): Promise<ElkNode> {
  const form = JSON.stringify(graph);
  const known = recent.get(form);
  recent.delete(form);
  const placed = known ?? engine.layout(graph);
  recent.set(form, placed);
  for (const oldest of recent.keys()) {
    if (recent.size <= MOST_RECENT) {
      break;
    }
    recent.delete(oldest);
  }
  return placed;
}

async function place(engine: ELK, scope: Scope, collapsed: ReadonlySet<string>): Promise<PlacedScope> {
  const states = await Promise.all(inFlow(scope).map((state) => measure(engine, state, collapsed)));
  const ends = scope.states.some((state) => state.ends);
  const graph: ElkNode = {
    id: 'scope',
    layoutOptions: OPTIONS,
    children: [
      { id: START, width: TERMINAL, height: TERMINAL, layoutOptions: { 'elk.layered.layering.layerConstraint': 'FIRST' } },
      ...states.map((state) => ({ id: state.state.name, width: state.width, height: state.height })),
      ...(ends
        ? [{ id: END, width: TERMINAL, height: TERMINAL, layoutOptions: { 'elk.layered.layering.layerConstraint': 'LAST' } }]
        : []),
    ],
    edges: edgesOf(scope),
  };
  const placed = await laidOut(engine, graph);
  const at = new Map((placed.children ?? []).map((node) => [node.id, { x: node.x ?? 0, y: node.y ?? 0 }]));
  for (const state of states) {
    Object.assign(state, at.get(state.state.name));
  }
  const kinds = new Map(scope.edges.map((edge) => [edge.id, edge]));
  return {
    scope,
    x: 0,
    y: 0,
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    states,
    edges: (placed.edges ?? []).map((edge) => placedEdge(edge, kinds.get(edge.id))),
    start: at.get(START) ?? { x: 0, y: 0 },
    end: at.get(END),
  };
}

async function measure(engine: ELK, state: State, collapsed: ReadonlySet<string>): Promise<PlacedState> {
  const shown = collapsed.has(state.name) ? [] : state.inner;
  return holding(state, await Promise.all(shown.map((scope) => place(engine, scope, collapsed))));
}

/**
 * The states in the order in which they come: each behind those that lead to it, loops left out. ELK
 * takes what leads back in this order for a loop, and how a text is ordered says nothing about that.
 */
export function inFlow(scope: Scope): State[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of scope.edges) {
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const seen = new Set<string>();
  const behind: string[] = [];
  for (const name of [...(scope.startAt === undefined ? [] : [scope.startAt]), ...scope.states.map((state) => state.name)]) {
    visit(name, next, seen, behind);
  }
  const order = new Map(behind.toReversed().map((name, i) => [name, i]));
  return scope.states.toSorted((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
}

/** Without recursion: a chain may be long. */
function visit(first: string, next: ReadonlyMap<string, string[]>, seen: Set<string>, behind: string[]): void {
  const open: { name: string; at: number }[] = [];
  const enter = (name: string) => {
    if (!seen.has(name)) {
      seen.add(name);
      open.push({ name, at: 0 });
    }
  };
  enter(first);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    // from the last alternative to the first, so that the first comes first in the end
    const targets = next.get(top.name)?.toReversed() ?? [];
    const target = targets[top.at++];
    if (target === undefined) {
      behind.push(top.name);
      open.pop();
    } else {
      enter(target);
    }
  }
}

/** A state's size; a container is as large as what it holds, side by side. */
export function holding(state: State, inner: PlacedScope[]): PlacedState {
  const placed: PlacedState = { state, x: 0, y: 0, ...STATE, inner };
  if (inner.length === 0) {
    return placed;
  }
  let x = PADDING;
  let tallest = 0;
  for (const scope of inner) {
    scope.width = Math.max(scope.width, EMPTY.width);
    scope.height = Math.max(scope.height, EMPTY.height);
    scope.x = x;
    scope.y = HEADER;
    x += scope.width + GAP;
    tallest = Math.max(tallest, scope.height);
  }
  const wide = x - GAP + PADDING;
  const shift = Math.max(0, STATE.width + 2 * PADDING - wide) / 2;
  for (const scope of inner) {
    scope.x += shift;
  }
  placed.width = wide + 2 * shift;
  placed.height = HEADER + tallest + PADDING;
  return placed;
}

function edgesOf(scope: Scope): ElkExtendedEdge[] {
  const edges: ElkExtendedEdge[] = scope.edges.map((edge) => ({
    id: edge.id,
    sources: [edge.from],
    targets: [edge.to],
    labels: edge.label === undefined ? [] : [{ text: edge.label, width: labelWidth(edge.label), height: LABEL_HEIGHT }],
    layoutOptions: { 'elk.layered.priority.direction': edge.kind === 'catch' ? '0' : '10' },
  }));
  if (scope.startAt !== undefined && scope.states.some((state) => state.name === scope.startAt)) {
    edges.unshift({ id: START, sources: [START], targets: [scope.startAt] });
  }
  for (const state of scope.states) {
    if (state.ends) {
      edges.push({ id: `${END}${state.name}`, sources: [state.name], targets: [END] });
    }
  }
  return edges;
}

function placedEdge(edge: ElkExtendedEdge, known: Edge | undefined): PlacedEdge {
  const section = edge.sections?.[0];
  const label = edge.labels?.[0];
  return {
    id: edge.id,
    from: edge.sources[0] ?? '',
    to: edge.targets[0] ?? '',
    kind: known?.kind ?? (edge.id === START ? 'start' : 'end'),
    edge: known,
    label: known?.label,
    points: section === undefined ? [] : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint],
    labelAt:
      label === undefined
        ? undefined
        : { x: label.x ?? 0, y: label.y ?? 0, width: label.width ?? 0, height: label.height ?? 0 },
  };
}

/** Labels are cut rather than measured: about the width of their letters. */
export function labelWidth(text: string): number {
  return Math.min(LABEL_MAX, text.length * 6.6 + 12);
}
