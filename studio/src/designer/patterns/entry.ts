import type { Json } from '../document/path';
import type { Piece } from '../operations/piece';

export type Language = 'JSONPath' | 'JSONata';

/** One thing of the states browser, which is put into a machine as a state or as several. */
export interface BrowserEntry {
  /** Stays the same over versions: favourites are kept by it. */
  readonly id: string;
  readonly tab: 'flow' | 'actions' | 'patterns';
  /** Under which heading it stands: `Flow`, `Functions`, `Amazon SQS`. */
  readonly group: string;
  readonly title: string;
  /** A line that says what it does. */
  readonly about: string;
  /** The type of the state, or of the pattern's first one: it has that icon. */
  readonly type: string;
  /** What else people search it by. */
  readonly words: readonly string[];
  readonly piece: (language: Language) => Piece;
}

/** A piece of one state. */
export function single(name: string, state: Json): Piece {
  return { startAt: name, states: { [name]: state } };
}
