import type { Scope } from '../../asl/definition';
import { apply, graphOf, insertAt, setAt, type Design } from '../document/design';
import type { Path } from '../document/path';
import {
  addBranch,
  addCatcher,
  addState,
  connect,
  containerPath,
  endsExecution,
  languageOf,
  moveStates,
  stateOf,
  statePath,
  type Outcome,
  type Piece,
  type Place,
} from '../operations';
import type { BrowserEntry } from '../patterns/entry';
import { UNTOLD } from '../patterns/flow';
import type { Target } from '../canvas/targets';
import type { AddAt } from './workbench';

/** What people do on the canvas, in terms of the operations on the design. */

/** Puts something new where it was let go. */
export function place(design: Design, entry: BrowserEntry, target: Target): Outcome {
  const found = exactly(design, target);
  return 'refused' in found && found.refused !== undefined
    ? found
    : addState(found.design, { container: found.container, state: pieceOf(found.design, entry), at: found.at });
}

/** Moves states to where they were let go. */
export function move(design: Design, names: readonly string[], target: Target): Outcome {
  const found = exactly(design, target);
  return moveStates(found.design, names, found.container, found.at);
}

interface Exactly {
  design: Design;
  container: Path;
  at: Place;
  selected: readonly string[];
  refused?: string;
}

function exactly(design: Design, target: Target): Exactly {
  switch (target.kind) {
    case 'edge':
      return { design, container: containerPath(target.scope), at: onLine(target), selected: [] };
    case 'empty':
      return { design, container: containerPath(target.scope), at: { kind: 'start' }, selected: [] };
    case 'alone':
      return { design, container: containerPath(target.scope), at: { kind: 'alone' }, selected: [] };
    case 'branch': {
      const made = addBranch(design, target.owner);
      const inner = stateOf(made.design, target.owner)?.inner.at(-1);
      return { ...made, container: inner === undefined ? [] : containerPath(inner), at: { kind: 'start' } };
    }
  }
}

function onLine({ from, to, which }: Target & { kind: 'edge' }): Place {
  if (from === undefined) {
    return { kind: 'start' };
  }
  return to === undefined ? { kind: 'after', state: from } : { kind: 'edge', from, to, which };
}

function pieceOf(design: Design, entry: BrowserEntry, near?: string): Piece {
  return entry.piece(languageOf(design, near));
}

/** Puts something new where the keyboard is: behind the selected state, before it, into it, as its handler. */
export function add(design: Design, entry: BrowserEntry, at: Exclude<AddAt, { kind: 'edge' }>): Outcome {
  const graph = graphOf(design);
  const state = at.kind === 'end' ? lastOf(graph.root) : graph.states.get(at.name);
  if (state === undefined) {
    return addState(design, { container: [], state: pieceOf(design, entry), at: { kind: 'start' } });
  }
  const container = containerPath(state.scope);
  const piece = pieceOf(design, entry);
  switch (at.kind) {
    case 'end':
    case 'after':
      if (endsExecution(state.type)) {
        return add(design, entry, { kind: 'before', name: state.name }); // nothing comes behind it
      }
      return addState(design, { container, state: piece, at: { kind: 'after', state: state.name } });
    case 'before': {
      const edge = state.scope.edges.find(({ to }) => to === state.name);
      const first = state.scope.startAt === state.name || edge === undefined;
      return addState(design, {
        container,
        state: piece,
        at: first ? { kind: 'start' } : { kind: 'edge', from: edge.from, to: edge.to, which: edge.field },
      });
    }
    case 'inside':
      return addInside(design, state.name, piece);
    case 'caught': {
      const added = addState(design, { container, state: piece, at: { kind: 'alone' } });
      const handler = added.selected[0];
      return handler === undefined ? added : { ...caughtBy(added.design, state.name, handler), selected: [handler] };
    }
  }
}

/** Into the first branch that holds nothing, or at the end of the last one. */
function addInside(design: Design, owner: string, piece: Piece): Outcome {
  const inner = stateOf(design, owner)?.inner ?? [];
  const scope = inner.find(({ states }) => states.length === 0) ?? inner.at(-1);
  if (scope === undefined) {
    return { design, selected: [], refused: `${owner} holds no other states` };
  }
  const last = lastOf(scope);
  const at: Place = last === undefined ? { kind: 'start' } : { kind: 'after', state: last.name };
  return addState(design, { container: containerPath(scope), state: piece, at });
}

/** The state at the end of the way that is gone when nothing goes wrong. */
export function lastOf(scope: Scope) {
  const seen = new Set<string>();
  let at = scope.states.find(({ name }) => name === scope.startAt) ?? scope.states[0];
  while (at !== undefined && !seen.has(at.name)) {
    seen.add(at.name);
    const here = at;
    const on = scope.edges.find(({ from, kind }) => from === here.name && (kind === 'next' || kind === 'default'));
    const next = scope.states.find(({ name }) => name === on?.to);
    if (next === undefined || seen.has(next.name) || endsExecution(next.type)) {
      return at;
    }
    at = next;
  }
  return at;
}

/** A Fail that says nothing of its own yet, and is reached by an error alone, says that error. */
function passingOn(design: Design, name: string): Design {
  const fail = stateOf(design, name);
  const into = fail?.scope.edges.filter((edge) => edge.to === name) ?? [];
  const untouched = fail !== undefined && Object.entries(UNTOLD).every(([key, value]) => fail.json[key] === value);
  if (!untouched || into.some(({ kind }) => kind !== 'catch')) {
    return design;
  }
  const path = statePath(fail);
  return languageOf(design, name) === 'JSONata'
    ? setAt(setAt(design, [...path, 'Error'], '{% $states.input.Error %}'), [...path, 'Cause'], '{% $states.input.Cause %}')
    : apply(design, [
        { kind: 'rename', path: [...path, 'Error'], key: 'ErrorPath' },
        { kind: 'replace', path: [...path, 'ErrorPath'], value: '$.Error' },
        { kind: 'rename', path: [...path, 'Cause'], key: 'CausePath' },
        { kind: 'replace', path: [...path, 'CausePath'], value: '$.Cause' },
      ]);
}

/** Draws a line: to what comes next, or to what handles the errors. */
export function link(design: Design, from: string, to: string, how: 'next' | 'catch'): Outcome {
  if (how === 'next') {
    return connect(design, from, to);
  }
  const [source, target] = [stateOf(design, from), stateOf(design, to)];
  if (source?.scope.id !== target?.scope.id) {
    return { design, selected: [], refused: 'Errors are handled inside of their branch or processor, or by the state around it' };
  }
  return caughtBy(design, from, to);
}

/**
 * What handles an error usually needs both, what went wrong and what it was about; a Fail needs neither.
 * In JSONPath the error comes beside the input, in JSONata under a name of its own: that never fails.
 */
function caughtBy(design: Design, from: string, to: string): Outcome {
  const made = addCatcher(design, from, to);
  const state = stateOf(made.design, from);
  if (made.refused !== undefined || state === undefined) {
    return made;
  }
  if (stateOf(made.design, to)?.type === 'Fail') {
    return { ...made, design: passingOn(made.design, to) };
  }
  const catchers = Array.isArray(state.json['Catch']) ? state.json['Catch'].length : 0;
  const catcher = [...statePath(state), 'Catch', catchers - 1];
  const [key, value] =
    languageOf(made.design, from) === 'JSONata'
      ? ['Output', { input: '{% $states.input %}', error: '{% $states.errorOutput %}' }]
      : ['ResultPath', '$.error'];
  return { ...made, design: insertAt(made.design, catcher, key as string, value, { before: 'Next' }) };
}
