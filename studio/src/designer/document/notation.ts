import type { Change } from './changes';

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
