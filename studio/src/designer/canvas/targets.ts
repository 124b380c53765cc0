import type { Scope } from '../../asl/definition';
import { STATE } from '../../graph/layout';
import type { PlacedScope, Point } from '../../graph/layout';
import { plus, type GraphEdge, type GraphNode } from '../../graph/toFlow';
import type { Path } from '../document/path';

/** Where something that is dragged would go, and where that is drawn. */
export type Target =
  /** Onto a transition, one that starts or ends a scope included. */
  | { kind: 'edge'; scope: Scope; edge: string; from: string | undefined; to: string | undefined; which: Path }
  /** A container that holds nothing yet. */
  | { kind: 'empty'; scope: Scope }
  /** A further branch of a Parallel. */
  | { kind: 'branch'; owner: string }
  /** Beside everything, without a transition. */
  | { kind: 'alone'; scope: Scope };

interface Rect extends Point {
  width: number;
  height: number;
}

interface Area {
  scope: Scope;
  depth: number;
  rect: Rect | undefined;
  edges: GraphEdge[];
}

/** How far from a line one may let go, in the graph's own units. */
const REACH = 46;
const HEAD = 50;

/** Finds what lies under a point. */
export class Targets {
  private readonly areas: Area[] = [];
  private readonly states: (GraphNode & { type: 'state' })[];

  constructor(placed: PlacedScope, nodes: GraphNode[], edges: GraphEdge[]) {
    const byScope = new Map<string, GraphEdge[]>();
    for (const edge of edges.filter(takesMore)) {
      const scope = edge.data?.scope ?? '';
      byScope.set(scope, [...(byScope.get(scope) ?? []), edge]);
    }
    this.collect(placed, { x: 0, y: 0 }, 0, byScope);
    this.areas.sort((a, b) => b.depth - a.depth);
    this.states = nodes.filter((node) => node.type === 'state');
  }

  private collect(placed: PlacedScope, at: Point, depth: number, edges: ReadonlyMap<string, GraphEdge[]>): void {
    const { scope, width, height } = placed;
    const rect = depth === 0 ? undefined : { ...at, width, height };
    this.areas.push({ scope, depth, rect, edges: edges.get(scope.id) ?? [] });
    for (const state of placed.states) {
      for (const inner of state.inner) {
        this.collect(inner, plus(plus(at, state), inner), depth + 1, edges);
      }
    }
  }

  /** The state at a point: of several, the innermost. */
  stateAt(point: Point): string | undefined {
    return this.states.findLast((node) => inside(point, rectOf(node), 0))?.id;
  }

  /** @param moved states that are dragged themselves, into which nothing can go */
  targetAt(point: Point, moved: ReadonlySet<string>): Target {
    const open = this.areas.filter(({ scope }) => !isWithin(scope, moved));
    const area = open.find(({ rect }) => rect === undefined || inside(point, rect, 14)) as Area;
    const header = this.headerAt(point, moved);
    if (header !== undefined) {
      return { kind: 'branch', owner: header };
    }
    if (area.scope.states.length === 0) {
      return { kind: 'empty', scope: area.scope };
    }
    const over = this.states.findLast((node) => node.height !== undefined && node.height <= STATE.height && inside(point, rectOf(node), 4));
    const near = over === undefined || moved.has(over.id) ? nearest(area.edges, point) : beside(area.edges, over, point);
    // inside of a container there is no empty space: what is let go there belongs to it
    const edge = near ?? (area.rect === undefined ? undefined : nearest(area.edges, point, Infinity));
    return edge === undefined ? { kind: 'alone', scope: area.scope } : ofEdge(edge, area.scope);
  }

  /** The target of a line, as it was drawn. */
  ofEdge(id: string): Target | undefined {
    for (const { scope, edges } of this.areas) {
      const edge = edges.find((one) => one.id === id);
      if (edge !== undefined) {
        return ofEdge(edge, scope);
      }
    }
    return undefined;
  }

