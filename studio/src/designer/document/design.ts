import { definitionOf, type Definition } from '../../asl/definition';
import { difference, type Change, type Written } from './changes';
import { jsonNotation } from './json';
import { problemAt, type Notation, type SyntaxProblem, type Tree } from './notation';
import { isObject, valueAt, type Json, type Path } from './path';
import { yamlNotation } from './yaml';

export type Format = 'json' | 'yaml';

/**
 * A definition while it is drawn and written. The text is the truth; everything else follows from it.
 * A design never changes: each edit makes another one, whose text is different only where it must be.
 */
export interface Design {
  readonly text: string;
  readonly format: Format;
  /** Of the last text that could be read; nothing if there never was one. */
  readonly definition: Json | null;
  /** Why this text can't be read. While there is one, edits by path change nothing. */
  readonly problem: SyntaxProblem | null;
}

const NOTATIONS: Record<Format, Notation> = { json: jsonNotation, yaml: yamlNotation };

const trees = new WeakMap<Design, Tree>();
const graphs = new WeakMap<Json, Definition>();

/** The notation that a text is in, if nobody says it; YAML includes JSON, but who begins with a brace means that. */
export function formatOf(text: string): Format {
  return /^\s*(\{|$)/.test(text) ? 'json' : 'yaml';
}

/** The notation of a file, by its name. */
export function formatOfFile(name: string): Format {
  return name.toLowerCase().endsWith('.json') ? 'json' : 'yaml';
}

export function openDesign(text: string, format = formatOf(text)): Design {
  return read(text, format, null);
}

/** The text as somebody wrote it anew; the definition stays as long as that can't be read. */
export function withText(design: Design, text: string): Design {
  return text === design.text ? design : read(text, design.format, design.definition);
}

/** The same definition in the other notation; comments do not go along. */
export function converted(design: Design, format: Format): Design {
  return format === design.format || design.problem !== null
    ? design
    : openDesign(NOTATIONS[format].write(design.definition), format);
}

/** A machine without states. */
export function emptyDesign(format: Format, queryLanguage: 'JSONPath' | 'JSONata' = 'JSONata'): Design {
  return openDesign(NOTATIONS[format].write({ QueryLanguage: queryLanguage, States: {} }), format);
}

function read(text: string, format: Format, last: Json | null): Design {
  const tree = NOTATIONS[format].read(text);
  return 'value' in tree ? ofTree(tree, format, last) : { text, format, definition: last, problem: tree };
}

function ofTree(tree: Tree, format: Format, last: Json | null): Design {
  const { text, value } = tree;
  if (!isObject(value)) {
    return { text, format, definition: last, problem: problemAt(text, 'A definition is an object', 0, 1) };
  }
  const design = { text, format, definition: value, problem: null };
  trees.set(design, tree);
  return design;
}

/** The definition as a graph: scopes, states, transitions. */
export function graphOf(design: Design): Definition {
  const json = design.definition ?? {};
  const graph = graphs.get(json) ?? definitionOf(json);
  graphs.set(json, graph);
  return graph;
}

/** The definition as the API takes it: JSON without comments. */
export function apiText(design: Design): string {
  const strict = design.format === 'json' && isStrict(design.text);
  return strict ? design.text : jsonNotation.write(design.definition);
}

/** What of the text the API does not take, in words; nothing when it takes the text as it is. */
export function lostByApi({ text, format, problem }: Design): 'comments' | 'YAML' | undefined {
  if (problem !== null) {
    return undefined;
  }
  if (format === 'json') {
    return isStrict(text) ? undefined : 'comments';
  }
  return /(^|\s)#/m.test(text) ? 'comments' : 'YAML';
}

function isStrict(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where the key at a path stands in the text, or the nearest part of the path that is there. */
export function rangeOf(design: Design, path: Path): { from: number; to: number } {
  return trees.get(design)?.rangeOf(path) ?? { from: 0, to: 0 };
}

/** How a value is written, comments included, to be put in elsewhere. */
export function writtenAt(design: Design, path: Path): Written | undefined {
  return at(design, path) === undefined ? undefined : trees.get(design)?.writtenAt(path);
}

export function at(design: Design, path: Path): unknown {
  return valueAt(design.definition, path);
}

/** Puts a value where another one is, or behind the last of its object or list. */
export function setAt(design: Design, path: Path, value: unknown): Design {
  const old = at(design, path);
  if (old !== undefined || path.length === 0) {
    return apply(design, difference(old, value, path));
  }
  return insertAt(design, path.slice(0, -1), path.at(-1) ?? 0, value, 'end');
}

/** The same value at many places. */
export function setAll(design: Design, paths: readonly Path[], value: unknown): Design {
  return paths.reduce((result, path) => setAt(result, path, value), design);
}

export function removeAt(design: Design, path: Path): Design {
  return at(design, path) === undefined || path.length === 0 ? design : apply(design, [{ kind: 'remove', path }]);
}

/** Renames a key; its value and its place stay. A name that is taken changes nothing. */
export function renameKeyAt(design: Design, path: Path, key: string): Design {
  const unchanged = at(design, path) === undefined || at(design, [...path.slice(0, -1), key]) !== undefined;
  return unchanged ? design : apply(design, [{ kind: 'rename', path, key }]);
}

/** Sets what is there, or puts it where it is wanted. */
export function withValue(design: Design, path: Path, value: unknown, where: Where): Design {
  const there = at(design, path) !== undefined || path.length === 0;
  return there ? setAt(design, path, value) : insertAt(design, path.slice(0, -1), path.at(-1) ?? 0, value, where);
}

export type Where = 'end' | 'start' | { before: string | number } | { after: string | number };

/**
 * Puts something new into the object or list at a path; of a list, the key says the index.
 *
 * @param written how the value is written elsewhere; of no account in the other notation
 */
export function insertAt(
  design: Design,
  path: Path,
  key: string | number,
  value: unknown,
  where: Where,
  written?: Written,
): Design {
  const parent = at(design, path);
  if (Array.isArray(parent)) {
    const index = Math.min(where === 'end' ? parent.length : Number(key), parent.length);
    return apply(design, [{ kind: 'insert', path, key: index, value, index }]);
  }
  if (!isObject(parent)) {
    throw new Error(`Nothing can be put into ${path.join('/') || 'the definition'}`);
  }
  if (Object.hasOwn(parent, key)) {
    return setAt(design, [...path, key], value);
  }
  const change: Change = { kind: 'insert', path, key, value, index: indexOf(Object.keys(parent), where) };
  return apply(design, [written === undefined ? change : { ...change, written }]);
}

function indexOf(keys: string[], where: Where): number {
  if (where === 'start') {
    return 0;
  }
  const place = where === 'end' ? -1 : keys.indexOf(String('before' in where ? where.before : where.after));
  if (place < 0) {
    return keys.length;
  }
  return typeof where === 'object' && 'after' in where ? place + 1 : place;
}

/** Makes the changes one after the other. */
export function apply(design: Design, changes: readonly Change[]): Design {
  return changes.reduce((before, change) => {
    const tree = trees.get(before);
    return tree === undefined ? before : ofTree(tree.apply(change), before.format, before.definition);
  }, design);
}
