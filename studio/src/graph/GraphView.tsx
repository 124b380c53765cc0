import { Background, BackgroundVariant, Controls, ReactFlow, ReactFlowProvider, useStore, type NodeMouseHandler } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Definition } from '../asl/definition';
import { Failed, Loading } from '../design/States';
import { Camera } from './Camera';
import { TransitionEdge } from './edges';
import './graph.css';
import { Miniature } from './Miniature';
import { neighbour } from './neighbour';
import { BranchView, StateView, TerminalView } from './nodes';
import { CanvasContext, Paints, type PaintOf } from './paint';
import { SavePicture } from './SavePicture';
import { LOOKED_AT } from './lookedAt';
import type { GraphEdge, GraphNode } from './toFlow';
import { useLayout } from './useLayout';

const NODE_TYPES = { state: StateView, branch: BranchView, terminal: TerminalView };
const EDGE_TYPES = { transition: TransitionEdge };

/** Smaller than this, what is written on a node is dust: nodes are drawn as their names and statuses. */
const FAR = 0.42;

interface Props {
  definition: Definition;
  /** What the picture is called when it is saved. */
  name?: string | undefined;
  /** How each state is doing; nothing for a definition that is not running. */
  paint?: PaintOf | undefined;
  selected?: string | undefined;
  onSelect?: ((name: string | undefined) => void) | undefined;
  /** The state to begin at when the whole does not fit: the running or the failed one. */
  focus?: string | undefined;
}

/**
 * A definition as a graph. Painting a run changes no node, only what each draws of itself. One state
 * takes the focus; arrow keys go from it along the transitions, Enter chooses, Escape leaves.
 */
export function GraphView(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ definition, name = 'graph', paint, selected, onSelect, focus }: Props) {
  const [collapsed, toggle] = useCollapsed();
  const [paints] = useState(() => new Paints());
  useLayoutEffect(() => paints.show(paint), [paints, paint]);
  const { graph, error } = useLayout(definition, collapsed);
  const [current, setCurrent] = useState<string>();
  const far = useStore((state) => state.transform[2] < FAR);
  const wrapper = useRef<HTMLDivElement>(null);
  const reached = selected ?? current ?? definition.root.startAt;
  const canvas = useMemo(
    () => ({ paints, collapsed, toggle, far, selected, reached }),
    [paints, collapsed, toggle, far, selected, reached],
  );
  const onNodeClick: NodeMouseHandler<GraphNode> = (_, node) => {
    if (node.type === 'state') {
      setCurrent(node.id);
      onSelect?.(node.id);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (reached === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === 'Escape') {
      onSelect?.(undefined);
    } else if (event.key === 'Enter' && isState(event.target)) {
      onSelect?.(reached);
    } else {
      const next = neighbour(definition, collapsed, reached, event.key, (state) => paints.of(state)?.next ?? []);
      if (next === undefined) {
        return;
      }
      setCurrent(next);
      if (selected !== undefined) {
        onSelect?.(next);
      }
      reach(wrapper.current, next);
    }
    event.preventDefault();
  };
  if (error !== undefined) {
    return <Failed error={error} />;
  }
  if (graph === undefined) {
    return <Loading what="the graph" />;
  }
  return (
    <CanvasContext.Provider value={canvas}>
      <div className="graph" ref={wrapper} data-far={far || undefined} onKeyDown={onKeyDown}>
        <ReactFlow<GraphNode, GraphEdge>
          nodes={graph.nodes}
          edges={graph.edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodeClick={onNodeClick}
          onPaneClick={() => onSelect?.(undefined)}
          {...LOOKED_AT}
          aria-label="Graph of the state machine. The table shows the same as text."
        >
          <Background variant={BackgroundVariant.Dots} gap={22} size={1.2} />
          <Controls showInteractive={false} />
          {graph.nodes.length > 24 && <Miniature nodes={graph.nodes} paints={paints} label="The whole graph in small" />}
          <SavePicture placed={graph.placed} paints={paints} name={name} />
          <Camera graph={graph} focus={focus} at={selected ?? current} />
        </ReactFlow>
      </div>
    </CanvasContext.Provider>
  );
}

function useCollapsed(): [ReadonlySet<string>, (name: string) => void] {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((name: string) => {
    setCollapsed((known) => {
      const next = new Set(known);
      if (!next.delete(name)) {
        next.add(name);
      }
      return next;
    });
  }, []);
  return [collapsed, toggle];
}

function isState(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.classList.contains('node');
}

/** Gives a state the focus as soon as it is on screen, which the camera sees to. */
function reach(wrapper: HTMLElement | null, name: string, tries = 20): void {
  requestAnimationFrame(() => {
    const node = wrapper?.querySelector<HTMLElement>(`[data-name="${CSS.escape(name)}"]`);
    if (node !== null && node !== undefined) {
      node.focus({ preventScroll: true });
    } else if (tries > 0) {
      reach(wrapper, name, tries - 1);
    }
  });
}
