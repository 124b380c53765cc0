import { Background, BackgroundVariant, Controls, Handle, Position, ReactFlow, ReactFlowProvider, type NodeProps } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { Minus, Pencil, Plus, TextCursorInput, type LucideIcon } from 'lucide-react';
import { createContext, memo, useContext } from 'react';
import { Failed, Loading } from '../../design/States';
import { Camera } from '../../graph/Camera';
import { TransitionEdge } from '../../graph/edges';
import '../../graph/graph.css';
import { LOOKED_AT } from '../../graph/lookedAt';
import { BranchView, TerminalView, TYPE_ICONS } from '../../graph/nodes';
import type { GraphEdge, GraphNode, StateNode } from '../../graph/toFlow';
import { useLayout } from '../../graph/useLayout';
import type { Comparison, StateChange } from './differences';
import { wordsOf } from './words';

const NODE_TYPES = { state: memo(ComparedState), branch: BranchView, terminal: TerminalView };
const EDGE_TYPES = { transition: TransitionEdge };
const NOTHING: ReadonlySet<string> = new Set();

/** A shape for each change, so that it is never told by colour alone. */
export const SIGNS: Record<StateChange['kind'], LucideIcon> = { added: Plus, removed: Minus, changed: Pencil, renamed: TextCursorInput };

const Changes = createContext<ReadonlyMap<string, StateChange>>(new Map());

/** Both definitions as one graph. */
export function CompareGraph({ comparison, at }: { comparison: Comparison; at: string | undefined }) {
  const { graph, error } = useLayout(comparison.merged, NOTHING);
  if (error !== undefined) {
    return <Failed error={error} />;
  }
  if (graph === undefined) {
    return <Loading what="the graph" />;
  }
  const [first] = comparison.changes.keys();
  return (
    <Changes value={comparison.changes}>
      <ReactFlowProvider>
        <ReactFlow<GraphNode, GraphEdge>
          nodes={graph.nodes}
          edges={graph.edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          {...LOOKED_AT}
          aria-label="Graph of both definitions. The list shows the changes as text."
        >
          <Background variant={BackgroundVariant.Dots} gap={22} size={1.2} />
          <Controls showInteractive={false} />
          <Camera graph={graph} focus={first} at={at} />
        </ReactFlow>
      </ReactFlowProvider>
    </Changes>
  );
}

function ComparedState({ id, data }: NodeProps<StateNode>) {
  const change = useContext(Changes).get(id);
  const Icon = TYPE_ICONS[data.state.type];
  const Sign = change === undefined ? undefined : SIGNS[change.kind];
  return (
    <div
      className="node"
      role="group"
      aria-label={change === undefined ? `${id} is the same` : wordsOf(change)}
      title={change === undefined ? undefined : wordsOf(change)}
      data-container={data.container || undefined}
      data-change={change?.kind ?? 'none'}
    >
      <Handle type="target" position={Position.Top} className="node-handle" isConnectable={false} />
      <div className="node-head">
        <span className="node-icon">{Icon !== undefined && <Icon size={16} aria-hidden />}</span>
        <span className="node-text">
          <span className="node-name">{id}</span>
          <span className="node-kind">{change === undefined || change.fields.length === 0 ? data.state.type : change.fields.join(', ')}</span>
        </span>
        {Sign !== undefined && <Sign className="node-sign" size={16} aria-hidden />}
      </div>
      <Handle type="source" position={Position.Bottom} className="node-handle" isConnectable={false} />
    </div>
  );
}
