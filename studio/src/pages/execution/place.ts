import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { NOTHING_PICKED, pickedFor, type Picked } from '../../run/paint';
import type { Step, Trace } from '../../run/trace';

/** What of an execution is looked at. All of it is in the address, so that it can be sent to others. */

export const VIEWS = { graph: 'Graph', table: 'Table', events: 'Events' } as const;
export type View = keyof typeof VIEWS;

export interface Place {
  view: View;
  /** The state whose step is shown beside the view. */
  state: string | undefined;
  /** A visit of that state, when it is not the one that the picked iterations lead to. */
  step: number | undefined;
  /** The event that is looked at, and the step that the events are of. */
  event: number | undefined;
  eventsOf: number | undefined;
  iterations: ReadonlyMap<string, number>;
}

export interface Way {
  place: Place;
  go: (change: Partial<Place>) => void;
}

export function usePlace(): Way {
  const [params, setParams] = useSearchParams();
  const place = useMemo(() => read(params), [params]);
  const go = (change: Partial<Place>) =>
    setParams((known) => write({ ...read(known), ...change }), { replace: change.view === undefined });
  return { place, go };
}

/** The visits and iterations that the address picks; a visit that is named leads to all around it. */
export function pickedAt(place: Place, trace: Trace): Picked {
  const step = trace.steps.get(place.step ?? -1);
  if (step !== undefined) {
    const found = pickedFor(trace, step);
    return { ...found, iterations: new Map([...place.iterations, ...found.iterations]) };
  }
  return place.iterations.size === 0 ? NOTHING_PICKED : { iterations: place.iterations, visits: new Map() };
}

/** Where a step is shown, whichever iteration and visit it is. */
export function placeOf(trace: Trace, step: Step): Partial<Place> {
  const visits = trace.lanes.get(step.lane)?.visits.get(step.name)?.steps;
  const path = pickedFor(trace, step);
  const lasts = trace.pathOf(step).every((at) => trace.lanes.get(at.lane)?.visits.get(at.name)?.steps.at(-1) === at.id);
  return { state: step.name, step: lasts && visits?.at(-1) === step.id ? undefined : step.id, iterations: path.iterations };
}

function read(params: URLSearchParams): Place {
  const view = params.get('view') ?? 'graph';
  return {
    view: view in VIEWS ? (view as View) : 'graph',
    state: params.get('state') ?? undefined,
    step: number(params.get('step')),
    event: number(params.get('event')),
    eventsOf: number(params.get('of')),
    iterations: new Map(
      params.getAll('iteration').flatMap((text): [string, number][] => {
        const at = text.lastIndexOf(':');
        const index = number(text.slice(at + 1));
        return at < 0 || index === undefined ? [] : [[text.slice(0, at), index]];
      }),
    ),
  };
}

function write({ view, state, step, event, eventsOf, iterations }: Place): URLSearchParams {
  const params = new URLSearchParams();
  const set = (key: string, value: string | number | undefined) => {
    if (value !== undefined) {
      params.append(key, String(value));
    }
  };
  set('view', view === 'graph' ? undefined : view);
  set('state', state);
  set('step', step);
  set('event', event);
  set('of', eventsOf);
  iterations.forEach((index, name) => set('iteration', `${name}:${index}`));
  return params;
}

function number(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
