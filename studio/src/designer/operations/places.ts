import type { Edge, Scope, State } from '../../asl/definition';
import { at, graphOf, type Design } from '../document/design';
import { isObject, type Json, type Path } from '../document/path';

/** Where states and what holds them stand in a definition. */

/** The path of what holds `StartAt` and `States`: the machine, a branch, a processor. */
export function containerPath(scope: Scope): Path {
  const { owner, index } = scope;
  if (owner === undefined) {
    return [];
  }
  const key = isObject(owner.json['ItemProcessor']) ? 'ItemProcessor' : 'Iterator';
  const inner = owner.type === 'Map' || !Array.isArray(owner.json['Branches']) ? [key] : ['Branches', index];
  return [...statePath(owner), ...inner];
}

export function statePath(state: State): Path {
  return [...containerPath(state.scope), 'States', state.name];
}

export function stateOf(design: Design, name: string): State | undefined {
  return graphOf(design).states.get(name);
}

/** The scope at the path of a container. */
export function scopeAt(design: Design, container: Path): Scope | undefined {
  const { root, states } = graphOf(design);
  const key = container.join('\u0000');
  const scopes = [root, ...[...states.values()].flatMap(({ inner }) => inner)];
  return scopes.find((scope) => containerPath(scope).join('\u0000') === key);
}

/** The transition that a field of a state makes. */
export function edgeAt(design: Design, from: string, field: Path): Edge | undefined {
  const edges = stateOf(design, from)?.scope.edges ?? [];
  return edges.find((edge) => edge.from === from && edge.field.join() === field.join());
}

/** JSONPath or JSONata, as the state says, or else the machine. */
export function languageOf(design: Design, name?: string): 'JSONPath' | 'JSONata' {
  const own = name === undefined ? undefined : stateOf(design, name)?.json['QueryLanguage'];
  return (own ?? at(design, ['QueryLanguage'])) === 'JSONata' ? 'JSONata' : 'JSONPath';
}

export const MAX_NAME = 80;

/** A name that no state of the machine has: the wanted one, or with a number behind it. */
export function uniqueName(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) {
    return wanted;
  }
  const base = wanted.replace(/ \(\d+\)$/, '');
  for (let i = 2; ; i++) {
    const suffix = ` (${i})`;
    const name = base.slice(0, MAX_NAME - suffix.length) + suffix;
    if (!taken.has(name)) {
      return name;
    }
  }
}

export function namesOf(design: Design): Set<string> {
  return new Set(graphOf(design).states.keys());
}

/** Whether a state of this type leads on by `Next`, or ends by `End`. */
export function goesOn(type: string): boolean {
  return !['Choice', 'Succeed', 'Fail'].includes(type);
}

/** Whether nothing can come behind a state of this type. */
export function endsExecution(type: string): boolean {
  return type === 'Succeed' || type === 'Fail';
}

/** Whether a state of this type can try again and catch errors. */
export function catchesErrors(type: string): boolean {
  return ['Task', 'Parallel', 'Map'].includes(type);
}

export function typeOf(state: Json): string {
  return String(state['Type']);
}
