import type { Edge as FlowEdge, Node as FlowNode, Position } from '@xyflow/react';
import type { Edge, State } from '../asl/definition';
import { TERMINAL, type PlacedEdge, type PlacedScope, type Point } from './layout';

/** What the canvas draws: every state, branch and transition once, at its place. */

export type StateNodeData = { state: State; container: boolean; inner: number };
export type EdgeData = {
  kind: PlacedEdge['kind'];
  points: Point[];
  label: string | undefined;
  labelAt: PlacedEdge['labelAt'];
  from: string;
  to: string;
  /** The scope that it lies in. */
  scope: string;
  /** At the end: whether something could still follow. */
  open: boolean;
  edge: Edge | undefined;
};
export type StateNode = FlowNode<StateNodeData, 'state'>;
export type BranchNode = FlowNode<{ title: string; scope: string; empty: boolean }, 'branch'>;
export type TerminalNode = FlowNode<{ kind: 'start' | 'end' }, 'terminal'>;
export type GraphNode = StateNode | BranchNode | TerminalNode;
export type GraphEdge = FlowEdge<EdgeData, 'transition'>;

export function toFlow(root: PlacedScope): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  add(root, { x: 0, y: 0 }, nodes, edges);
  return { nodes, edges };
}

/** Absolute places, so that edges of all depths share one plane. */
function add(placed: PlacedScope, at: Point, nodes: GraphNode[], edges: GraphEdge[]): void {
  const { scope } = placed;
  const fixed = { draggable: false, connectable: false, deletable: false };
  const id = (name: string) => `${scope.id}\u0000${name}`;
  if (scope.owner === undefined || scope.states.length > 0) {
    nodes.push({
      id: id('start'),
      type: 'terminal',
      position: plus(at, placed.start),
      data: { kind: 'start' },
      ...sized(TERMINAL, TERMINAL),
      selectable: false,
      focusable: false,
      ...fixed,
    });
  }
  for (const state of placed.states) {
    const position = plus(at, state);
    const container = state.inner.length > 0;
    nodes.push({
      id: state.state.name,
      type: 'state',
      position,
      data: { state: state.state, container, inner: state.state.inner.length },
      ...sized(state.width, state.height),
      zIndex: container ? 0 : 2,
      ...fixed,
    });
    for (const inner of state.inner) {
      if (state.inner.length > 1 || inner.scope.states.length === 0) {
        nodes.push(branch(inner, plus(position, inner)));
      }
      add(inner, plus(position, inner), nodes, edges);
    }
  }
  if (placed.end !== undefined) {
    nodes.push({
      id: id('end'),
      type: 'terminal',
      position: plus(at, placed.end),
      data: { kind: 'end' },
      ...sized(TERMINAL, TERMINAL),
      selectable: false,
      focusable: false,
      ...fixed,
    });
  }
  for (const edge of placed.edges) {
    edges.push({
      id: id(edge.id),
      type: 'transition',
      source: edge.kind === 'start' ? id('start') : edge.from,
      target: edge.kind === 'end' ? id('end') : edge.to,
      data: {
        kind: edge.kind,
        points: edge.points.map((point) => plus(at, point)),
        label: edge.label,
        labelAt: edge.labelAt === undefined ? undefined : { ...edge.labelAt, ...plus(at, edge.labelAt) },
        from: edge.from,
        to: edge.to,
        scope: scope.id,
        open: edge.kind === 'end' && scope.states.some(({ name, json }) => name === edge.from && json['End'] === true),
        edge: edge.edge,
      },
      zIndex: 1,
      selectable: false,
      focusable: false,
    });
  }
}

/** Size and ends of lines are known before anything is drawn: nothing has to be measured, or measured again. */
function sized(width: number, height: number): Pick<FlowNode, 'width' | 'height' | 'measured' | 'handles'> {
  const end = (type: 'source' | 'target', position: 'top' | 'bottom', y: number) => ({ type, position: position as Position, x: width / 2, y, width: 1, height: 1 });
  return { width, height, measured: { width, height }, handles: [end('target', 'top', 0), end('source', 'bottom', height)] };
}

const MARGIN = 8;

function branch(placed: PlacedScope, position: Point): BranchNode {
  return {
    id: `${placed.scope.id}\u0000branch`,
    type: 'branch',
    position: { x: position.x - MARGIN, y: position.y - MARGIN / 2 },
    data: {
      title: placed.scope.owner?.type === 'Map' ? 'For each item' : `Branch ${placed.scope.index + 1}`,
      scope: placed.scope.id,
      empty: placed.scope.states.length === 0,
    },
    width: placed.width + 2 * MARGIN,
    height: placed.height + MARGIN,
    zIndex: 0,
    selectable: false,
    focusable: false,
    draggable: false,
    connectable: false,
    deletable: false,
  };
}

export function plus(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}
