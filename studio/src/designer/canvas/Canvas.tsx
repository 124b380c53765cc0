import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type NodeChange } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import '../../graph/graph.css';
import { Miniature } from '../../graph/Miniature';
import { TerminalView } from '../../graph/nodes';
import { CanvasContext, Paints, type PaintOf } from '../../graph/paint';
import type { GraphEdge, GraphNode } from '../../graph/toFlow';
import { graphOf } from '../document/design';
import type { BrowserEntry } from '../patterns/entry';
import { link, move, place } from '../page/edits';
import { useBench, useWorkbench } from '../page/workbench';
import './canvas.css';
import { DesignBranch } from './DesignBranch';
import { DesignEdge } from './DesignEdge';
import { DesignNode } from './DesignNode';
import { receiveDrops, type Dragged } from './dragging';
import { Ghost } from './Ghost';
import { told, type Targets } from './targets';
import { useGraph, type Graph } from './useGraph';
import { Viewpoint } from './Viewpoint';

const NODE_TYPES = { state: DesignNode, branch: DesignBranch, terminal: TerminalView };
const EDGE_TYPES = { transition: DesignEdge };

/** Smaller than this, only names can be read. */
const FAR = 0.42;
/** From so many nodes on, the whole in small helps. */
const MANY = 16;

interface Props {
  /** How the last run went, state by state. */
  paint?: PaintOf | undefined;
  entries: readonly BrowserEntry[];
  /** Told what lies where, for those who put something onto a line without the pointer. */
  targets: RefObject<Targets | undefined>;
  /** Over the canvas while it is empty. */
  empty: ReactNode;
  /** Over its corners: zoom, notes. */
  children?: ReactNode;
}

/** Where a workflow is drawn. */
export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ paint, entries, targets, empty, children }: Props) {
  const bench = useWorkbench();
  const definition = graphOf(useBench(({ history }) => history.design));
  const collapsed = useBench((model) => model.collapsed);
  const selected = useBench(({ history }) => history.selected);
  const graph = useGraph(definition, collapsed);
  targets.current = graph.targets;
  const [paints] = useState(() => new Paints());
  useLayoutEffect(() => paints.show(paint), [paints, paint]);
  const far = useStore((state) => state.transform[2] < FAR);
  const host = useRef<HTMLDivElement>(null);
  const context = useMemo(
    () => ({ paints, collapsed, toggle: (name: string) => bench.toggle(name), far, selected: undefined, reached: undefined }),
    [paints, collapsed, far, bench],
  );
  const plain = useMemo(() => selectable(graph.nodes), [graph.nodes]);
  const nodes = useMemo(() => selectedOf(plain, selected), [plain, selected]);
  useDrops(host, graph, entries);
  const onNodesChange = (changes: NodeChange<GraphNode>[]) => {
    const names = new Set(bench.selected);
    for (const change of changes) {
      if (change.type === 'select' && bench.graph.states.has(change.id)) {
        change.selected ? names.add(change.id) : names.delete(change.id);
      }
    }
    bench.select([...names]);
  };
  const isEmpty = definition.states.size === 0;
  return (
    <CanvasContext.Provider value={context}>
      <div className="graph design-canvas" ref={host} data-settled={(!graph.rough && graph.definition === definition) || undefined} data-far={far || undefined}>
        <ReactFlow<GraphNode, GraphEdge>
          nodes={isEmpty ? [] : nodes}
          edges={graph.edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onPaneClick={() => bench.select([])}
          onNodeContextMenu={(event, node) => {
            event.preventDefault();
            if (node.type === 'state') {
              if (!bench.selected.includes(node.id)) {
                bench.select([node.id]);
              }
              bench.open({ kind: 'menu', x: event.clientX, y: event.clientY });
            }
          }}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable
          multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
          selectionKeyCode="Shift"
          deleteKeyCode={null}
          disableKeyboardA11y
          zoomOnDoubleClick={false}
          onlyRenderVisibleElements
          minZoom={0.08}
          maxZoom={1.6}
          proOptions={{ hideAttribution: true }}
          aria-label="Canvas of the workflow. Arrow keys walk along it, A adds a state, question mark lists all keys."
        >
          <Background variant={BackgroundVariant.Dots} gap={22} size={1.2} />
          {graph.nodes.length > MANY && <Miniature nodes={graph.nodes} paints={paints} label="The whole workflow in small" />}
          <Viewpoint graph={graph} host={host} />
          {children}
        </ReactFlow>
        {isEmpty && <div className="canvas-empty">{empty}</div>}
        <Ghost />
      </div>
    </CanvasContext.Provider>
  );
}

function selectable(nodes: GraphNode[]): GraphNode[] {
  return nodes.map((node) => (node.type === 'state' ? { ...node, selectable: true, selected: false, className: 'nodrag' } : node));
}

/** The others stay the objects that they are, so that selecting one draws one. */
function selectedOf(nodes: GraphNode[], selected: readonly string[]): GraphNode[] {
  const names = new Set(selected);
  return nodes.map((node) => (node.type === 'state' && names.has(node.id) ? { ...node, selected: true } : node));
}

/** What is let go over the canvas happens; what would happen is drawn before. */
function useDrops(host: RefObject<HTMLDivElement | null>, graph: Graph, entries: readonly BrowserEntry[]): void {
  const bench = useWorkbench();
  const flow = useReactFlow();
  const latest = useRef({ graph, entries });
  latest.current = { graph, entries };
  useEffect(() => {
    const over = (what: Dragged, at: { x: number; y: number }) => {
      const box = host.current?.getBoundingClientRect();
      if (box === undefined || at.x < box.left || at.x > box.right || at.y < box.top || at.y > box.bottom) {
        return {};
      }
      const { targets } = latest.current.graph;
      const point = flow.screenToFlowPosition(at, { snapToGrid: false });
      if (what.kind === 'line') {
        const to = targets.stateAt(point);
        return { to: to === what.from ? undefined : to };
      }
      return { target: targets.targetAt(point, new Set(what.kind === 'states' ? what.names : [])) };
    };
    const drop = (what: Dragged, at: { x: number; y: number }) => {
      const { target, to } = over(what, at) as { target?: ReturnType<Graph['targets']['targetAt']>; to?: string };
      if (what.kind === 'line') {
        if (to !== undefined) {
          const label = what.how === 'next' ? `Lead ${what.from} to ${to}` : `Lead errors of ${what.from} to ${to}`;
          bench.edit(label, (design) => link(design, what.from, to, what.how));
        } else {
          bench.open({ kind: 'add', at: { kind: what.how === 'next' ? 'after' : 'caught', name: what.from } });
        }
        return;
      }
      if (target === undefined) {
        return;
      }
      if (what.kind === 'states') {
        if (target.kind !== 'alone') {
          bench.edit(`Move: ${told(target, what.label)}`, (design) => move(design, what.names, target));
        }
        return;
      }
      const entry = latest.current.entries.find(({ id }) => id === what.id);
      if (entry !== undefined) {
        bench.edit(`Add: ${told(target, entry.title)}`, (design) => place(design, entry, target));
      }
    };
    return receiveDrops({ over, drop });
  }, [bench, flow, host]);
}
