import type { State } from '../../asl/definition';
import { at, graphOf, removeAt, setAt, withValue, type Design } from '../document/design';
import { statePath } from '../operations';
import { toJsonata, type Converted, type Left } from './state';

/** What switching the language of a machine, or of one state, asks for. */
export interface Switch {
  /** The states that are written anew, or should be. */
  states: { name: string; converted: readonly Converted[]; left: readonly Left[] }[];
  /** With everything converted that can be. */
  design: Design;
}

/** Fields of one language alone, which mean nothing in the other. */
const OF_JSONATA = ['Arguments', 'Output', 'Items', 'Condition'];

/** @param name of the one state; without it, all that have no language of their own */
export function switchLanguage(design: Design, to: 'JSONPath' | 'JSONata', name: string | undefined): Switch {
  const { states } = graphOf(design);
  const own = (state: State) => state.json['QueryLanguage'] !== undefined;
  const concerned = [...states.values()].filter((state) => (name === undefined ? !own(state) : state.name === name));
  let result = design;
  const found: Switch['states'] = [];
  for (const { name: each } of concerned) {
    const state = graphOf(result).states.get(each);
    if (state === undefined) {
      continue;
    }
    if (to === 'JSONPath') {
      const left = OF_JSONATA.filter((field) => state.json[field] !== undefined || deep(state.json['Choices'], field)).map(
        (field): Left => ({ field, before: state.json[field] ?? state.json['Choices'], why: 'Expressions have no counterpart in general' }),
      );
      found.push({ name: each, converted: [], left });
      continue;
    }
    const inner = Object.fromEntries(['Branches', 'ItemProcessor', 'Iterator'].map((key) => [key, state.json[key]]));
    const { state: made, converted, left } = toJsonata(state.json);
    Object.entries(inner).forEach(([key, value]) => value !== undefined && (made[key] = value));
    result = setAt(result, statePath(state), made);
    found.push({ name: each, converted, left });
  }
  return { states: found.filter(({ converted, left }) => converted.length + left.length > 0), design: said(result, to, name) };
}

/** Only the word is another one. */
export function said(design: Design, to: 'JSONPath' | 'JSONata', name: string | undefined): Design {
  const state = name === undefined ? undefined : graphOf(design).states.get(name);
  const path = [...(state === undefined ? [] : statePath(state)), 'QueryLanguage'];
  const around = at(design, ['QueryLanguage']) ?? 'JSONPath';
  return state !== undefined && around === to ? removeAt(design, path) : withValue(design, path, to, { before: state === undefined ? 'StartAt' : 'Next' });
}

function deep(rules: unknown, field: string): boolean {
  return Array.isArray(rules) && rules.some((rule) => typeof rule === 'object' && rule !== null && field in rule);
}
