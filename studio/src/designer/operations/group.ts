import type { Edge, Scope } from '../../asl/definition';
import { writtenAt, type Design } from '../document/design';
import { isObject, type Json } from '../document/path';
import { mapped, type Piece } from './piece';
import { goesOn, stateOf, statePath, typeOf } from './places';
import { outermost } from './remove';

/** States of one scope that are handled together. */
export interface Group {
  readonly scope: Scope;
  /** In the order of the text. */
  readonly names: readonly string[];
  /** The one that transitions from outside lead to. */
  readonly entry: string;
  readonly entries: readonly string[];
  /** Transitions out of the group. */
  readonly out: readonly Edge[];
  /** Those that go on by `Next` to the outside, or end. */
  readonly tails: readonly string[];
}

export function groupOf(design: Design, names: readonly string[]): Group | undefined {
  const chosen = new Set(outermost(design, names));
  const [first] = chosen;
  const scope = first === undefined ? undefined : stateOf(design, first)?.scope;
  const states = scope?.states.filter(({ name }) => chosen.has(name)) ?? [];
  if (scope === undefined || states.length !== chosen.size) {
    return undefined;
  }
  const inside = (name: string) => chosen.has(name);
  const entries = states
    .map(({ name }) => name)
    .filter((name) => name === scope.startAt || scope.edges.some(({ from, to }) => to === name && !inside(from)));
  const out = scope.edges.filter(({ from, to }) => inside(from) && !inside(to));
  const tails = states
    .filter(({ name, type }) => {
      const next = scope.edges.find(({ from, kind }) => from === name && kind === 'next');
      return goesOn(type) && (next === undefined || !inside(next.to));
    })
    .map(({ name }) => name);
  const sorted = states.map(({ name }) => name);
  const headless = sorted.find((name) => !scope.edges.some(({ from, to }) => to === name && inside(from) && from !== name));
  return { scope, names: sorted, entry: entries[0] ?? headless ?? (sorted[0] as string), entries, out, tails };
}

/**
 * The states of a group by themselves, open where they led out of it.
 *
 * @param keeps whether a transition to a state outside can stay
 * @param design whose text the states take along, with its comments
 */
export function pieceOf(group: Group, keeps: (to: string) => boolean, design?: Design): Piece {
  const inside = new Set(group.names);
  const stays = (to: unknown) => typeof to === 'string' && (inside.has(to) || keeps(to));
  const states = group.scope.states
    .filter(({ name }) => inside.has(name))
    .map(({ name, json }) => [name, opened(json, (to) => inside.has(to as string), stays)]);
  const written = group.scope.states.flatMap((state) => {
    const text = design !== undefined && inside.has(state.name) ? writtenAt(design, statePath(state)) : undefined;
    return text === undefined ? [] : [[state.name, { value: state.json, text }]];
  });
  return {
    startAt: group.entry,
    states: Object.fromEntries(states) as Piece['states'],
    written: Object.fromEntries(written) as NonNullable<Piece['written']>,
  };
}

type Test = (to: unknown) => boolean;

function opened(state: Json, inside: Test, stays: Test): Json {
  const catchers = Array.isArray(state['Catch']) ? state['Catch'].filter((item) => isObject(item) && stays(item['Next'])) : [];
  const open = mapped(state, {
    Choices: (rules) =>
      Array.isArray(rules) ? rules.map((rule) => (isObject(rule) && !stays(rule['Next']) ? without(rule, 'Next') : rule)) : rules,
    Catch: () => catchers,
  });
  const caught = catchers.length === 0 ? without(open, 'Catch') : open;
  if (typeOf(state) === 'Choice') {
    return stays(state['Default']) ? caught : without(caught, 'Default');
  }
  // keeps its place for what will stand there
  return inside(state['Next']) ? caught : mapped(renamedKey(caught, 'Next', 'End'), { End: () => true });
}

function without(json: Json, key: string): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== key));
}

function renamedKey(json: Json, old: string, key: string): Json {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name === old ? key : name, value]));
}
