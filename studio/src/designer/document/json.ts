import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Change, Written } from './changes';
import { indentedBy, outdented, problemAt, splice, type Notation, type Tree } from './notation';
import type { Path } from './path';

/**
 * Definitions in JSON. Comments are read and kept although the API takes none, because people's files
 * have them. A change is written the way its neighbours are: on one line or on many, with their
 * indentation and their line ends.
 */
export const jsonNotation: Notation = {
  read: readJson,
  write: (value) => `${indented(value, '  ', '')}\n`,
};

function readJson(text: string): ReturnType<Notation['read']> {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false });
  const error = errors[0];
  if (error !== undefined) {
    const at = Math.min(error.offset, Math.max(0, text.trimEnd().length - 1));
    return problemAt(text, sentence(printParseErrorCode(error.error)), at, at + error.length);
  }
  return root === undefined ? problemAt(text, 'A value is expected', 0, 0) : new JsonTree(text, root);
}

/** `CommaExpected`: "A comma is expected". */
function sentence(code: string): string {
  const words = code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const expected = /^(.+) expected$/.exec(words)?.[1];
  return expected === undefined ? words.replace(/^./, (letter) => letter.toUpperCase()) : `Expected: ${expected}`;
}

class JsonTree implements Tree {
  readonly value: unknown;

  constructor(
    readonly text: string,
    private readonly root: Node,
  ) {
    this.value = valueOf(root);
  }

  apply(change: Change): Tree {
    const tree = readJson(this.changed(change));
    if (!('value' in tree)) {
      throw new Error('The JSON can’t be changed here');
    }
    return tree;
  }

  private changed(change: Change): string {
    switch (change.kind) {
      case 'replace': {
        const node = this.must(change.path);
        return splice(this.text, node.offset, end(node), this.print(change.value, node));
      }
      case 'rename': {
        const key = this.must(change.path).parent?.children?.[0] as Node;
        return splice(this.text, key.offset, end(key), JSON.stringify(change.key));
      }
      case 'remove':
        return this.remove(this.entry(this.must(change.path)));
      case 'insert': {
        const parent = this.must(change.path);
        const name = parent.type === 'object' ? JSON.stringify(String(change.key)) : undefined;
        return this.insert(parent, name, change);
      }
    }
  }

  rangeOf(path: Path): { from: number; to: number } {
    let node: Node = this.root;
    for (const key of path) {
      const next = child(node, key);
      if (next === undefined) {
        break;
      }
      node = next;
    }
    const shown = node.parent?.type === 'property' ? (node.parent.children?.[0] ?? node) : node;
    return { from: shown.offset, to: shown === node ? shown.offset + 1 : end(shown) };
  }

  writtenAt(path: Path): Written | undefined {
    const node = this.must(path);
    const text = outdented(this.text.slice(node.offset, end(node)), this.indentAt(node.offset).length);
    return text === undefined ? undefined : { format: 'json', text };
  }

  private must(path: Path): Node {
    return path.reduce<Node>((node, key) => {
      const next = child(node, key);
      if (next === undefined) {
        throw new Error(`The definition has nothing at ${path.join('/')}`);
      }
      return next;
    }, this.root);
  }

  /** What stands in the list of a parent: the property with its key, or the item. */
  private entry(node: Node): Node {
    return node.parent?.type === 'property' ? node.parent : node;
  }

  private insert(parent: Node, name: string | undefined, { value, index, written }: Change & { kind: 'insert' }): string {
    const { text } = this;
    const siblings = parent.children ?? [];
    const key = name === undefined ? '' : name + this.colon(parent);
    const previous = siblings[index - 1];
    if (previous === undefined && siblings.length === 0) {
      return this.fill(parent, key, value, written);
    }
    const near = previous ?? (siblings[0] as Node);
    const lines = this.beginsLine(near);
    const print = lines ? this.printLines(value, this.indentAt(near.offset), written) : compact(value, this.spaced(parent));
    const gap = lines ? this.eol() + this.indentAt(near.offset) : this.spaced(parent) ? ' ' : '';
    if (previous === undefined) {
      const at = lines ? this.withComments(near.offset) : near.offset;
      return splice(text, at, at, `${key}${print},${gap}`);
    }
    if (siblings[index] === undefined) {
      const commented = lines ? this.restOfLine(end(previous)) : end(previous);
      const added = splice(text, commented, commented, `${gap}${key}${print}`);
      return splice(added, end(previous), end(previous), ',');
    }
    const comma = this.after(end(previous), ',');
    const at = lines ? this.restOfLine(comma) : comma;
    return splice(text, at, at, `${gap}${key}${print},`);
  }

  /** The first thing in something empty. */
  private fill(parent: Node, key: string, value: unknown, written: Written | undefined): string {
    const close = end(parent) - 1;
    const inside = this.text.slice(parent.offset + 1, close);
    if (!this.many()) {
      return splice(this.text, parent.offset + 1, close, inside.trim() + key + compact(value, true));
    }
    const outer = this.indentAt(parent.offset);
    const inner = outer + this.unit();
    const kept = inside.trim() === '' ? '' : this.eol() + inner + inside.trim();
    const line = `${kept}${this.eol()}${inner}${key}${this.printLines(value, inner, written)}${this.eol()}${outer}`;
    return splice(this.text, parent.offset + 1, close, line);
  }

