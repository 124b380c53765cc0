import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight, X } from 'lucide-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { HistoryEvent } from '../../api/types';
import { Json } from '../../design/Json';
import { Empty } from '../../design/States';
import { Moment, span } from '../../design/Time';
import { filtered, KINDS, readable, type Kind } from '../../run/eventFilter';
import type { Step, Trace } from '../../run/trace';
import { placeOf, type Way } from './place';

const ROW = 34;

interface Props extends Way {
  trace: Trace;
  version: number;
}

/** Every event, found by kind, step and data; only the rows in sight exist. */
export function EventsView({ trace, version, place, go }: Props) {
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const text = useDeferredValue(search.trim().toLowerCase());
  const events = useMemo(() => filtered(trace, { kind, text, of: place.eventsOf }), [trace, version, kind, text, place.eventsOf]);
  const [open, turn, setOpen] = useOpen(place.event);
  const measured = useRef(new Set<number>());
  open.forEach((id) => measured.current.add(id));
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: useCallback((index: number) => events[index]?.id ?? index, [events]),
    overscan: 12,
  });
  const wanted = place.event;
  const there = wanted !== undefined && trace.events.length >= wanted;
  useEffect(() => {
    if (wanted !== undefined && there) {
      setOpen((known) => new Set([...known, wanted]));
      rows.scrollToIndex(events.findIndex(({ id }) => id === wanted), { align: 'start' });
    }
    // once for each event that is asked for, not whenever others arrive
  }, [wanted, there]);
  const of = trace.steps.get(place.eventsOf ?? -1);
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
        <select className="input" aria-label="Which events" value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          {Object.entries(KINDS).map(([key, title]) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
        </select>
        {of !== undefined && (
          <button type="button" className="chip" aria-label={`Events of ${of.name} only; show all`} onClick={() => go({ eventsOf: undefined })}>
            {of.name} <X size={13} aria-hidden />
          </button>
        )}
        <span role="status">{counted(events.length, trace.events.length)}</span>
      </div>
      {events.length === 0 ? (
        <Empty title={trace.events.length === 0 ? 'No events yet' : 'No event fits'} />
      ) : (
        <div className="rows" ref={scroller} role="list" aria-label="Events" tabIndex={0}>
          <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
            {rows.getVirtualItems().map((item) => {
              const event = events[item.index] as HistoryEvent;
              return (
                <div
                  key={event.id}
                  ref={measured.current.has(event.id) ? rows.measureElement : undefined}
                  data-index={item.index}
                  className="event-row"
                  role="listitem"
                  data-wanted={event.id === wanted || undefined}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <EventRow
                    event={event}
                    trace={trace}
                    open={open.has(event.id)}
                    onTurn={() => turn(event.id)}
                    onStep={(step) => go(placeOf(trace, step))}
                  />
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}

function useOpen(first: number | undefined) {
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set(first === undefined ? [] : [first]));
  const turn = (id: number) =>
    setOpen((known) => {
      const next = new Set(known);
      if (!next.delete(id)) {
        next.add(id);
      }
      return next;
    });
  return [open, turn, setOpen] as const;
}

function counted(shown: number, all: number): string {
  return shown === all ? `${all} events` : `${shown} of ${all} events`;
}

interface RowProps {
  event: HistoryEvent;
  trace: Trace;
  open: boolean;
  onTurn: () => void;
  onStep: (step: Step) => void;
}

function EventRow({ event, trace, open, onTurn, onStep }: RowProps) {
  const Icon = open ? ChevronDown : ChevronRight;
  const step = trace.stepAt(event.id);
  const failed = /(Failed|TimedOut|Aborted)$/.test(event.type);
  return (
    <>
      <div className="event-line">
        <button type="button" className="event-head" aria-expanded={open} onClick={onTurn}>
          <Icon size={14} aria-hidden />
          <span className="row-number">{event.id}</span>
          <span className="event-type" data-failed={failed || undefined}>
            {event.type}
          </span>
        </button>
        {step === undefined ? (
          <span />
        ) : (
          <button type="button" className="link" aria-label={`Show step ${step.name}`} onClick={() => onStep(step)}>
            {step.name}
          </button>
        )}
        <span className="row-number">+{span(event.timestamp * 1000 - (trace.startedAt ?? 0))}</span>
      </div>
      {open && (
        <div className="event-details">
          <p className="crumbs">
            <Moment seconds={event.timestamp} /> · follows event {event.previousEventId}
          </p>
          <Json text={readable(event)} label={`event ${event.id}`} />
        </div>
      )}
    </>
  );
}