  private headerAt(point: Point, moved: ReadonlySet<string>): string | undefined {
    const head = this.states.findLast(
      (node) => node.data.state.type === 'Parallel' && !moved.has(node.id) && inside(point, { ...rectOf(node), height: HEAD }, 0),
    );
    return head !== undefined && head.data.inner > 0 && (head.height ?? 0) > STATE.height ? head.id : undefined;
  }
}

/** Nothing comes behind a Succeed or a Fail. */
export function takesMore({ data }: Pick<GraphEdge, 'data'>): boolean {
  return data?.kind !== 'end' || data.open;
}

function ofEdge(edge: GraphEdge, scope: Scope): Target {
  const { kind, from, to, edge: known } = edge.data ?? { kind: 'next', from: '', to: '', edge: undefined };
  return {
    kind: 'edge',
    scope,
    edge: edge.id,
    from: kind === 'start' ? undefined : from,
    to: kind === 'end' ? undefined : to,
    which: known?.field ?? ['Next'],
  };
}

/** Over the upper half of a state what leads to it, over the lower what it leads to. */
function beside(edges: GraphEdge[], node: GraphNode, point: Point): GraphEdge | undefined {
  const upper = point.y < node.position.y + (node.height ?? 0) / 2;
  const close = edges.filter(({ data }) => (upper ? data?.to === node.id : data?.from === node.id));
  return close.find(({ data }) => data?.kind !== 'catch') ?? close[0] ?? nearest(edges, point);
}

function nearest(edges: GraphEdge[], point: Point, reach = REACH): GraphEdge | undefined {
  let best: GraphEdge | undefined;
  let least = reach;
  for (const edge of edges) {
    const distance = distanceTo(edge.data?.points ?? [], point);
    if (distance < least) {
      least = distance;
      best = edge;
    }
  }
  return best;
}

function distanceTo(points: Point[], point: Point): number {
  let least = Infinity;
  for (let i = 1; i < points.length; i++) {
    least = Math.min(least, distanceToPart(points[i - 1] as Point, points[i] as Point, point));
  }
  return least;
}

function distanceToPart(a: Point, b: Point, point: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length));
  return Math.hypot(point.x - a.x - along * dx, point.y - a.y - along * dy);
}

/** The middle of a line, where its handle is. */
export function middleOf(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((point, i) => Math.hypot(point.x - (points[i]?.x ?? 0), point.y - (points[i]?.y ?? 0)));
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (let i = 0; i < lengths.length; i++) {
    const length = lengths[i] as number;
    if (left <= length) {
      const [a, b] = [points[i] as Point, points[i + 1] as Point];
      const part = length === 0 ? 0 : left / length;
      return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
    }
    left -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}

function isWithin(scope: Scope, moved: ReadonlySet<string>): boolean {
  const { owner } = scope;
  return owner !== undefined && (moved.has(owner.name) || isWithin(owner.scope, moved));
}

function rectOf({ position, width = 0, height = 0 }: GraphNode): Rect {
  return { ...position, width, height };
}

function inside(point: Point, { x, y, width, height }: Rect, margin: number): boolean {
  return point.x >= x - margin && point.x <= x + width + margin && point.y >= y - margin && point.y <= y + height + margin;
}

/** In a sentence, what letting go there does. */
export function told(target: Target, what: string): string {
  switch (target.kind) {
    case 'edge': {
      const { from, to } = target;
      if (from === undefined) {
        return `${what} comes first, before ${to}`;
      }
      return to === undefined ? `${what} comes last, after ${from}` : `${what} goes between ${from} and ${to}`;
    }
    case 'empty':
      return target.scope.owner === undefined ? `Begin with ${what}` : `Put ${what} into ${placeName(target.scope)}`;
    case 'branch':
      return `${what} becomes a new branch of ${target.owner}`;
    case 'alone':
      return `Put ${what} here without a line; let go on a line to insert it there`;
  }
}

function placeName({ owner, index }: Scope): string {
  return owner?.type === 'Parallel' ? `branch ${index + 1} of ${owner.name}` : (owner?.name ?? 'the workflow');
}
