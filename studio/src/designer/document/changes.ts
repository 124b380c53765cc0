import { isObject, same, type Json, type Path } from './path';

/** The smallest things that are done to a definition. Indices count as they are when the change is made. */
export type Change =
  | { kind: 'replace'; path: Path; value: unknown }
  | { kind: 'remove'; path: Path }
  | { kind: 'rename'; path: Path; key: string }
  | { kind: 'insert'; path: Path; key: string | number; value: unknown; index: number; written?: Written };

/** A value as it is written somewhere, with its comments; its first line begins at the value, the others at the margin. */
export interface Written {
  readonly format: 'json' | 'yaml';
  readonly text: string;
}

/** What the value is after a change: what the changed text must say. */
export function changed(value: unknown, change: Change): unknown {
  if (change.kind === 'insert') {
    return at(value, change.path, (parent) => inserted(parent, change.key, change.value, change.index));
  }
  if (change.path.length === 0) {
    return change.kind === 'replace' ? change.value : value;
  }
  const last = change.path.at(-1) as string | number;
  return at(value, change.path.slice(0, -1), (parent) => {
    if (Array.isArray(parent)) {
      const items = [...parent];
      items.splice(Number(last), 1, ...(change.kind === 'replace' ? [change.value] : []));
      return items;
    }
    return Object.fromEntries(
      Object.entries(parent as Json).flatMap(([key, old]) => {
        if (key !== last) {
          return [[key, old]];
        }
        switch (change.kind) {
          case 'replace':
            return [[key, change.value]];
          case 'rename':
            return [[change.key, old]];
          case 'remove':
            return [];
        }
      }),
    );
  });
}

function at(value: unknown, path: Path, change: (part: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((item, i) => (i === key ? at(item, rest, change) : item));
  }
  const entries = Object.entries(value as Json);
  return Object.fromEntries(entries.map(([name, part]) => [name, name === key ? at(part, rest, change) : part]));
}

function inserted(parent: unknown, key: string | number, value: unknown, index: number): unknown {
  if (Array.isArray(parent)) {
    return [...parent.slice(0, index), value, ...parent.slice(index)];
  }
  const entries = Object.entries(parent as Json);
  entries.splice(index, 0, [String(key), value]);
  return Object.fromEntries(entries);
}

/** The few changes that make one value the other; what is equal in both is not touched. */
export function difference(before: unknown, after: unknown, path: Path = []): Change[] {
  if (same(before, after)) {
    return [];
  }
  if (isObject(before) && isObject(after) && inOrder(before, after)) {
    return ofObjects(before, after, path);
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return ofLists(before, after, path);
  }
  return [{ kind: 'replace', path, value: after }];
}

/** Whether the keys that both have come in the same order. */
function inOrder(before: Json, after: Json): boolean {
  const kept = Object.keys(before).filter((key) => Object.hasOwn(after, key));
  const still = Object.keys(after).filter((key) => Object.hasOwn(before, key));
  return kept.length > 0 && kept.every((key, i) => key === still[i]);
}

function ofObjects(before: Json, after: Json, path: Path): Change[] {
  const changes: Change[] = [];
  Object.keys(after).forEach((key, index) => {
    if (Object.hasOwn(before, key)) {
      changes.push(...difference(before[key], after[key], [...path, key]));
    } else {
      changes.push({ kind: 'insert', path, key, value: after[key], index });
    }
  });
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [...gone.map((key) => ({ kind: 'remove' as const, path: [...path, key] })), ...changes];
}

function ofLists(before: unknown[], after: unknown[], path: Path): Change[] {
  const short = Math.min(before.length, after.length);
  let start = 0;
  while (start < short && same(before[start], after[start])) {
    start++;
  }
  let end = 0;
  while (end < short - start && same(before[before.length - 1 - end], after[after.length - 1 - end])) {
    end++;
  }
  const changes: Change[] = [];
  const replaced = short - start - end;
  for (let i = start; i < start + replaced; i++) {
    changes.push(...difference(before[i], after[i], [...path, i]));
  }
  for (let i = before.length - end - 1; i >= start + replaced; i--) {
    changes.push({ kind: 'remove', path: [...path, i] });
  }
  for (let i = start + replaced; i < after.length - end; i++) {
    changes.push({ kind: 'insert', path, key: i, value: after[i], index: i });
  }
  return changes;
}
