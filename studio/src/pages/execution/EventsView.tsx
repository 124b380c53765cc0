import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { HistoryEvent } from '../../api/types';
import { Json } from '../../design/Json';
import { span } from '../../design/Time';
import { detailsOf } from '../../run/details';
import type { Trace } from '../../run/trace';

const ROW = 34;

/** Every event, searched by type, step and data; only the rows in sight exist. */
export function EventsView({ trace, version }: { trace: Trace; version: number }) {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const events = useMemo(
    () => (wanted === '' ? [...trace.events] : trace.events.filter((event) => matches(trace, event, wanted))),
    [trace, version, wanted],
  );
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => events[index]?.id ?? index,
    overscan: 12,
  });
  const toggle = (id: number) =>
    setOpen((known) => {
      const next = new Set(known);
      if (!next.delete(id)) {
        next.add(id);
      }
      return next;
    });
  return (
    <div className="events">
      <div className="events-tools">
        <input
          className="input"
          type="search"
          placeholder="Find by type, step or data"
          aria-label="Find events"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span aria-live="polite">
          {events.length === trace.events.length
            ? `${events.length} events`
            : `${events.length} of ${trace.events.length} events`}
        </span>
      </div>
      <div className="rows" ref={scroller} role="list" aria-label="Events">
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((item) => {
            const event = events[item.index] as HistoryEvent;
            return (
              <div
                key={event.id}
                ref={rows.measureElement}
                data-index={item.index}
                className="event-row"
                role="listitem"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <EventRow event={event} trace={trace} open={open.has(event.id)} onToggle={() => toggle(event.id)} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  event: HistoryEvent;
  trace: Trace;
  open: boolean;
  onToggle: () => void;
}

function EventRow({ event, trace, open, onToggle }: RowProps) {
  const Icon = open ? ChevronDown : ChevronRight;
  const step = trace.stepAt(event.id);
  return (
    <>
      <button type="button" className="event-head" aria-expanded={open} onClick={onToggle}>
        <Icon size={14} aria-hidden />
        <span className="row-number">{event.id}</span>
        <span className="event-type">{event.type}</span>
        <span>{step?.name}</span>
        <span className="row-number">+{span(event.timestamp * 1000 - (trace.startedAt ?? 0))}</span>
      </button>
      {open && <Json text={JSON.stringify(detailsOf(event))} label={`event ${event.id}`} />}
    </>
  );
}

function matches(trace: Trace, event: HistoryEvent, wanted: string): boolean {
  return (
    event.type.toLowerCase().includes(wanted) ||
    trace.stepAt(event.id)?.name.toLowerCase().includes(wanted) === true ||
    JSON.stringify(detailsOf(event)).toLowerCase().includes(wanted)
  );
}
