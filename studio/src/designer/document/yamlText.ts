import { isMap, isScalar, isSeq, stringify, type Document, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Change, Written } from './changes';
import { indentedBy, outdented } from './notation';
import type { Path } from './path';

export interface Splice {
  from: number;
  to: number;
  insert: string;
}

type Collection = YAMLMap<Node, Node | null> | YAMLSeq<Node>;

/** Where a part of the document stands: its value, and the key or dash before it. */
interface Spot {
  /** Nothing when a key has no value. */
  node: Node | null;
  parent: Collection | undefined;
  index: number;
  /** Behind the colon or the dash. */
  after: number;
}

/**
 * Changes of a YAML text at one place. Block collections are changed by whole lines, with the comments
 * directly above a thing and on its last line; flow collections within their brackets.
 */
export class YamlText {
  constructor(
    private readonly text: string,
    private readonly document: Document,
  ) {}

  spliceFor(change: Change): Splice {
    switch (change.kind) {
      case 'replace':
        return this.replace(this.spot(change.path), change.value);
      case 'rename': {
        const { parent, index } = this.spot(change.path);
        const key = (parent as YAMLMap<Node>).items[index]?.key as Node;
        return { ...between(key), insert: this.line(change.key) };
      }
      case 'remove':
        return this.remove(change.path);
      case 'insert':
        return this.insert(change);
    }
  }

  private insert({ path, key, value, index, written }: Change & { kind: 'insert' }): Splice {
    const spot = this.spot(path);
    const parent = spot.node as Collection;
    const entry = isMap(parent) ? { [key]: value } : [value];
    if (parent.items.length === 0) {
      return written === undefined ? this.replace(spot, entry) : this.fill(spot, key, written);
    }
    if (parent.flow === true) {
      const text = this.flow(entry).slice(1, -1).trim();
      const before = parent.items[index - 1];
      const at = before === undefined ? this.entryStart(parent, 0) : this.contentEnd(parent, index - 1);
      return { from: at, to: at, insert: before === undefined ? `${text}, ` : `, ${text}` };
    }
    const first = this.entryStart(parent, 0);
    const column = this.column(first);
    const text = written === undefined ? this.block(entry, column) : this.asWritten(key, written, column);
    if (index > 0) {
      const at = this.lineEnd(this.contentEnd(parent, index - 1));
      return { from: at, to: at, insert: this.eol() + ' '.repeat(column) + text };
    }
    const at = spot.parent === undefined ? first : this.withComments(first);
    return { from: at, to: at, insert: text + this.eol() + ' '.repeat(column) };
  }

  /** The first state of an empty map, which stands on the lines behind its key. */
  private fill(spot: Spot, key: string | number, written: Written): Splice {
    const { node, parent, after } = spot;
    if (node === null || parent === undefined || parent.flow === true) {
      throw new Error('Not on lines of its own');
    }
    const column = this.column(this.entryOf(parent, node, after)) + this.unit();
    return { from: after, to: this.nodeEnd(node), insert: this.eol() + ' '.repeat(column) + this.asWritten(key, written, column) };
  }

  /** A key with a value in somebody's own words. */
  private asWritten(key: string | number, { text }: Written, column: number): string {
    const inner = column + this.unit();
    const flow = text.startsWith('{') || text.startsWith('[');
    const gap = flow ? ' ' : this.eol() + ' '.repeat(inner);
    return `${this.line(key)}:${gap}${indentedBy(text, ' '.repeat(flow ? column : inner), this.eol())}`;
  }

  /** How a map or list is written, from its first key to its last line. */
  written(path: Path): string | undefined {
    const { node, parent } = this.spot(path);
    if (node === null || parent === undefined || !(isMap(node) || isSeq(node))) {
      return undefined;
    }
    const { from } = between(node);
    const begin = isBlock(node) ? this.withComments(from) : from;
    const text = this.text.slice(begin, this.lineEnd(this.nodeEnd(node)));
    return outdented(text, isBlock(node) ? this.column(from) : this.column(this.lineBegin(from)));
  }

