import { definitionOf, type Definition, type State } from '../../asl/definition';
import { isObject, type Json } from '../document/path';
import { withNames } from '../operations/piece';

/** What became different from one definition to another, state by state. */

export interface StateChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed';
  readonly name: string;
  /** The name that it had. */
  readonly was?: string;
  /** The fields that are different. */
  readonly fields: readonly string[];
}

export interface Comparison {
  /** The states of both: those that were removed stand where they were. */
  readonly merged: Definition;
  readonly changes: ReadonlyMap<string, StateChange>;
  /** The fields of the machine itself that are different. */
  readonly machine: readonly string[];
}

export function compare(before: Json, after: Json): Comparison {
  const renames = renamesOf(before, after);
  const old = renames.size === 0 ? before : withNames(before, renames);
  const [first, second] = [definitionOf(old), definitionOf(after)];
  const was = new Map([...renames].map(([from, to]) => [to, from]));
  const changes = new Map<string, StateChange>();
  for (const state of second.states.values()) {
    const change = changeOf(first.states.get(state.name), state, was.get(state.name));
    if (change !== undefined) {
      changes.set(state.name, change);
    }
  }
  for (const name of first.states.keys()) {
    if (!second.states.has(name)) {
      changes.set(name, { kind: 'removed', name, fields: [] });
    }
  }
  const machine = fieldsThatDiffer(without(old, 'States'), without(after, 'States'));
  return { merged: definitionOf(merged(old, after, second)), changes, machine };
}

function changeOf(before: State | undefined, { name, json, scope }: State, was: string | undefined): StateChange | undefined {
  if (before === undefined) {
    return { kind: 'added', name, fields: [] };
  }
  const fields = fieldsThatDiffer(own(before.json), own(json));
  const moved = before.scope.id !== scope.id ? ['Place'] : [];
  const all = [...fields, ...moved];
  if (was !== undefined) {
    return { kind: 'renamed', name, was, fields: all };
  }
  return all.length === 0 ? undefined : { kind: 'changed', name, fields: all };
}

/** A state without the states inside of it, which are compared by themselves. */
function own(state: Json): Json {
  const bare = (scope: unknown) => (isObject(scope) ? without(scope, 'States') : scope);
  const entries = Object.entries(state).map(([key, value]): [string, unknown] => {
    if (key === 'Branches' && Array.isArray(value)) {
      return [key, value.map(bare)];
    }
    return [key, key === 'ItemProcessor' || key === 'Iterator' ? bare(value) : value];
  });
  return Object.fromEntries(entries);
}

function without(json: Json, key: string): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== key));
}

function fieldsThatDiffer(before: Json, after: Json): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !equal(before[key], after[key]));
}

/** Equal as values: the order of keys does not count. */
function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
  }
  return Object.is(a, b);
}

/** A state that is gone, and the one new one that is the same in everything but its name. */
function renamesOf(before: Json, after: Json): Map<string, string> {
  const renames = new Map<string, string>();
  const [first, second] = [definitionOf(before), definitionOf(after)];
  const gone = [...first.states.values()].filter(({ name }) => !second.states.has(name));
  const fresh = [...second.states.values()].filter(({ name }) => !first.states.has(name));
  for (const state of gone) {
    const alike = (other: State) => equal(own(other.json), own(state.json)) && other.inner.length === state.inner.length;
    const [candidate, ...others] = fresh.filter(alike);
    const unique = candidate !== undefined && others.length === 0 && gone.filter((other) => alike(other)).length === 1;
    if (unique) {
      renames.set(state.name, candidate.name);
    }
  }
  return renames;
}

function merged(before: Json, after: Json, all: Definition): Json {
  const olds = isObject(before['States']) ? before['States'] : {};
  const news = isObject(after['States']) ? after['States'] : {};
  const kept = Object.entries(news).map(([name, state]) => {
    const old = olds[name];
    return [name, isObject(state) && isObject(old) ? mergedState(old, state, all) : state];
  });
  const removed = Object.entries(left(before, all));
  return { ...after, States: Object.fromEntries([...kept, ...removed]) };
}

/** What is inside of both. Scopes that only the old one has come behind those of the new one. */
function mergedState(before: Json, after: Json, all: Definition): Json {
  const [olds, news] = [scopesIn(before), scopesIn(after)];
  const both = news.map((scope, i) => (olds[i] === undefined ? scope : merged(olds[i], scope, all)));
  const rest = olds.slice(news.length).map((scope) => onlyLeft(scope, all)).filter(holdsStates);
  const [processor] = both;
  if (rest.length === 0 && processor !== undefined && !Array.isArray(after['Branches'])) {
    return { ...after, [keyOfProcessor(after)]: processor };
  }
  const bare = without(without(after, 'ItemProcessor'), 'Iterator');
  return both.length + rest.length === 0 ? after : { ...bare, Branches: [...both, ...rest] };
}

function scopesIn(state: Json): Json[] {
  const branches = Array.isArray(state['Branches']) ? (state['Branches'] as unknown[]) : [];
  const processor = state[keyOfProcessor(state)];
  return (isObject(processor) ? [processor] : branches).filter(isObject);
}

function keyOfProcessor(state: Json): string {
  return isObject(state['ItemProcessor']) ? 'ItemProcessor' : 'Iterator';
}

function holdsStates(scope: unknown): boolean {
  return isObject(scope) && isObject(scope['States']) && Object.keys(scope['States']).length > 0;
}

/** The states of a scope that are nowhere any more; not those that went elsewhere. */
function left(scope: Json, all: Definition): Json {
  const states = isObject(scope['States']) ? scope['States'] : {};
  const gone = Object.entries(states).filter(([name]) => !all.states.has(name));
  return Object.fromEntries(gone.map(([name, state]) => [name, isObject(state) ? leftInside(state, all) : state]));
}

function leftInside(state: Json, all: Definition): Json {
  const entries = Object.entries(state).map(([key, value]): [string, unknown] => {
    if (key === 'Branches' && Array.isArray(value)) {
      return [key, value.map((branch: unknown) => onlyLeft(branch, all))];
    }
    return [key, key === 'ItemProcessor' || key === 'Iterator' ? onlyLeft(value, all) : value];
  });
  return Object.fromEntries(entries);
}

function onlyLeft(scope: unknown, all: Definition): unknown {
  return isObject(scope) ? { ...scope, States: left(scope, all) } : scope;
}
