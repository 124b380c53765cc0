import { Handle, Position, type NodeProps } from '@xyflow/react';
import {
  ChevronsDownUp,
  ChevronsUpDown,
  CircleCheckBig,
  CircleX,
  Clock,
  Cog,
  CornerDownRight,
  GitFork,
  Layers,
  Repeat,
  RotateCw,
  Split,
  type LucideIcon,
} from 'lucide-react';
import { memo } from 'react';
import { STATUS_ICONS, type Status } from '../design/Status';
import { usePaints, type StatePaint } from './paint';
import type { BranchNode, StateNode, TerminalNode } from './toFlow';

/** What a state of each type looks like. */
export const TYPE_ICONS: Record<string, LucideIcon> = {
  Task: Cog,
  Pass: CornerDownRight,
  Choice: Split,
  Wait: Clock,
  Succeed: CircleCheckBig,
  Fail: CircleX,
  Parallel: GitFork,
  Map: Layers,
};

const STATUS_WORDS: Record<Status, string> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  caught: 'error caught',
  timedout: 'timed out',
  aborted: 'aborted',
  waiting: 'waiting to go on',
};

export const StateView = memo(function StateView({ id, data, selected }: NodeProps<StateNode>) {
  const { of, collapsed, toggle } = usePaints();
  const paint = of?.(id);
  const { state, container } = data;
  const Icon = TYPE_ICONS[state.type] ?? Cog;
  return (
    <div
      className="node"
      data-type={state.type}
      data-container={container || undefined}
      data-selected={selected || undefined}
      data-status={paint?.status}
      data-painted={of === undefined ? undefined : true}
      aria-label={`${state.type} ${id}${paint === undefined ? '' : `, ${STATUS_WORDS[paint.status]}`}`}
    >
      <Handle type="target" position={Position.Top} className="node-handle" isConnectable={false} />
      <div className="node-head">
        <span className="node-icon">
          <Icon size={16} aria-hidden />
        </span>
        <span className="node-text">
          <span className="node-name" title={id}>
            {id}
          </span>
          <span className="node-kind">{kindOf(state.type, state.json)}</span>
        </span>
        {paint !== undefined && <Marks paint={paint} />}
        {data.inner > 0 && (
          <button
            type="button"
            className="node-fold nodrag"
            aria-label={collapsed.has(id) ? `Show what is inside ${id}` : `Hide what is inside ${id}`}
            onClick={(event) => {
              event.stopPropagation();
              toggle(id);
            }}
          >
            {collapsed.has(id) ? <ChevronsUpDown size={14} aria-hidden /> : <ChevronsDownUp size={14} aria-hidden />}
          </button>
        )}
      </div>
      <Handle type="source" position={Position.Bottom} className="node-handle" isConnectable={false} />
    </div>
  );
});

/** Beside the status: repeated visits, retries, and how far a Map is. */
function Marks({ paint }: { paint: StatePaint }) {
  const Icon = STATUS_ICONS[paint.status];
  const { progress } = paint;
  return (
    <span className="node-marks">
      {progress !== undefined && (
        <span title={`${progress.done} of ${progress.total} iterations have ended, ${progress.failed} of them failed`}>
          {progress.done}/{progress.total}
        </span>
      )}
      {paint.visits > 1 && (
        <span title={`Entered ${paint.visits} times`}>
          <Repeat size={11} aria-hidden />
          {paint.visits}
        </span>
      )}
      {paint.retries > 0 && (
        <span title={`Retried ${paint.retries} times`}>
          <RotateCw size={11} aria-hidden />
          {paint.retries}
        </span>
      )}
      <Icon size={16} aria-hidden className={paint.status === 'running' ? 'status-turns' : undefined} />
    </span>
  );
}

/** The second line: what the state calls, or its type. */
function kindOf(type: string, json: Record<string, unknown>): string {
  const resource = json['Resource'];
  if (type !== 'Task' || typeof resource !== 'string') {
    return type === 'Map' && isDistributed(json) ? 'Distributed Map' : type;
  }
  const integration = /^arn:[^:]*:states:::(.*)$/.exec(resource)?.[1];
  if (integration !== undefined) {
    return integration;
  }
  const [, , service, , , kind, name] = resource.split(':');
  return service === 'lambda' ? `Lambda ${name ?? ''}` : kind === 'activity' ? `Activity ${name ?? ''}` : resource;
}

function isDistributed(json: Record<string, unknown>): boolean {
  const processor = json['ItemProcessor'] as { ProcessorConfig?: { Mode?: string } } | undefined;
  return processor?.ProcessorConfig?.Mode === 'DISTRIBUTED';
}

export const BranchView = memo(function BranchView({ data }: NodeProps<BranchNode>) {
  return <div className="branch" title={data.title} />;
});

export const TerminalView = memo(function TerminalView({ data }: NodeProps<TerminalNode>) {
  return (
    <div className="terminal" data-kind={data.kind} title={data.kind === 'start' ? 'Start' : 'End'}>
      <Handle type="target" position={Position.Top} className="node-handle" isConnectable={false} />
      <Handle type="source" position={Position.Bottom} className="node-handle" isConnectable={false} />
    </div>
  );
});
