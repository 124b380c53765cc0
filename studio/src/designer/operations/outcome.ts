import type { Design } from '../document/design';

/** What an operation made, or why it did not: then the design is the one it was given. */
export interface Outcome {
  readonly design: Design;
  /** The names of the states to select. */
  readonly selected: readonly string[];
  /** A sentence for the person who tried. */
  readonly refused?: string;
}

export function refused(design: Design, why: string): Outcome {
  return { design, selected: [], refused: why };
}
