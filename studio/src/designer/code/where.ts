import { graphOf, rangeOf, type Design } from '../document/design';
import { statePath } from '../operations';

/** The innermost state whose text holds a place. */
export function stateAround(design: Design, at: number): string | undefined {
  if (design.problem !== null) {
    return undefined;
  }
  let best: { name: string; from: number } | undefined;
  for (const state of graphOf(design).states.values()) {
    const { from } = rangeOf(design, statePath(state));
    if (from <= at && (best === undefined || from >= best.from)) {
      best = { name: state.name, from };
    }
  }
  return best?.name;
}
