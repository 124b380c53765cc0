import { createContext, useContext } from 'react';
import type { Finding } from '../../api/types';
import type { Scope } from '../../asl/definition';
import { at, insertAt, removeAt, setAt, type Design } from '../document/design';
import { isObject, type Path } from '../document/path';
import type { Language } from '../patterns/entry';
import type { Known } from '../patterns/known';
import type { Field } from './fields';

/** A change as the history keeps it. */
export interface Change {
  /** The states that are selected after it. */
  readonly selected?: readonly string[];
  /** Changes with the same word that follow each other are undone as one. */
  readonly merges?: string;
}

export type OnChange = (design: Design, label: string, change?: Change) => void;

/** What the fields of one form have in common. */
export interface Editing {
  readonly design: Design;
  readonly language: Language;
  /** Whose states a transition can lead to. */
  readonly scope: Scope;
  /** What is edited: `Charge`. */
  readonly subject: string;
  /** The part of it whose fields these are, for names and for the words of the history: `catcher 1 of Charge`. */
  readonly owner: string;
  readonly known: Known;
  readonly findings: readonly PlacedFinding[];
  readonly onChange: OnChange;
}

export interface PlacedFinding extends Finding {
  readonly path: Path;
}

export const EditingContext = createContext<Editing | undefined>(undefined);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === undefined) {
    throw new Error('A field stands in an inspector');
  }
  return editing;
}

/** Sets a field; typing in it is undone as one. Nothing takes it away. */
export function useSet(): (path: Path, value: unknown) => void {
  const { design, owner, onChange } = useEditing();
  return (path, value) => {
    const key = String(path.at(-1));
    const next = value === undefined ? removeAt(design, path) : at(design, path) === undefined ? withField(design, path, value) : setAt(design, path, value);
    onChange(next, `Change ${key} of ${owner}`, { merges: path.join('/') });
  };
}

/** Puts in a field that was not there: before the transition, which people look for at the end. */
export function withField(design: Design, path: Path, value: unknown): Design {
  const [parent, key] = [path.slice(0, -1), path.at(-1) ?? ''];
  const siblings = at(design, parent);
  const before = isObject(siblings) ? ['Next', 'End', 'StartAt', 'States'].find((name) => name !== key && siblings[name] !== undefined) : undefined;
  return insertAt(design, parent, key, value, before === undefined ? 'end' : { before });
}

/** Puts in a field in the place of the one that excludes it. */
export function withAdded(design: Design, parent: Path, field: Field, all: readonly Field[], language: Language): Design {
  const rivals = all.filter(({ key, group }) => group !== undefined && group === field.group && key !== field.key);
  const cleared = rivals.reduce((result, { key }) => removeAt(result, [...parent, key]), design);
  return withField(cleared, [...parent, field.key], field.initial(language));
}

/** `/States/A~1B/Choices[0]/Next` as a path. */
export function pathOf(location: string): Path {
  return location
    .replace(/\[(\d+)\]/g, '/$1')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

export function startsWith(path: Path, begin: Path): boolean {
  return begin.every((key, i) => String(path[i]) === String(key));
}
