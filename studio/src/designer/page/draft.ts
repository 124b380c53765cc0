import { useEffect, useRef } from 'react';
import type { Format } from '../document/design';

/** What was written and not saved, kept by the browser so that nothing is lost when the page is. */
export interface Draft {
  text: string;
  format: Format;
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  at: number;
}

const PREFIX = 'stepwell.draft.';
const PAUSE_MS = 300;

/** @param key the machine's name; empty for a new one */
export function draftOf(key: string): Draft | undefined {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined; // storage is switched off, or something else wrote there
  }
}

export function forgetDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // storage is switched off: there was none
  }
}

/** Keeps what is not saved, and lets the browser ask before it is left. */
export function useDraftKept(key: string, dirty: boolean, { text, format, name, type }: Omit<Draft, 'at'>): void {
  const kept = useRef(false);
  useEffect(() => {
    if (!dirty) {
      if (kept.current) {
        forgetDraft(key); // undone, or taken from elsewhere: nothing is left to be kept
      }
      return undefined;
    }
    kept.current = true;
    const keep = () => {
      try {
        localStorage.setItem(PREFIX + key, JSON.stringify({ text, format, name, type, at: Date.now() }));
      } catch {
        // storage is full or switched off: the browser still asks before it leaves
      }
    };
    const timer = setTimeout(keep, PAUSE_MS);
    const ask = (event: BeforeUnloadEvent) => {
      keep();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('beforeunload', ask);
    };
  }, [key, dirty, text, format, name, type]);
}
