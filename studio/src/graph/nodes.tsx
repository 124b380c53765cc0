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
import { useCanvas, usePaint, usePainted, type StatePaint } from './paint';
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

export const StateView = memo(function StateView({ id, data }: NodeProps<StateNode>) {
  const { far, selected, reached } = useCanvas();
  const painted = usePainted();
  const paint = usePaint(id);
  const { state, container } = data;
  return (
    <div
      className="node"
      role="group"
      aria-roledescription="state"
      aria-label={`${state.type} ${id}${paint === undefined ? '' : `, ${told(paint)}`}`}
      tabIndex={reached === id ? 0 : -1}
      data-name={id}
      data-type={state.type}
      data-container={container || undefined}
      data-selected={selected === id || undefined}
      data-status={paint?.status}
      data-painted={painted || undefined}
    >
      <Handle type="target" position={Position.Top} className="node-handle" isConnectable={false} />
      {far ? <Far id={id} paint={paint} container={container} /> : <Near id={id} data={data} paint={paint} />}
      <Handle type="source" position={Position.Bottom} className="node-handle" isConnectable={false} />
    </div>
  );
});

function told({ status, visits, retries, progress }: StatePaint): string {
  const words = [STATUS_WORDS[status]];
  if (visits > 1) {
    words.push(`entered ${visits} times`);
  }
  if (retries > 0) {
    words.push(`retried ${retries} times`);
  }
  if (progress !== undefined) {
    words.push(`${progress.done} of ${progress.total} iterations ended, ${progress.failed} failed`);
  }
  return words.join(', ');
}

/** A name as large as the node allows, and the status as a shape. */
function Far({ id, paint, container }: { id: string; paint: StatePaint | undefined; container: boolean }) {
  const Icon = paint === undefined ? undefined : STATUS_ICONS[paint.status];
  return (
    <div className="node-far" data-container={container || undefined}>
      {Icon !== undefined && <Icon size={26} aria-hidden />}
      <span className="node-name">{id}</span>
    </div>
  );
}

function Near({ id, data, paint }: { id: string; data: StateNode['data']; paint: StatePaint | undefined }) {
  const { collapsed, toggle } = useCanvas();
  const { state } = data;
  const Icon = TYPE_ICONS[state.type] ?? Cog;
  const folded = collapsed.has(id);
  const FoldIcon = folded ? ChevronsUpDown : ChevronsDownUp;
  return (
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
          tabIndex={-1}
          aria-expanded={!folded}
          aria-label={folded ? `Show what is inside ${id}` : `Hide what is inside ${id}`}
          onClick={(event) => {
            event.stopPropagation();
            toggle(id);
          }}
        >
          <FoldIcon size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}

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
export function kindOf(type: string, json: Record<string, unknown>): string {
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
