import { Handle, Position, type NodeProps } from '@xyflow/react';
import { ChevronsDownUp, ChevronsUpDown, CircleX, Cog, Play, RotateCw, ShieldAlert, TriangleAlert } from 'lucide-react';
import { memo, type PointerEvent } from 'react';
import { STATUS_ICONS } from '../../design/Status';
import { kindOf, TYPE_ICONS } from '../../graph/nodes';
import { useCanvas, usePaint } from '../../graph/paint';
import type { StateNode } from '../../graph/toFlow';
import { catchesErrors } from '../operations';
import { useBench, useWorkbench } from '../page/workbench';
import { useDiagnostics } from '../page/diagnostics';
import { follow, useDragging } from './dragging';
import { NodeName } from './NodeName';

/** A state on the canvas: what it is, what is wrong with it, how it went, and the two places where lines begin. */
export const DesignNode = memo(function DesignNode({ id, data }: NodeProps<StateNode>) {
  const { far } = useCanvas();
  const bench = useWorkbench();
  const selected = useBench(({ history }) => history.selected.includes(id));
  const reached = useBench((model) => (model.reached ?? bench.graph.root.startAt) === id);
  const collapsed = useBench((model) => model.collapsed.has(id));
  const aimed = useDragging((drag) => drag.to === id || (drag.target?.kind === 'branch' && drag.target.owner === id));
  const dragged = useDragging((drag) => drag.what?.kind === 'states' && drag.what.names.includes(id));
  const paint = usePaint(id);
  const { errors, warnings } = useDiagnostics(id);
  const { state, container } = data;
  const starts = state.scope.startAt === id;
  const words = [
    `${state.type} ${id}`,
    starts ? 'starts here' : '',
    selected ? 'selected' : '',
    errors.length > 0 ? `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}` : '',
    warnings.length > 0 ? `${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}` : '',
    paint?.status ?? '',
    collapsed ? 'collapsed' : '',
  ];
  const grab = (event: PointerEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey || (event.target as Element).closest('button, input') !== null) {
      return;
    }
    const names = bench.selected.includes(id) ? bench.selected : [id];
    const label = names.length === 1 ? id : `${names.length} states`;
    follow(event, { kind: 'states', names, label, type: state.type });
  };
  return (
    <div
      className="node design-node"
      role="group"
      aria-roledescription="state"
      aria-label={words.filter((word) => word !== '').join(', ')}
      tabIndex={reached ? 0 : -1}
      data-name={id}
      data-type={state.type}
      data-container={container || undefined}
      data-selected={selected || undefined}
      data-aimed={aimed || undefined}
      data-dragged={dragged || undefined}
      data-problem={errors.length > 0 ? 'error' : warnings.length > 0 ? 'warning' : undefined}
      data-status={paint?.status}
    >
      <Handle type="target" position={Position.Top} className="node-handle" isConnectable={false} />
      <div className={`node-grip nopan ${container ? '' : 'node-grip-all'}`} onPointerDown={grab}>
        {far ? <FarName id={id} container={container} /> : <Head id={id} data={data} />}
      </div>
      {!far && <Ends id={id} type={state.type} selected={selected} />}
      <Handle type="source" position={Position.Bottom} className="node-handle" isConnectable={false} />
    </div>
  );
});

function FarName({ id, container }: { id: string; container: boolean }) {
  return (
    <div className="node-far" data-container={container || undefined}>
      <span className="node-name">{id}</span>
    </div>
  );
}

function Head({ id, data }: { id: string; data: StateNode['data'] }) {
  const bench = useWorkbench();
  const renaming = useBench((model) => model.renaming === id);
  const { state } = data;
  const Icon = TYPE_ICONS[state.type] ?? Cog;
  return (
    <div className="node-head" onDoubleClick={() => bench.rename(id)}>
      <span className="node-icon">
        <Icon size={16} aria-hidden />
      </span>
      <span className="node-text">
        {renaming ? (
          <NodeName name={id} />
        ) : (
          <span className="node-name" title={id}>
            {id}
          </span>
        )}
        <span className="node-kind">{kindOf(state.type, state.json)}</span>
      </span>
      <Marks id={id} json={state.json} />
      {data.inner > 0 && <Fold id={id} />}
    </div>
  );
}

/** What is worth knowing without opening it: retries, caught errors, problems, how the last run went. */
function Marks({ id, json }: { id: string; json: Record<string, unknown> }) {
  const { errors, warnings } = useDiagnostics(id);
  const paint = usePaint(id);
  const Status = paint === undefined ? undefined : STATUS_ICONS[paint.status];
  const problems = [...errors, ...warnings].map(({ message }) => message).join('\n');
  const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  return (
    <span className="design-marks">
      {count(json['Retry']) > 0 && (
        <span title="Tries again after some errors">
          <RotateCw size={11} aria-hidden />
        </span>
      )}
      {count(json['Catch']) > 0 && (
        <span title="Catches errors">
          <ShieldAlert size={11} aria-hidden />
        </span>
      )}
      {errors.length > 0 && (
        <span className="mark-error" title={problems}>
          <CircleX size={15} aria-hidden />
        </span>
      )}
      {errors.length === 0 && warnings.length > 0 && (
        <span className="mark-warning" title={problems}>
          <TriangleAlert size={15} aria-hidden />
        </span>
      )}
      {Status !== undefined && paint !== undefined && (
        <span className="mark-status">
          <Status size={15} aria-hidden className={paint.status === 'running' ? 'status-turns' : undefined} />
        </span>
      )}
    </span>
  );
}

function Fold({ id }: { id: string }) {
  const bench = useWorkbench();
  const folded = useBench((model) => model.collapsed.has(id));
  const Icon = folded ? ChevronsUpDown : ChevronsDownUp;
  return (
    <button
      type="button"
      className="node-fold nodrag"
      tabIndex={-1}
      aria-expanded={!folded}
      aria-label={folded ? `Show what is inside ${id}` : `Hide what is inside ${id}`}
      onClick={(event) => {
        event.stopPropagation();
        bench.toggle(id);
      }}
    >
      <Icon size={14} aria-hidden />
    </button>
  );
}

/** Where lines are drawn from: below to what comes next, at the side to what handles its errors. */
function Ends({ id, type, selected }: { id: string; type: string; selected: boolean }) {
  const begin = (how: 'next' | 'catch') => (event: PointerEvent) => {
    event.stopPropagation();
    follow(event, { kind: 'line', from: id, how });
  };
  const bench = useWorkbench();
  const next = type !== 'Succeed' && type !== 'Fail';
  const catches = catchesErrors(type);
  return (
    <>
      {next && (
        <button
          type="button"
          tabIndex={-1}
          className="node-end node-end-next nopan"
          data-shown={selected || undefined}
          aria-label={`Draw a line from ${id}`}
          title="Drag to the state that comes next"
          onPointerDown={begin('next')}
          onClick={() => bench.open({ kind: 'connect', from: id, how: 'next' })}
        >
          <Play size={8} aria-hidden />
        </button>
      )}
      {catches && (
        <button
          type="button"
          tabIndex={-1}
          className="node-end node-end-catch nopan"
          data-shown={selected || undefined}
          aria-label={`Draw a line for errors of ${id}`}
          title="Drag to the state that handles errors"
          onPointerDown={begin('catch')}
          onClick={() => bench.open({ kind: 'connect', from: id, how: 'catch' })}
        >
          <ShieldAlert size={9} aria-hidden />
        </button>
      )}
    </>
  );
}
