import { useEffect, useRef } from 'react';

/** What a chord does: `ctrl+k`, `?`, or one key after another, `g m`. */
export type Keys = Record<string, () => void>;

const CHORD_MS = 1_200;

/** The name of a pressed key, as {@link Keys} writes it; Cmd counts as Ctrl. */
export function nameOfKey(event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }): string {
  const held = `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}`;
  return held + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

/** Follows key presses; plain ones are left to fields, and all to an open dialog. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let before = { key: '', at: 0 };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) {
        return;
      }
      const name = nameOfKey(event);
      if (!name.includes('+') && isTyping(event)) {
        return;
      }
      const chord = event.timeStamp - before.at < CHORD_MS ? latest.current[`${before.key} ${name}`] : undefined;
      before = { key: name, at: event.timeStamp };
      const action = chord ?? latest.current[name];
      if (action !== undefined) {
        event.preventDefault();
        action();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
