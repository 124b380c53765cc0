import type { Design } from '../document/design';
import type { Path } from '../document/path';
import { addState, exactPlace, linked, withNext, type Place } from './add';
import { groupOf, pieceOf, type Group } from './group';
import { refused, type Outcome } from './outcome';
import { containerPath, edgeAt, scopeAt, stateOf, statePath } from './places';
import { bypassed, deleteStates } from './remove';

/** Moves states to another place of their container, or into another container. */
export function moveStates(design: Design, names: readonly string[], container: Path, place: Place): Outcome {
  const group = groupOf(design, names);
  const scope = scopeAt(design, container);
  if (group === undefined || scope === undefined) {
    return refused(design, 'Only states that stand side by side can be moved together');
  }
  if (holds(group, container)) {
    return refused(design, 'A state can’t be moved into itself');
  }
  const ends = place.kind === 'edge' ? [place.from, place.to] : place.kind === 'after' ? [place.state] : [];
  if (ends.some((name) => group.names.includes(name))) {
    return { design, selected: group.names };
  }
  return group.scope.id === scope.id ? within(design, group, place) : across(design, group, container, place);
}

function holds(group: Group, container: Path): boolean {
  const base = containerPath(group.scope);
  return group.names.some((name) => [...base, 'States', name].every((key, i) => container[i] === key));
}

/** Only transitions change: the text of the states stays where it is. */
function within(design: Design, group: Group, wanted: Place): Outcome {
  const container = containerPath(group.scope);
  const freed = bypassed(design, group.names);
  const only = scopeAt(freed, container)?.startAt === undefined;
  const place = exactPlace(freed, found(freed, wanted), only);
  if ('refused' in place) {
    return refused(design, place.refused);
  }
  const target = place.kind === 'edge' ? place.to : place.kind === 'start' ? scopeAt(freed, container)?.startAt : undefined;
  const led = group.tails.reduce((result, name) => {
    const state = stateOf(result, name);
    return state === undefined ? result : withNext(result, statePath(state), target);
  }, freed);
  return { design: linked(led, container, place, group.entry), selected: group.names };
}

function across(design: Design, group: Group, container: Path, wanted: Place): Outcome {
  const piece = pieceOf(group, () => false, design);
  const left = deleteStates(design, group.names).design;
  const moved = addState(left, { container, state: piece, at: found(left, wanted) });
  return moved.refused === undefined ? { ...moved, selected: group.names } : refused(design, moved.refused);
}

/** The place as it is now: rules that went away have changed the numbers of others. */
function found(design: Design, place: Place): Place {
  if (place.kind !== 'edge' || edgeAt(design, place.from, place.which)?.to === place.to) {
    return place;
  }
  const edge = stateOf(design, place.from)?.scope.edges.find(({ from, to }) => from === place.from && to === place.to);
  return edge === undefined ? place : { ...place, which: edge.field };
}
