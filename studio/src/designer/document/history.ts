import { openDesign, withText, type Design, type Format } from './design';

/**
 * What was done to a design, and can be undone. It keeps what became different in the text rather than
 * texts, so that it has no end: undoing gives back the bytes.
 */
export interface History {
  readonly design: Design;
  /** The names of the states that are selected. */
  readonly selected: readonly string[];
  readonly done: readonly Entry[];
  readonly undone: readonly Entry[];
  /** How many entries had been done when it was saved; -1 when that can't be reached any more. */
  readonly saved: number;
}

export interface Entry {
  /** What was done: `Delete Charge`. */
  readonly label: string;
  /** Edits with the same key that follow each other are one: the typing in one field. */
  readonly merges: string | undefined;
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
  readonly formats: readonly [Format, Format];
  readonly selections: readonly [readonly string[], readonly string[]];
}

export function beginHistory(design: Design): History {
  return { design, selected: [], done: [], undone: [], saved: 0 };
}

/** Selecting is nothing that is undone. */
export function select(history: History, selected: readonly string[]): History {
  return { ...history, selected };
}

/** @param merges the field that is edited, if the edit goes together with others of that field */
export function record(
  history: History,
  design: Design,
  label: string,
  selected: readonly string[] = history.selected,
  merges?: string,
): History {
  const before = history.design;
  if (design.text === before.text && design.format === before.format) {
    return { ...history, design, selected };
  }
  const last = history.done.at(-1);
  const merged = merges !== undefined && last?.merges === merges && history.undone.length === 0 && history.saved !== history.done.length;
  const [old, done] = merged ? [reverted(before.text, last), history.done.slice(0, -1)] : [before.text, history.done];
  const formats = [merged ? last.formats[0] : before.format, design.format] as const;
  const selections = [merged ? last.selections[0] : history.selected, selected] as const;
  const entry = { label, merges, formats, selections, ...between(old, design.text) };
  const saved = history.saved > done.length ? -1 : history.saved;
  return { design, selected, done: [...done, entry], undone: [], saved };
}

export function undo(history: History): History {
  const entry = history.done.at(-1);
  if (entry === undefined) {
    return history;
  }
  const text = reverted(history.design.text, entry);
  return {
    ...history,
    design: back(history.design, text, entry.formats[0]),
    selected: entry.selections[0],
    done: history.done.slice(0, -1),
    undone: [...history.undone, entry],
  };
}

export function redo(history: History): History {
  const entry = history.undone.at(-1);
  if (entry === undefined) {
    return history;
  }
  const { at, removed, inserted } = entry;
  const { text } = history.design;
  return {
    ...history,
    design: back(history.design, text.slice(0, at) + inserted + text.slice(at + removed.length), entry.formats[1]),
    selected: entry.selections[1],
    done: [...history.done, entry],
    undone: history.undone.slice(0, -1),
  };
}

export function markSaved(history: History): History {
  return { ...history, saved: history.done.length };
}

export function isDirty(history: History): boolean {
  return history.saved !== history.done.length;
}

function back(design: Design, text: string, format: Format): Design {
  return format === design.format ? withText(design, text) : openDesign(text, format);
}

function reverted(text: string, { at, removed, inserted }: Entry): string {
  return text.slice(0, at) + removed + text.slice(at + inserted.length);
}

function between(old: string, text: string): { at: number; removed: string; inserted: string } {
  const most = Math.min(old.length, text.length);
  let at = 0;
  while (at < most && old[at] === text[at]) {
    at++;
  }
  let tail = 0;
  while (tail < most - at && old[old.length - 1 - tail] === text[text.length - 1 - tail]) {
    tail++;
  }
  return { at, removed: old.slice(at, old.length - tail), inserted: text.slice(at, text.length - tail) };
}
