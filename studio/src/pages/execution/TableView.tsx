import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { STATUS_ICONS } from '../../design/Status';
import { span } from '../../design/Time';
import type { Step, Trace } from '../../run/trace';

const ROW = 34;

interface Props {
  trace: Trace;
  version: number;
  selected: Step | undefined;
  onSelect: (name: string) => void;
}

/** Every step in order, indented by its lane, with a bar that says when it ran. */
export function TableView({ trace, version, selected, onSelect }: Props) {
  const steps = useMemo(() => [...trace.steps.values()], [trace, version]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: steps.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const from = trace.startedAt ?? 0;
  const until = Math.max(from + 1, trace.end?.at ?? Date.now());
  return (
    <div className="rows" ref={scroller} role="table" aria-label="Steps" aria-rowcount={steps.length}>
      <div className="row row-head" role="row">
        <span role="columnheader">Step</span>
        <span role="columnheader">Type</span>
        <span role="columnheader">Took</span>
        <span role="columnheader">Timeline</span>
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const step = steps[item.index] as Step;
          return (
            <StepRow
              key={step.id}
              step={step}
              trace={trace}
              top={item.start}
              from={from}
              until={until}
              selected={step === selected}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  step: Step;
  trace: Trace;
  top: number;
  from: number;
  until: number;
  selected: boolean;
  onSelect: (name: string) => void;
}

function StepRow({ step, trace, top, from, until, selected, onSelect }: RowProps) {
  const Icon = STATUS_ICONS[step.status];
  const ended = step.endedAt ?? until;
  const left = ((step.enteredAt - from) / (until - from)) * 100;
  const width = Math.max(0.4, ((ended - step.enteredAt) / (until - from)) * 100);
  const lane = trace.lanes.get(step.lane);
  return (
    <div
      className="row"
      role="row"
      data-status={step.status}
      data-selected={selected || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="cell" className="row-name" style={{ paddingLeft: depth(trace, step) * 18 }}>
        <Icon size={15} aria-label={step.status} color="var(--status)" />
        <button type="button" className="link" onClick={() => onSelect(step.name)}>
          {step.name}
        </button>
        {lane !== undefined && lane.parent !== 0 && <span className="row-index">#{lane.index}</span>}
      </span>
      <span role="cell">{step.type}</span>
      <span role="cell" className="row-number">
        {span(ended - step.enteredAt)}
      </span>
      <span role="cell" className="row-line">
        <span className="row-bar" style={{ left: `${left}%`, width: `${Math.min(width, 100 - left)}%` }} />
      </span>
    </div>
  );
}

function depth(trace: Trace, step: Step): number {
  const owner = trace.ownerOf(step.lane);
  return owner === undefined ? 0 : 1 + depth(trace, owner);
}
