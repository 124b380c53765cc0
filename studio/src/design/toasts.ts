import { create } from 'zustand';

export interface Toast {
  id: number;
  kind: 'done' | 'failed';
  text: string;
  /** Where to see it. */
  link?: { href: string; label: string };
}

interface Toasts {
  all: Toast[];
  dismiss: (id: number) => void;
}

const STAYS_MS = { done: 5_000, failed: 12_000 };
const MOST = 4;
let next = 1;

/** What just happened, told in a corner for a few seconds. */
export const useToasts = create<Toasts>((set) => ({
  all: [],
  dismiss: (id) => set(({ all }) => ({ all: all.filter((toast) => toast.id !== id) })),
}));

function show(toast: Omit<Toast, 'id'>): void {
  const id = next++;
  useToasts.setState(({ all }) => ({ all: [...all.slice(1 - MOST), { ...toast, id }] }));
  setTimeout(() => useToasts.getState().dismiss(id), STAYS_MS[toast.kind]);
}

export const toast = {
  done: (text: string, link?: Toast['link']) => show({ kind: 'done', text, ...(link === undefined ? {} : { link }) }),
  failed: (error: unknown) => show({ kind: 'failed', text: error instanceof Error ? error.message : String(error) }),
};
