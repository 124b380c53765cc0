import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Status } from '../design/Status';

/** How a state is doing, as its node shows it. */
export interface StatePaint {
  status: Status;
  /** How often it was entered. */
  visits: number;
  retries: number;
  /** The states that were entered behind it; `!` stands before one behind a caught error. */
  next: readonly string[];
  /** For a Map: how many iterations have ended, of how many. */
  progress?: { done: number; failed: number; total: number } | undefined;
}

export type PaintOf = (stateName: string) => StatePaint | undefined;

/** The paint of a canvas. Nodes and edges listen, and draw themselves anew only when their own changes. */
export class Paints {
  private shown: PaintOf | undefined;
  private readonly kept = new Map<string, StatePaint>();
  private readonly listeners = new Set<() => void>();

  show(paint: PaintOf | undefined): void {
    this.shown = paint;
    this.listeners.forEach((listener) => listener());
  }

  /** Whether a run is shown, rather than a definition alone. */
  readonly painted = (): boolean => this.shown !== undefined;

  /** The same object as long as nothing in it is different. */
  of(name: string): StatePaint | undefined {
    const fresh = this.shown?.(name);
    const known = this.kept.get(name);
    if (fresh === undefined) {
      return undefined;
    }
    if (known !== undefined && same(known, fresh)) {
      return known;
    }
    this.kept.set(name, fresh);
    return fresh;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

function same(a: StatePaint, b: StatePaint): boolean {
  return (
    a.status === b.status &&
    a.visits === b.visits &&
    a.retries === b.retries &&
    a.next.length === b.next.length &&
    a.progress?.done === b.progress?.done &&
    a.progress?.failed === b.progress?.failed &&
    a.progress?.total === b.progress?.total
  );
}

interface Canvas {
  paints: Paints;
  collapsed: ReadonlySet<string>;
  toggle: (name: string) => void;
  /** Seen from so far that only names and statuses make sense. */
  far: boolean;
  selected: string | undefined;
  /** The one state that the tab key reaches. */
  reached: string | undefined;
}

/** What the nodes and edges of a canvas draw themselves by. */
export const CanvasContext = createContext<Canvas>({
  paints: new Paints(),
  collapsed: new Set(),
  toggle: () => {},
  far: false,
  selected: undefined,
  reached: undefined,
});

export function useCanvas(): Canvas {
  return useContext(CanvasContext);
}

export function usePaint(name: string): StatePaint | undefined {
  const { paints } = useCanvas();
  return useSyncExternalStore(paints.subscribe, () => paints.of(name));
}

export function usePainted(): boolean {
  const { paints } = useCanvas();
  return useSyncExternalStore(paints.subscribe, paints.painted);
}
