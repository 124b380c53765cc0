import {
  Background,
  BackgroundVariant,
  Controls,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type NodeMouseHandler,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Definition } from '../asl/definition';
import { Loading } from '../design/States';
import { TransitionEdge } from './edges';
import './graph.css';
import { layout } from './layout';
import { BranchView, StateView, TerminalView } from './nodes';
import { Paint, type PaintOf } from './paint';
import { toFlow, type GraphEdge, type GraphNode } from './toFlow';

const NODE_TYPES = { state: StateView, branch: BranchView, terminal: TerminalView };
const EDGE_TYPES = { transition: TransitionEdge };

/** Smaller than this, names can't be read: then the view starts at one state instead of at all. */
const READABLE = 0.62;

interface Props {
  definition: Definition;
  /** How each state is doing; nothing for a definition that is not running. */
  paint?: PaintOf | undefined;
  selected?: string | undefined;
  onSelect?: ((name: string | undefined) => void) | undefined;
  /** The state to begin at when the whole does not fit: the running or the failed one. */
  focus?: string | undefined;
}

/** A definition as a graph. Painting a run changes no node, only what each draws of itself. */
export function GraphView(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ definition, paint, selected, onSelect, focus }: Props) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [graph, setGraph] = useState<{ nodes: GraphNode[]; edges: GraphEdge[] }>();
  useEffect(() => {
    let current = true;
    void layout(definition.root, collapsed).then((placed) => current && setGraph(toFlow(placed)));
    return () => {
      current = false;
    };
  }, [definition, collapsed]);
  const toggle = useCallback((name: string) => {
    setCollapsed((known) => {
      const next = new Set(known);
      if (!next.delete(name)) {
        next.add(name);
      }
      return next;
    });
  }, []);
  const paints = useMemo(() => ({ of: paint, collapsed, toggle }), [paint, collapsed, toggle]);
  const nodes = useMemo(
    () => graph?.nodes.map((node) => (node.id === selected ? { ...node, selected: true } : node)),
    [graph, selected],
  );
  const onNodeClick: NodeMouseHandler<GraphNode> = (_, node) => {
    onSelect?.(node.type === 'state' ? node.id : undefined);
  };
  if (graph === undefined || nodes === undefined) {
    return <Loading what="the graph" />;
  }
  return (
    <Paint.Provider value={paints}>
      <ReactFlow<GraphNode, GraphEdge>
        nodes={nodes}
        edges={graph.edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodeClick={onNodeClick}
        onPaneClick={() => onSelect?.(undefined)}
        onNodesChange={(changes) => {
          // a state that is chosen by keyboard
          const chosen = changes.find((change) => change.type === 'select' && change.selected);
          if (chosen?.type === 'select' && chosen.id !== selected) {
            onSelect?.(chosen.id);
          }
        }}
        nodesDraggable={false}
        nodesConnectable={false}
        deleteKeyCode={null}
        onlyRenderVisibleElements
        minZoom={0.08}
        maxZoom={1.6}
        proOptions={{ hideAttribution: true }}
        aria-label="Graph of the state machine"
      >
        <Background variant={BackgroundVariant.Dots} gap={22} size={1.2} />
        <Controls showInteractive={false} />
        {graph.nodes.length > 24 && <MiniMap pannable zoomable nodeClassName={miniature(paint)} />}
        <StartView focus={focus} version={graph} />
      </ReactFlow>
    </Paint.Provider>
  );
}

function miniature(paint: PaintOf | undefined): (node: GraphNode) => string {
  return (node) => `mini-${(node.type === 'state' ? paint?.(node.id)?.status : undefined) ?? 'none'}`;
}

/**
 * The first look: all of it when that is readable, otherwise the state of interest, or the start. Only
 * for a new graph: when the state of interest moves on, the picture must not run away.
 */
function StartView({ focus, version }: { focus: string | undefined; version: object }) {
  const flow = useReactFlow();
  const first = useRef(focus);
  first.current = focus;
  useEffect(() => {
    void flow.fitView({ padding: 0.08, maxZoom: 1 }).then(() => {
      if (flow.getZoom() >= READABLE) {
        return;
      }
      const state = first.current === undefined ? undefined : flow.getNode(first.current);
      const node = state ?? flow.getNodes()[0];
      if (node !== undefined) {
        const y = node.position.y + (node.height ?? 0) / 2 + (state === undefined ? 200 : 0);
        void flow.setCenter(node.position.x + (node.width ?? 0) / 2, y, { zoom: 0.85 });
      }
    });
  }, [flow, version]);
  return null;
}
