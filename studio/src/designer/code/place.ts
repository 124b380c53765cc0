/** Where in a definition a place of its text is, found from what stands before it: what follows may be half written. */
export interface Spot {
  /** Of the object or list that the place is in. */
  path: readonly (string | number)[];
  /** Whether a key is written there, or the value of `key`. */
  expects: 'key' | 'value';
  key: string | undefined;
  /** Where what is written begins, without its quote. */
  from: number;
  quoted: boolean;
  /** Keys and texts that the object has so far. */
  known: ReadonlyMap<string, string>;
}

interface Level {
  list: boolean;
  key: string | undefined;
  index: number;
  expects: 'key' | 'value';
  known: Map<string, string>;
}

/** In JSON. */
export function spotInJson(text: string, at: number): Spot {
  const levels: Level[] = [];
  const tokens = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[{}[\],:]|[^\s"{}[\],:/]+/g;
  const before = text.slice(0, at);
  let from = at;
  let quoted = false;
  for (const { 0: token, index } of before.matchAll(tokens)) {
    const level = levels.at(-1);
    const ended = index + token.length < at || /^(?:[{}[\],:]|".*")$/.test(token);
    if (!ended && !token.startsWith('/')) {
      quoted = token.startsWith('"');
      from = index + (quoted ? 1 : 0);
      break;
    }
    step(levels, level, token);
  }
  return spotOf(levels, from, quoted);
}

function step(levels: Level[], level: Level | undefined, token: string): void {
  switch (token) {
    case '{':
    case '[':
      levels.push({ list: token === '[', key: undefined, index: 0, expects: token === '[' ? 'value' : 'key', known: new Map() });
      break;
    case '}':
    case ']':
      levels.pop();
      break;
    case ',':
      if (level !== undefined) {
        level.index++;
        level.expects = level.list ? 'value' : 'key';
      }
      break;
    case ':':
      if (level !== undefined) {
        level.expects = 'value';
      }
      break;
    default:
      if (level !== undefined && token.startsWith('"')) {
        const word = token.slice(1, -1);
        if (!level.list && level.expects === 'key') {
          level.key = word;
          level.known.set(word, '');
        } else if (level.key !== undefined) {
          level.known.set(level.key, word);
        }
      }
  }
}

function spotOf(levels: readonly Level[], from: number, quoted: boolean): Spot {
  const path = levels.slice(0, -1).map(({ list, index, key }) => (list ? index : (key ?? '')));
  const last = levels.at(-1);
  const above = levels.at(-2);
  const listed = last?.list === true;
  return {
    path: listed ? path.slice(0, -1) : path,
    expects: last === undefined || (!listed && last.expects === 'key') ? 'key' : 'value',
    key: listed ? above?.key : last?.key,
    from,
    quoted,
    known: (listed ? above?.known : last?.known) ?? new Map(),
  };
}

/** In YAML, by how far the lines before are set in. */
export function spotInYaml(text: string, at: number): Spot {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(start, at);
  const pair = /^(\s*(?:- +)*)(?:(["']?)([\w.-]+)\2:\s+(.*))?/.exec(line);
  const value = pair?.[3] !== undefined;
  const written = /[^\s"'[,]*$/.exec(line)?.[0] ?? '';
  const path: (string | number)[] = [];
  const known = new Map<string, string>();
  const own = indentOf(line);
  let depth = own;
  for (const above of text.slice(0, start).split('\n').reverse()) {
    const found = /^(\s*(?:- +)*)(["']?)([^"':#]+?)\2:\s*(.*)$/.exec(above);
    if (found === null || above.trim() === '') {
      continue;
    }
    const indent = found[1]?.length ?? 0;
    if (indent === own && depth === own) {
      known.set(found[3] ?? '', (found[4] ?? '').replace(/^["']|["']$/g, ''));
    }
    if (indent < depth) {
      path.unshift(found[3] ?? '');
      depth = indent;
    }
  }
  return { path, expects: value ? 'value' : 'key', key: pair?.[3], from: at - written.length, quoted: false, known };
}

function indentOf(line: string): number {
  return /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;
}
