import type { Design } from '../document/design';
import { addState } from './add';
import { groupOf, pieceOf } from './group';
import { refused, type Outcome } from './outcome';
import { renamed } from './piece';
import { containerPath, namesOf, stateOf } from './places';

/** Copies states; the copy comes next where the states go on at one place, and else stands alone. */
export function duplicateStates(design: Design, names: readonly string[]): Outcome {
  const group = groupOf(design, names);
  if (group === undefined) {
    return refused(design, 'Only states that stand side by side can be duplicated together');
  }
  const known = new Set(group.scope.states.map(({ name }) => name));
  const piece = renamed(
    pieceOf(group, (to) => known.has(to), design),
    namesOf(design),
  );
  const [tail, ...more] = group.tails;
  const added = addState(design, {
    container: containerPath(group.scope),
    state: piece,
    at: tail === undefined || more.length > 0 ? { kind: 'alone' } : { kind: 'after', state: tail },
  });
  const selected = Object.keys(piece.states).filter((name) => stateOf(added.design, name) !== undefined);
  return { ...added, selected };
}
