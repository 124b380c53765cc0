/**
 * A definition as a graph: scopes (the machine, a Parallel branch, a Map processor) that hold states
 * and the transitions between them. Transitions never leave their scope. Reading is tolerant: what is
 * unknown or broken is left out of the picture and the rest is shown.
 */

export type EdgeKind = 'next' | 'choice' | 'default' | 'catch';

export interface Edge {
  /** Unique in its scope. */
  id: string;
  from: string;
  to: string;
  kind: EdgeKind;
  /** Where in the first state the second is named: `['Catch', 0, 'Next']`. */
  field: readonly (string | number)[];
  /** What is written at the line: the condition, or the errors that are caught. */
  label?: string;
}

export interface State {
  name: string;
  type: string;
  /** As it is in the definition. */
  json: Record<string, unknown>;
  /** Parallel branches, or the one processor of a Map. */
  inner: Scope[];
  /** Whether the scope ends behind it. */
  ends: boolean;
  scope: Scope;
}

export interface Scope {
  /** `''` for the machine, otherwise the owner's name and the branch's number: `Fan out/0`. */
  id: string;
  owner: State | undefined;
  /** The branch's number; 0 for a Map's processor. */
  index: number;
  startAt: string | undefined;
  states: State[];
  edges: Edge[];
}

export interface Definition {
  root: Scope;
  /** By name, which is unique over all scopes. */
  states: Map<string, State>;
  comment: string | undefined;
  /** As the machine says; states may say otherwise. */
  queryLanguage: string;
}

type Json = Record<string, unknown>;

/** @throws SyntaxError when the text is no JSON */
export function parseDefinition(text: string): Definition {
  return definitionOf(JSON.parse(text));
}

export function definitionOf(value: unknown): Definition {
  const json = object(value) ?? {};
  const states = new Map<string, State>();
  return {
    root: scope('', undefined, 0, json, states),
    states,
    comment: string(json['Comment']),
    queryLanguage: string(json['QueryLanguage']) ?? 'JSONPath',
  };
}

function scope(id: string, owner: State | undefined, index: number, json: Json, all: Map<string, State>): Scope {
  const result: Scope = { id, owner, index, startAt: string(json['StartAt']), states: [], edges: [] };
  for (const [name, value] of Object.entries(object(json['States']) ?? {})) {
    const state = object(value);
    if (state !== undefined) {
      result.states.push(readState(name, state, result, all));
    }
  }
  const known = new Set(result.states.map((state) => state.name));
  result.edges = result.states.flatMap(edgesOf).filter((edge) => known.has(edge.to));
  return result;
}

function readState(name: string, json: Json, parent: Scope, all: Map<string, State>): State {
  const type = string(json['Type']) ?? 'Unknown';
  const ends = json['End'] === true || type === 'Succeed' || type === 'Fail';
  const state: State = { name, type, json, inner: [], ends, scope: parent };
  all.set(name, state);
  const processor = object(json['ItemProcessor']) ?? object(json['Iterator']);
  if (processor !== undefined) {
    state.inner = [scope(`${name}/0`, state, 0, processor, all)];
  } else if (Array.isArray(json['Branches'])) {
    state.inner = json['Branches'].map((branch, i) => scope(`${name}/${i}`, state, i, object(branch) ?? {}, all));
  }
  return state;
}

function edgesOf(state: State): Edge[] {
  const { name, json } = state;
  const edges: Edge[] = [];
  const add = (to: unknown, kind: EdgeKind, field: Edge['field'], label?: string) => {
    if (typeof to === 'string') {
      const edge: Edge = { id: `${name}>${edges.length}`, from: name, to, kind, field };
      edges.push(label === undefined ? edge : { ...edge, label });
    }
  };
  add(json['Next'], 'next', ['Next']);
  each(json['Choices'], (rule, i) => add(rule['Next'], 'choice', ['Choices', i, 'Next'], conditionOf(rule)));
  add(json['Default'], 'default', ['Default'], 'Default');
  each(json['Catch'], (catcher, i) => add(catcher['Next'], 'catch', ['Catch', i, 'Next'], errorsOf(catcher)));
  return edges;
}

function errorsOf(catcher: Json): string {
  const names = Array.isArray(catcher['ErrorEquals']) ? catcher['ErrorEquals'].map(String) : [];
  return names.includes('States.ALL') ? 'Any error' : names.join(', ');
}

const COMPARISONS: Record<string, string> = {
  Equals: '=',
  LessThan: '<',
  LessThanEquals: '≤',
  GreaterThan: '>',
  GreaterThanEquals: '≥',
};

/** A rule of a Choice as people would say it: `$.total > 100`. */
export function conditionOf(rule: Json): string {
  if (typeof rule['Condition'] === 'string') {
    return rule['Condition'].replace(/^\{%\s*|\s*%\}$/g, '');
  }
  if (rule['Not'] !== undefined) {
    return `not (${conditionOf(object(rule['Not']) ?? {})})`;
  }
  for (const [operator, word] of [
    ['And', ' and '],
    ['Or', ' or '],
  ] as const) {
    if (Array.isArray(rule[operator])) {
      return list(rule[operator])
        .map((part) => (part['And'] ?? part['Or'] ? `(${conditionOf(part)})` : conditionOf(part)))
        .join(word);
    }
  }
  const variable = string(rule['Variable']) ?? '?';
  for (const [key, value] of Object.entries(rule)) {
    const test = /^Is(Null|Present|Numeric|String|Boolean|Timestamp)$/.exec(key);
    if (test !== null) {
      return `${variable} is ${value === false ? 'not ' : ''}${test[1]?.toLowerCase()}`;
    }
    if (key === 'StringMatches') {
      return `${variable} matches ${JSON.stringify(value)}`;
    }
    const comparison = /^(?:String|Numeric|Boolean|Timestamp)(\w+?)(Path)?$/.exec(key);
    const sign = COMPARISONS[comparison?.[1] ?? ''];
    if (sign !== undefined) {
      return `${variable} ${sign} ${comparison?.[2] === 'Path' ? String(value) : JSON.stringify(value)}`;
    }
  }
  return variable;
}

function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** With the index in the list itself, which may hold other things. */
function each(value: unknown, use: (item: Json, index: number) => void): void {
  (Array.isArray(value) ? value : []).forEach((item, i) => {
    const json = object(item);
    if (json !== undefined) {
      use(json, i);
    }
  });
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object).filter((item) => item !== undefined) : [];
}
