import type { Change, Written } from './changes';

/** Where a text can't be read, and why. Lines and columns count from 1. */
export interface SyntaxProblem {
  message: string;
  from: number;
  to: number;
  line: number;
  column: number;
}

/** A text that could be read. */
export interface Tree {
  readonly text: string;
  readonly value: unknown;
  /** The text after a change, different only where it must be. */
  apply(change: Change): Tree;
  /** Where the key (of a list: the item) at a path stands; of the nearest part that is there. */
  rangeOf(path: readonly (string | number)[]): { from: number; to: number };
  /** How a value is written, if it can be written so elsewhere. */
  writtenAt(path: readonly (string | number)[]): Written | undefined;
}

/** A way to write definitions. */
export interface Notation {
  read(text: string): Tree | SyntaxProblem;
  /** Writes a value from nothing. */
  write(value: unknown): string;
}

export function problemAt(text: string, message: string, from: number, to: number): SyntaxProblem {
  const before = text.slice(0, from);
  const line = before.split('\n').length;
  return { message, from, to: Math.max(to, from + 1), line, column: from - before.lastIndexOf('\n') };
}

/** A text with one place of it replaced. */
export function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** The text of a value with its further lines moved to the margin; nothing when one does not reach so far. */
export function outdented(text: string, column: number): string | undefined {
  const [first, ...lines] = text.split(/\r?\n/);
  const margin = ' '.repeat(column);
  if (!lines.every((line) => line.trim() === '' || line.startsWith(margin))) {
    return undefined;
  }
  return [first, ...lines.map((line) => line.slice(column))].join('\n');
}

/** The same at another column. */
export function indentedBy(text: string, margin: string, eol: string): string {
  return text
    .split('\n')
    .map((line, i) => (i === 0 || line.trim() === '' ? line : margin + line))
    .join(eol);
}
