import type { Written } from '../document/changes';
import { isObject, type Json } from '../document/path';
import { goesOn, typeOf, uniqueName } from './places';

/** Some states that belong together and are put into a machine as one: one state, a pattern, a copy. */
export interface Piece {
  readonly startAt: string;
  readonly states: { readonly [name: string]: Json };
  /** How states are written that were in the machine already, with the value that this says. */
  readonly written?: { readonly [name: string]: { readonly value: Json; readonly text: Written } };
}

/** The same piece with names that are not taken; transitions follow. */
export function renamed(piece: Piece, taken: ReadonlySet<string>): Piece {
  const names = new Map<string, string>();
  const used = new Set(taken);
  for (const name of namesIn(piece.states)) {
    const unique = uniqueName(used, name);
    used.add(unique);
    names.set(name, unique);
  }
  const scope = withNames({ StartAt: piece.startAt, States: piece.states }, names);
  const written = Object.entries(piece.written ?? {}).map(([name, text]) => [names.get(name) ?? name, text]);
  return {
    startAt: scope['StartAt'] as string,
    states: scope['States'] as { [name: string]: Json },
    written: Object.fromEntries(written) as NonNullable<Piece['written']>,
  };
}

function namesIn(states: { readonly [name: string]: Json }): string[] {
  return Object.entries(states).flatMap(([name, state]) => [
    name,
    ...scopesIn(state).flatMap((scope) => namesIn((scope['States'] ?? {}) as { [name: string]: Json })),
  ]);
}

function scopesIn(state: Json): Json[] {
  const branches = Array.isArray(state['Branches']) ? state['Branches'] : [];
  return [...branches, state['ItemProcessor'], state['Iterator']].filter(isObject);
}

/** A scope with other names for states, at every place where they are named. */
export function withNames(scope: Json, names: ReadonlyMap<string, string>): Json {
  const states = Object.entries((scope['States'] ?? {}) as Json).map(([name, state]) => [
    names.get(name) ?? name,
    isObject(state) ? renamedState(state, names) : state,
  ]);
  return mapped(scope, {
    StartAt: (start) => names.get(String(start)) ?? start,
    States: () => Object.fromEntries(states),
  });
}

function renamedState(state: Json, names: ReadonlyMap<string, string>): Json {
  const target = (name: unknown) => names.get(String(name)) ?? name;
  const targets = (list: unknown) =>
    Array.isArray(list) ? list.map((item) => (isObject(item) ? mapped(item, { Next: target }) : item)) : list;
  const inner = (scope: unknown) => (isObject(scope) ? withNames(scope, names) : scope);
  return mapped(state, {
    Next: target,
    Default: target,
    Choices: targets,
    Catch: targets,
    Branches: (branches) => (Array.isArray(branches) ? branches.map(inner) : branches),
    ItemProcessor: inner,
    Iterator: inner,
  });
}

/** A copy in the same order, some of its values made anew. */
export function mapped(json: Json, change: Record<string, (value: unknown) => unknown>): Json {
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, change[key]?.(value) ?? value]));
}

/** The piece with its open ends leading to a state of the machine, or ending. */
export function leading(piece: Piece, target: string | undefined): Piece {
  const states = Object.entries(piece.states).map(([name, state]) => [name, ledTo(state, target)]);
  return { ...piece, states: Object.fromEntries(states) };
}

function ledTo(state: Json, target: string | undefined): Json {
  const type = typeOf(state);
  if (type === 'Choice') {
    return choiceTo(state, target);
  }
  if (!goesOn(type) || typeof state['Next'] === 'string') {
    return state;
  }
  const [key, value] = target === undefined ? ['End', true] : ['Next', target];
  const entries = Object.entries(state);
  const open = entries.findIndex(([name]) => name === 'End' || name === 'Next');
  entries.splice(open < 0 ? entries.length : open, open < 0 ? 0 : 1, [key, value] as [string, unknown]);
  return Object.fromEntries(entries);
}

function choiceTo(state: Json, target: string | undefined): Json {
  if (target === undefined) {
    return state;
  }
  const rules = Array.isArray(state['Choices']) ? state['Choices'] : [];
  const open = rules.some((rule) => isObject(rule) && rule['Next'] === undefined);
  const choices = rules.map((rule) => (isObject(rule) && rule['Next'] === undefined ? { ...rule, Next: target } : rule));
  const closed = { ...state, Choices: choices };
  return open && state['Default'] === undefined ? { ...closed, Default: target } : closed;
}

/** Whether a Choice of the piece needs a state to lead to. */
export function needsTarget(piece: Piece): boolean {
  return Object.values(piece.states).some(
    (state) =>
      Array.isArray(state['Choices']) && state['Choices'].some((rule) => isObject(rule) && rule['Next'] === undefined),
  );
}
