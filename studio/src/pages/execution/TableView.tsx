import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Empty } from '../../design/States';
import { STATUS_ICONS, type Status } from '../../design/Status';
import { span } from '../../design/Time';
import { rowsOf, spanOf, type Row } from '../../run/rows';
import type { Step, Trace } from '../../run/trace';

const ROW = 34;
const INDENT = 18;

interface Props {
  trace: Trace;
  version: number;
  selected: Step | undefined;
  onSelect: (step: Step) => void;
}

/**
 * Every step under the branch or iteration that it belongs to, with a bar that says when it ran: what
 * the graph shows, as text. Arrow keys move, open and close; Enter shows the step.
 */
export function TableView({ trace, version, selected, onSelect }: Props) {
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => rowsOf(trace, turned), [trace, version, turned]);
  const [active, setActive] = useState<string>();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const now = useNow(trace.end === undefined);
  const range = { from: trace.startedAt ?? 0, until: Math.max((trace.startedAt ?? 0) + 1, trace.end?.at ?? now) };
  const turn = (key: string) =>
    setTurned((known) => {
      const next = new Set(known);
      if (!next.delete(key)) {
        next.add(key);
      }
      return next;
    });
  const at = Math.max(0, rows.findIndex(({ key }) => key === active));
  const move = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    setActive(row?.key);
    virtual.scrollToIndex(Math.max(0, Math.min(rows.length - 1, index)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 15, PageUp: at - 15 };
    const target = moves[event.key];
    if (target !== undefined) {
      move(target);
    } else if (row !== undefined && ((event.key === 'ArrowRight' && row.open === false) || (event.key === 'ArrowLeft' && row.open === true))) {
      turn(row.key);
    } else if (event.key === 'ArrowLeft' && row !== undefined) {
      move(rows.findLastIndex(({ depth }, i) => i < at && depth < row.depth));
    } else if (event.key === 'Enter' && row?.step !== undefined) {
      onSelect(row.step);
    } else if (event.key === 'Enter' && row?.lane !== undefined) {
      turn(row.key);
    } else {
      return;
    }
    event.preventDefault();
  };
  if (rows.length === 0) {
    return <Empty title="No step yet">The first state has not been entered.</Empty>;
  }
  return (
    <div
      className="rows"
      ref={scroller}
      role="treegrid"
      aria-label="Steps"
      aria-rowcount={rows.length}
      aria-activedescendant={`row-${rows[at]?.key}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="row-group-head">
        <div className="row row-head" role="row">
          <span role="columnheader">Step</span>
          <span role="columnheader">Type</span>
          <span role="columnheader">Took</span>
          <span role="columnheader">Timeline</span>
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index] as Row;
          return (
            <TableRow
              key={row.key}
              row={row}
              number={item.index + 1}
              trace={trace}
              top={item.start}
              range={range}
              selected={row.step !== undefined && row.step === selected}
              active={item.index === at}
              onTurn={() => turn(row.key)}
              onSelect={() => {
                setActive(row.key);
                if (row.step !== undefined) {
                  onSelect(row.step);
                }
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  row: Row;
  number: number;
  trace: Trace;
  top: number;
  range: { from: number; until: number };
  selected: boolean;
  active: boolean;
  onTurn: () => void;
  onSelect: () => void;
}

function TableRow({ row, number, trace, top, range, selected, active, onTurn, onSelect }: RowProps) {
  const { status, name, type, from, until } = told(row, trace);
  const Icon = STATUS_ICONS[status];
  const Chevron = row.open === true ? ChevronDown : ChevronRight;
  const ended = until ?? range.until;
  return (
    <div
      id={`row-${row.key}`}
      className="row"
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={number}
      aria-selected={selected}
      aria-expanded={row.open}
      data-status={status}
      data-selected={selected || undefined}
      data-active={active || undefined}
      data-lane={row.lane !== undefined || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" className="row-name" style={{ paddingLeft: row.depth * INDENT }}>
        {row.open === undefined ? (
          <span className="row-turn" />
        ) : (
          <button type="button" className="row-turn" tabIndex={-1} aria-label={`${row.open ? 'Hide' : 'Show'} what is in ${name}`} onClick={onTurn}>
            <Chevron size={15} aria-hidden />
          </button>
        )}
        <Icon size={15} role="img" aria-label={status} color="var(--status)" className={status === 'running' ? 'status-turns' : undefined} />
        <button type="button" className="link" tabIndex={-1} onClick={row.step === undefined ? onTurn : onSelect}>
          {name}
        </button>
        {row.step !== undefined && row.step.retries > 0 && <span className="row-index">retried {row.step.retries}×</span>}
        {row.step?.type === 'Map' && row.step.lanes.length > 0 && (
          <span className="row-index">{row.step.lanes.length.toLocaleString()} iterations</span>
        )}
      </span>
      <span role="gridcell" className="row-type">
        {type}
      </span>
      <span role="gridcell" className="row-number">
        {from === 0 ? '' : span(ended - from)}
      </span>
      <span role="gridcell" className="row-line">
        {from !== 0 && <Bar from={from} until={ended} range={range} />}
      </span>
    </div>
  );
}

function told({ step, lane }: Row, trace: Trace): { status: Status; name: string; type: string; from: number; until: number | undefined } {
  if (step !== undefined) {
    return { status: step.status, name: step.name, type: step.type, from: step.enteredAt, until: step.endedAt };
  }
  const owner = lane === undefined ? undefined : trace.ownerOf(lane.id);
  const iteration = owner?.type === 'Map';
  const { from, until } = lane === undefined ? { from: 0, until: undefined } : spanOf(lane, trace);
  return {
    status: lane?.status ?? 'waiting',
    name: iteration ? `Iteration ${lane?.index}` : `Branch ${(lane?.index ?? 0) + 1}`,
    type: '',
    from,
    until: lane?.status === 'running' ? undefined : until,
  };
}

function Bar({ from, until, range }: { from: number; until: number; range: { from: number; until: number } }) {
  const whole = range.until - range.from;
  const left = Math.min(99.6, ((from - range.from) / whole) * 100);
  const width = Math.max(0.4, ((until - from) / whole) * 100);
  return <span className="row-bar" style={{ left: `${left}%`, width: `${Math.min(width, 100 - left)}%` }} />;
}

const TICK_MS = 500;

/** The time, moving while something runs. */
function useNow(moving: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!moving) {
      return;
    }
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [moving]);
  return now;
}
