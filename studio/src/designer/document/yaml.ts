import { isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument, stringify, type Document, type Node, type Pair } from 'yaml';
import { changed, type Change, type Written } from './changes';
import { problemAt, splice, type Notation, type Tree } from './notation';
import { same, type Path } from './path';
import { YamlText } from './yamlText';

const MAX_ALIASES = 100;

/** Definitions in YAML. */
export const yamlNotation: Notation = {
  read: readYaml,
  write: (value) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }),
};

function readYaml(text: string): ReturnType<Notation['read']> {
  const document = parseDocument(text, { lineCounter: new LineCounter(), prettyErrors: false });
  const error = document.errors[0];
  if (error !== undefined) {
    return problemAt(text, error.message, error.pos[0], error.pos[1]);
  }
  try {
    return new YamlTree(text, document, document.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch (refused) {
    return problemAt(text, (refused as Error).message, 0, 1);
  }
}

class YamlTree implements Tree {
  constructor(
    readonly text: string,
    private readonly document: Document,
    readonly value: unknown,
  ) {}

  /**
   * Changes the text at one place. Where that would say something else, which rare notations can bring
   * about, the document is written anew, with its comments but not with its white space.
   */
  apply(change: Change): Tree {
    const wanted = changed(this.value, change);
    for (const attempt of attempts(change)) {
      try {
        const { from, to, insert } = new YamlText(this.text, this.document).spliceFor(attempt);
        const tree = readYaml(splice(this.text, from, to, insert));
        if (tree instanceof YamlTree && same(tree.value, wanted)) {
          return tree;
        }
      } catch {
        // this notation can't be changed at one place
      }
    }
    const tree = readYaml(this.rewritten(change));
    if (!(tree instanceof YamlTree)) {
      throw new Error('The YAML can’t be changed here');
    }
    return tree;
  }

  writtenAt(path: Path): Written | undefined {
    try {
      const text = new YamlText(this.text, this.document).written(path);
      return text === undefined ? undefined : { format: 'yaml', text };
    } catch {
      return undefined;
    }
  }

  private rewritten(change: Change): string {
    const document = parseDocument(this.text);
    const last = change.path.at(-1);
    switch (change.kind) {
      case 'replace':
        document.setIn(change.path, document.createNode(change.value, { aliasDuplicateObjects: false }));
        break;
      case 'remove':
        document.deleteIn(change.path);
        break;
      case 'rename': {
        const map = document.getIn(change.path.slice(0, -1), true);
        const pair = isMap(map) ? map.items.find((item) => keyOf(item) === last) : undefined;
        if (pair !== undefined) {
          pair.key = document.createNode(change.key);
        }
        break;
      }
      case 'insert': {
        const node = document.getIn(change.path, true);
        if (isCollection(node)) {
          node.flow &&= node.items.length > 0;
          const item = isMap(node) ? document.createPair(change.key, change.value, { aliasDuplicateObjects: false }) : document.createNode(change.value, { aliasDuplicateObjects: false });
          node.items.splice(change.index, 0, item as never);
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

/** What is written in another notation is written anew. */
function attempts(change: Change): Change[] {
  if (change.kind !== 'insert') {
    return [change];
  }
  return change.written?.format === 'yaml' ? [change, plain(change)] : [plain(change)];
}

function plain({ written: _, ...change }: Change & { kind: 'insert' }): Change {
  return change;
}

function keyOf(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

function start(node: Node | null): { from: number; to: number } {
  const from = node?.range?.[0] ?? 0;
  return { from, to: from + 1 };
}