  private remove(path: Path): Splice {
    const { parent, index } = this.spot(path);
    if (parent === undefined || parent.items.length === 1) {
      return this.replace(this.spot(path.slice(0, -1)), isMap(parent) ? {} : []);
    }
    const start = this.entryStart(parent, index);
    const end = this.contentEnd(parent, index);
    const isLast = index === parent.items.length - 1;
    if (parent.flow === true) {
      return isLast
        ? { from: this.contentEnd(parent, index - 1), to: end, insert: '' }
        : { from: start, to: this.entryStart(parent, index + 1), insert: '' };
    }
    if (this.text.slice(this.lineBegin(start), start).trim() !== '') {
      // the first of an item, on the line of its dash
      return { from: start, to: this.entryStart(parent, index + 1), insert: '' };
    }
    const from = this.lineBegin(index === 0 && path.length === 1 ? start : this.withComments(start));
    const to = this.lineEnd(end);
    return to < this.text.length ? { from, to: this.nextLine(to), insert: '' } : { from: Math.max(0, from - this.eol().length), to, insert: '' };
  }

  private replace({ node, parent, after }: Spot, value: unknown): Splice {
    const inFlow = parent?.flow === true;
    const inline = inFlow || !isBig(value);
    const old = node === null ? { from: after, to: after } : { from: between(node).from, to: this.nodeEnd(node) };
    const wasBlock = isBlock(node);
    if (inline) {
      const text = inFlow ? this.flow(value) : this.line(value, node);
      if (!text.includes('\n')) {
        const gap = old.from === after && parent !== undefined ? ' ' : '';
        return wasBlock && parent !== undefined ? { from: after, to: old.to, insert: ` ${text}` } : { ...old, insert: gap + text };
      }
    }
    if (wasBlock && typeof value === 'object' && value !== null) {
      return { ...old, insert: this.block(value, this.column(old.from)) };
    }
    if (parent === undefined) {
      return { ...old, insert: this.block(value, 0) };
    }
    const outer = this.column(this.entryOf(parent, node, after));
    if (typeof value !== 'object' || value === null) {
      const end = this.lineEnd(old.to);
      const comment = this.text.slice(old.to, end).trim();
      const [first, ...lines] = this.block(value, outer + 2).split(this.eol());
      const head = comment === '' ? first : `${first} ${comment}`;
      return { from: after, to: end, insert: ` ${[head, ...lines].join(this.eol())}` };
    }
    if (isSeq(parent)) {
      return { from: after, to: old.to, insert: ` ${this.block(value, outer + 2)}` };
    }
    const column = outer + this.unit();
    return { from: after, to: old.to, insert: this.eol() + ' '.repeat(column) + this.block(value, column) };
  }

  private entryOf(parent: Collection, node: Node | null, after: number): number {
    const index = (parent.items as unknown[]).findIndex((item) => (isMap(parent) ? (item as Pair).value : item) === node);
    return index < 0 ? this.lineBegin(after) : this.entryStart(parent, index);
  }

  private spot(path: Path): Spot {
    let spot: Spot = { node: this.document.contents as Node | null, parent: undefined, index: 0, after: 0 };
    for (const step of path) {
      const { node } = spot;
      if (isMap<Node, Node | null>(node)) {
        const index = node.items.findIndex(({ key }) => isScalar(key) && String(key.value) === step);
        const pair = node.items[index];
        if (pair === undefined) {
          throw new Error(`Nothing is at ${path.join('/')}`);
        }
        const value = pair.value;
        spot = { node: value === null || isEmpty(value) ? null : value, parent: node, index, after: this.colonEnd(pair) };
      } else if (isSeq<Node>(node) && node.items[Number(step)] !== undefined) {
        const item = node.items[Number(step)] as Node;
        const after = node.flow === true ? between(item).from : this.entryStart(node, Number(step)) + 1;
        spot = { node: item, parent: node, index: Number(step), after };
      } else {
        throw new Error(`Nothing is at ${path.join('/')}`);
      }
    }
    return spot;
  }

  /** Where the key begins, or the dash. */
  private entryStart(parent: Collection, index: number): number {
    if (isMap<Node>(parent)) {
      return between(parent.items[index]?.key as Node).from;
    }
    const { from } = between(parent.items[index] as Node);
    return parent.flow === true ? from : this.text.lastIndexOf('-', from - 1);
  }

