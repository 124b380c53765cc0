import { at, insertAt, removeAt, renameKeyAt, setAt, type Design, type Where } from '../document/design';
import { isObject, type Json, type Path } from '../document/path';
import { refused, type Outcome } from './outcome';
import { leading, needsTarget, renamed, type Piece } from './piece';
import { edgeAt, endsExecution, goesOn, namesOf, scopeAt, stateOf, statePath, uniqueName } from './places';

/** Where something new goes. */
export type Place =
  /** Onto a transition; `which` is the field that makes it: `['Next']`, `['Choices', 0, 'Next']`. */
  | { kind: 'edge'; from: string; to: string; which: Path }
  | { kind: 'after'; state: string }
  | { kind: 'start' }
  /** Without a transition to it, unless it is the first. */
  | { kind: 'alone' };

export interface Addition {
  /** The path of what holds the states: `[]` for the machine, `['States', 'Each', 'ItemProcessor']`. */
  readonly container: Path;
  readonly state: { readonly name: string; readonly state: Json } | Piece;
  readonly at: Place;
}

/** Puts a state or a piece into a machine; the transitions close around it. */
export function addState(design: Design, { container, state, at: wanted }: Addition): Outcome {
  const scope = scopeAt(design, container);
  if (scope === undefined) {
    return refused(design, 'What should hold the state is gone');
  }
  const place = exactPlace(design, wanted, scope.states.length === 0);
  if ('refused' in place) {
    return refused(design, place.refused);
  }
  const taken = namesOf(design);
  let piece = renamed('startAt' in state ? state : { startAt: state.name, states: { [state.name]: state.state } }, taken);
  const target = targetOf(design, container, place);
  if (target === undefined && needsTarget(piece)) {
    const name = uniqueName(new Set([...taken, ...Object.keys(piece.states)]), 'Done');
    const closed = leading(piece, name);
    piece = { ...closed, states: { ...closed.states, [name]: { Type: 'Succeed' } } };
  } else {
    piece = leading(piece, target);
  }
  const filled = withStates(design, container, piece, placeInText(place));
  return { design: linked(filled, container, place, piece.startAt), selected: [piece.startAt] };
}

/** A place that says all: an empty container begins with what comes, and behind a state is on its way. */
export function exactPlace(design: Design, place: Place, empty: boolean): Place | { refused: string } {
  if (empty) {
    return { kind: 'start' };
  }
  if (place.kind === 'edge') {
    return edgeAt(design, place.from, place.which)?.to === place.to ? place : { refused: 'The transition is gone' };
  }
  if (place.kind !== 'after') {
    return place;
  }
  const before = stateOf(design, place.state);
  if (before === undefined) {
    return { refused: `There is no state ${place.state}` };
  }
  if (endsExecution(before.type)) {
    return { refused: `Nothing can follow ${before.name}: it ends the execution` };
  }
  const field = before.type === 'Choice' ? 'Default' : 'Next';
  const edge = edgeAt(design, before.name, [field]);
  return edge === undefined ? place : { kind: 'edge', from: before.name, to: edge.to, which: [field] };
}

/** Where the new states lead on to. */
function targetOf(design: Design, container: Path, place: Place): string | undefined {
  if (place.kind === 'edge') {
    return place.to;
  }
  const start = at(design, [...container, 'StartAt']);
  return place.kind === 'start' && typeof start === 'string' && stateOf(design, start) !== undefined ? start : undefined;
}

function placeInText(place: Place): Where {
  switch (place.kind) {
    case 'edge':
      return { after: place.from };
    case 'after':
      return { after: place.state };
    case 'start':
      return 'start';
    case 'alone':
      return 'end';
  }
}

/** Writes the states down, next to the one they belong to. */
export function withStates(design: Design, container: Path, piece: Piece, where: Where): Design {
  const states: Path = [...container, 'States'];
  const ready = isObject(at(design, states)) ? design : setAt(design, states, {});
  return Object.entries(piece.states).reduce(
    ({ result, next }, [name, state]) => ({
      result: withState(result, [...states, name], state, next, piece.written?.[name]),
      next: { after: name } as Where,
    }),
    { result: ready, next: where },
  ).result;
}

/** As it was written before, if it was; then what is different in it now. */
function withState(design: Design, path: Path, state: Json, where: Where, before: NonNullable<Piece['written']>[string] | undefined): Design {
  const name = path.at(-1) as string;
  return before === undefined
    ? insertAt(design, path.slice(0, -1), name, state, where)
    : setAt(insertAt(design, path.slice(0, -1), name, before.value, where, before.text), path, state);
}

export function linked(design: Design, container: Path, place: Place, name: string): Design {
  switch (place.kind) {
    case 'start':
      return withStart(design, container, name);
    case 'edge': {
      const from = stateOf(design, place.from);
      return from === undefined ? design : setAt(design, [...statePath(from), ...place.which], name);
    }
    case 'after': {
      const from = stateOf(design, place.state);
      if (from === undefined) {
        return design;
      }
      return goesOn(from.type) ? withNext(design, statePath(from), name) : setAt(design, [...statePath(from), 'Default'], name);
    }
    case 'alone':
      return design;
  }
}

/** Before the states, where people look for it. */
export function withStart(design: Design, container: Path, name: string): Design {
  const known = at(design, [...container, 'StartAt']) !== undefined;
  return known
    ? setAt(design, [...container, 'StartAt'], name)
    : insertAt(design, container, 'StartAt', name, { before: 'States' });
}

/** `Next` in the place of `End`, or the other way round when it is to end. */
export function withNext(design: Design, state: Path, next: string | undefined): Design {
  const [key, other, value] = next === undefined ? ['End', 'Next', true] : ['Next', 'End', next];
  if (at(design, [...state, key]) !== undefined) {
    return setAt(removeAt(design, [...state, other]), [...state, key], value);
  }
  const turned = renameKeyAt(design, [...state, other], key);
  return setAt(turned, [...state, key], value);
}