  /** Takes a thing out with its comma, and with the comments that stand before it or on its line. */
  private remove(entry: Node): string {
    const { text } = this;
    const parent = entry.parent as Node;
    const siblings = parent.children ?? [];
    const index = siblings.indexOf(entry);
    const next = siblings[index + 1];
    const previous = siblings[index - 1];
    if (next === undefined && previous === undefined) {
      return splice(text, parent.offset + 1, end(parent) - 1, '');
    }
    const lines = this.beginsLine(entry);
    const from = lines ? this.withComments(entry.offset) : entry.offset;
    if (next !== undefined) {
      const comma = this.after(end(entry), ',');
      const to = lines && this.beginsLine(next) ? this.lineStart(this.restOfLine(comma)) : next.offset;
      return splice(text, from, Math.max(comma, to), '');
    }
    const last = lines ? this.restOfLine(end(entry)) : end(entry);
    const kept = this.after(end(previous as Node), ',');
    const cut = splice(text, lines ? this.blankBefore(from, kept) : kept, last, '');
    return splice(cut, kept - 1, kept, '');
  }

  private print(value: unknown, instead: Node): string {
    const old = this.text.slice(instead.offset, end(instead));
    const lines = old.includes('\n') || (this.many() && this.beginsLine(this.entry(instead)));
    return lines ? this.printLines(value, this.indentAt(instead.offset)) : compact(value, true);
  }

  private printLines(value: unknown, indent: string, written?: Written): string {
    if (written?.format === 'json') {
      return indentedBy(written.text, indent, this.eol());
    }
    return indented(value, this.unit(), indent).replaceAll('\n', this.eol());
  }

  /** Whether it is the first on its line. */
  private beginsLine(node: Node): boolean {
    return this.text.slice(this.lineBegin(node.offset), node.offset).trim() === '' && this.many();
  }

  private many(): boolean {
    return this.text.slice(this.root.offset, end(this.root)).includes('\n');
  }

  private indentAt(offset: number): string {
    return /^[ \t]*/.exec(this.text.slice(this.lineBegin(offset), offset))?.[0] ?? '';
  }

  private lineBegin(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  private unit(): string {
    const first = this.root.children?.find((entry) => this.beginsLine(entry));
    return (first === undefined ? '' : this.indentAt(first.offset)) || '  ';
  }

  private eol(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** How the parent, or else the whole, stands keys and values apart. */
  private colon(parent: Node): string {
    const property = (parent.children?.[0] ?? this.root.children?.[0])?.children;
    const [key, value] = property ?? [];
    const between = key === undefined || value === undefined ? ': ' : this.text.slice(end(key), value.offset);
    return /^\s*:[ \t]*$/.test(between) ? between : ': ';
  }

  private spaced(parent: Node): boolean {
    return this.colon(parent).endsWith(' ');
  }

  /** Behind the next of a character, comments passed over. */
  private after(offset: number, mark: string): number {
    const rest = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(this.text.slice(offset))?.[0].length ?? 0;
    return this.text[offset + rest] === mark ? offset + rest + 1 : offset;
  }

  /** The end of the line, if only a comment is left on it. */
  private restOfLine(offset: number): number {
    const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\n]*?\*\/[ \t]*(?=\r?\n|$))?/.exec(this.text.slice(offset))?.[0] ?? '';
    return /\S/.test(rest) ? offset + rest.length : offset;
  }

  /** The beginning of what the next line holds. */
  private lineStart(offset: number): number {
    return offset + (/^[ \t]*\r?\n[ \t]*/.exec(this.text.slice(offset))?.[0].length ?? 0);
  }

  /** Where the comments begin that stand on lines of their own directly before. */
  private withComments(offset: number): number {
    const before = this.text.slice(0, this.lineBegin(offset));
    const comments = /(?:(?<![^\n])[ \t]*(?:\/\/[^\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*\r?)\n)+$/.exec(before)?.[0];
    return comments === undefined ? offset : before.length - comments.length + (/^[ \t]*/.exec(comments)?.[0].length ?? 0);
  }

  /** The end of the line before, when nothing else stands between. */
  private blankBefore(offset: number, floor: number): number {
    let at = offset;
    while (at > floor && /\s/.test(this.text[at - 1] ?? '')) {
      at--;
    }
    return at;
  }
}

function end(node: Node): number {
  return node.offset + node.length;
}

function child(node: Node, key: string | number): Node | undefined {
  if (node.type === 'array') {
    return node.children?.[Number(key)];
  }
  // the last of two with one key is the one that counts
  return node.children?.findLast((property) => property.children?.[0]?.value === key)?.children?.[1];
}

function valueOf(node: Node): unknown {
  if (node.type === 'array') {
    return (node.children ?? []).map(valueOf);
  }
  if (node.type !== 'object') {
    return node.value;
  }
  const entries = (node.children ?? []).map(({ children }) => [children?.[0]?.value as string, valueOf(children?.[1] as Node)]);
  return Object.fromEntries(entries);
}

const SHORT = 72;

/** On many lines, but short lists of plain values on one, as people write `"ErrorEquals": ["States.ALL"]`. */
function indented(value: unknown, unit: string, indent: string): string {
  const inner = indent + unit;
  if (Array.isArray(value)) {
    const line = value.every((item) => typeof item !== 'object' || item === null) ? compact(value, true) : undefined;
    if (value.length === 0 || (line !== undefined && line.length <= SHORT)) {
      return line ?? '[]';
    }
    return `[\n${value.map((item) => inner + indented(item, unit, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  const lines = entries.map(([key, part]) => `${inner}${JSON.stringify(key)}: ${indented(part, unit, inner)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}

/** On one line, as people write it: `{"Type": "Pass", "End": true}`. */
function compact(value: unknown, spaced: boolean): string {
  if (!spaced) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => compact(item, true)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}: ${compact(part, true)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}