  /** Behind the last character of a thing in a collection. */
  private contentEnd(parent: Collection, index: number): number {
    if (isSeq<Node>(parent)) {
      return this.nodeEnd(parent.items[index] as Node);
    }
    const pair = parent.items[index] as Pair<Node, Node | null>;
    return pair.value === null || isEmpty(pair.value) ? this.colonEnd(pair) : this.nodeEnd(pair.value);
  }

  private nodeEnd(node: Node): number {
    if (isBlock(node)) {
      const collection = node as Collection;
      return this.contentEnd(collection, collection.items.length - 1);
    }
    const { from, to } = between(node);
    // a text of several lines ends with its last line
    return from + this.text.slice(from, to).replace(/\s+$/, '').length;
  }

  private colonEnd({ key, value }: Pair<Node, Node | null>): number {
    const { to } = between(key);
    const limit = value === null || isEmpty(value) ? this.text.length : between(value).from;
    const colon = this.text.indexOf(':', to);
    if (colon < 0 || colon >= limit) {
      throw new Error('A key without a colon');
    }
    return colon + 1;
  }

  private lineBegin(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  private column(offset: number): number {
    return offset - this.lineBegin(offset);
  }

  /** The end of the line, a comment behind the thing included. */
  private lineEnd(offset: number): number {
    return offset + (/^[ \t]*(?:#[^\r\n]*)?/.exec(this.text.slice(offset))?.[0].length ?? 0);
  }

  private nextLine(offset: number): number {
    return this.text.indexOf('\n', offset) + 1 || this.text.length;
  }

  /** Where the comments begin that stand directly above. */
  private withComments(offset: number): number {
    const begin = this.lineBegin(offset);
    const indent = offset - begin;
    if (this.text.slice(begin, offset).trim() !== '') {
      return offset;
    }
    const comments = /(?:(?<![^\n])[ \t]*#[^\n]*\n)+$/.exec(this.text.slice(0, begin))?.[0];
    return comments === undefined ? offset : begin - comments.length + Math.min(indent, /^[ \t]*/.exec(comments)?.[0].length ?? 0);
  }

  private eol(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** By how much the text is indented. */
  private unit(): number {
    const indents = [...this.text.matchAll(/^( +)[^\s#-]/gm)].map(([, spaces]) => spaces?.length ?? 2);
    return Math.min(8, Math.max(1, indents.length === 0 ? 2 : Math.min(...indents)));
  }

  /** On the lines of a block; its first line stands where it is put. */
  private block(value: unknown, column: number): string {
    const { items } = this.document.contents as Partial<YAMLMap<Node, Node>>;
    const lists = items?.some(({ value: part }) => isSeq(part) && part.flow !== true && this.column(between(part).from) === 0);
    const lines = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, indent: this.unit(), indentSeq: lists !== true }).trimEnd().split('\n');
    return lines.map((line, i) => (i === 0 || line === '' ? line : ' '.repeat(column) + line)).join(this.eol());
  }

  /** A text keeps the quotes that the old one had. */
  private line(value: unknown, old?: Node | null): string {
    const quoted = typeof value === 'string' && isScalar(old) && (old.type === 'QUOTE_DOUBLE' || old.type === 'QUOTE_SINGLE');
    const type = quoted ? (old.type as 'QUOTE_DOUBLE' | 'QUOTE_SINGLE') : 'PLAIN';
    return typeof value === 'string' ? stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, defaultStringType: type }).trimEnd() : this.flow(value);
  }

  private flow(value: unknown): string {
    const json = JSON.stringify(value);
    const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd();
    // which is YAML, too, for texts of several lines
    return text.includes('\n') ? json : text;
  }
}

function between(node: Node): { from: number; to: number } {
  if (node.range == null) {
    throw new Error('Not in the text');
  }
  return { from: node.range[0], to: node.range[1] };
}

function isBlock(node: Node | null): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0;
}

/** A value that nothing is written for. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.range != null && node.range[0] === node.range[1];
}

/** Whether a value goes on lines of its own: `{}` and short lists of plain values do not. */
function isBig(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some((item) => typeof item === 'object' && item !== null);
  }
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : typeof value === 'string' && value.includes('\n');
}
