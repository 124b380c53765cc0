import { createContext, useContext } from 'react';
import type { Status } from '../design/Status';

/** How a state is doing, as its node shows it. */
export interface StatePaint {
  status: Status;
  /** How often it was entered. */
  visits: number;
  retries: number;
  /** For a Map: how many iterations have ended, of how many. */
  progress?: { done: number; failed: number; total: number } | undefined;
}

export type PaintOf = (stateName: string) => StatePaint | undefined;

interface Paints {
  of: PaintOf | undefined;
  collapsed: ReadonlySet<string>;
  toggle: (name: string) => void;
}

/** What the nodes and edges of a canvas draw themselves by. */
export const Paint = createContext<Paints>({ of: undefined, collapsed: new Set(), toggle: () => {} });

export function usePaints(): Paints {
  return useContext(Paint);
}
