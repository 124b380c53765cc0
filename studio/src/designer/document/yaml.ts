import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify, type Document, type Node, type Pair } from 'yaml';
import type { Change } from './changes';
import { problemAt, type Notation, type Tree } from './notation';
import type { Path } from './path';

const MAX_ALIASES = 100;

/** Definitions in YAML. */
export const yamlNotation: Notation = {
  read(text) {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const error = document.errors[0];
    if (error !== undefined) {
      return problemAt(text, error.message, error.pos[0], error.pos[1]);
    }
    try {
      return new YamlTree(text, document, document.toJS({ maxAliasCount: MAX_ALIASES }));
    } catch (refused) {
      return problemAt(text, (refused as Error).message, 0, 1);
    }
  },
  write: (value) => stringify(value, { lineWidth: 100 }),
};

class YamlTree implements Tree {
  constructor(
    private readonly text: string,
    private readonly document: Document,
    readonly value: unknown,
  ) {}

  apply(change: Change): string {
    const document = parseDocument(this.text);
    const parent = change.path.slice(0, -1);
    const last = change.path.at(-1);
    switch (change.kind) {
      case 'replace':
        document.setIn(change.path, document.createNode(change.value));
        break;
      case 'remove':
        document.deleteIn(change.path);
        break;
      case 'rename': {
        const map = document.getIn(parent, true);
        const pair = isMap(map) ? map.items.find((item) => keyOf(item) === last) : undefined;
        if (pair !== undefined) {
          pair.key = document.createNode(change.key);
        }
        break;
      }
      case 'insert': {
        const node = document.getIn(change.path, true);
        if (isMap(node)) {
          node.flow &&= node.items.length > 0;
          node.items.splice(change.index, 0, document.createPair(change.key, change.value) as never);
        } else if (isSeq(node)) {
          node.items.splice(change.index, 0, document.createNode(change.value));
        }
        break;
      }
    }
    return document.toString({ lineWidth: 0 });
  }

  rangeOf(path: Path): { from: number; to: number } {
    let node: unknown = this.document.contents;
    let range = start(this.document.contents);
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => keyOf(item) === key);
        if (pair === undefined) {
          return range;
        }
        const at = (pair.key as Node).range;
        range = at == null ? range : { from: at[0], to: at[1] };
        node = pair.value;
      } else if (isSeq(node)) {
        const item = node.items[Number(key)] as Node | undefined;
        if (item === undefined) {
          return range;
        }
        range = start(item);
        node = item;
      }
    }
    return range;
  }
}

function keyOf(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function start(node: Node | null): { from: number; to: number } {
  const from = node?.range?.[0] ?? 0;
  return { from, to: from + 1 };
}
