import { isMap, isSeq, LineCounter, parseDocument, stringify, type Document, type Node } from 'yaml';

/** A definition as it is written: JSON or YAML, which includes it. */
export interface Written {
  language: 'json' | 'yaml';
  /** As the API takes it; nothing while the text can't be read. */
  json: string | undefined;
  /** Where the text can't be read. */
  syntax: Problem[];
  document: Document;
}

/** Something that is wrong, and where. */
export interface Problem {
  severity: 'error' | 'warning';
  message: string;
  code?: string;
  from: number;
  to: number;
  line: number;
}

/** What the validator says; `location` is a path: `/States/PlaceOrder`. */
export interface Finding {
  severity: 'ERROR' | 'WARNING';
  code: string;
  message: string;
  location?: string;
}

export function languageOf(text: string): 'json' | 'yaml' {
  return /^\s*(\{|$)/.test(text) ? 'json' : 'yaml';
}

export function read(text: string): Written {
  const language = languageOf(text);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map((error) => ({
    severity: 'error' as const,
    message: error.message,
    from: error.pos[0],
    to: Math.max(error.pos[1], error.pos[0] + 1),
    line: lines.linePos(error.pos[0]).line,
  }));
  if (syntax.length > 0) {
    return { language, json: undefined, syntax, document };
  }
  try {
    const json = language === 'json' ? checked(text) : JSON.stringify(document.toJS({ maxAliasCount: 100 }), null, 2);
    return { language, json, syntax, document };
  } catch (error) {
    const problem: Problem = { severity: 'error', message: (error as Error).message, from: 0, to: 1, line: 1 };
    return { language, json: undefined, syntax: [problem], document };
  }
}

/** JSON is stricter than YAML: `{a: 1}` is refused. */
function checked(text: string): string {
  JSON.parse(text);
  return text;
}

/** The same definition in the other notation. */
export function converted(json: string, language: 'json' | 'yaml'): string {
  const value: unknown = JSON.parse(json);
  return language === 'json' ? JSON.stringify(value, null, 2) : stringify(value, { lineWidth: 100 });
}

/** The validator's findings at their places in the text. */
export function place(written: Written, text: string, findings: readonly Finding[]): Problem[] {
  return findings.map(({ severity, code, message, location }) => {
    const [from, to] = rangeOf(written.document, location ?? '');
    return {
      severity: severity === 'ERROR' ? 'error' : 'warning',
      code,
      message,
      from,
      to,
      line: text.slice(0, from).split('\n').length,
    };
  });
}

/** Where a path leads: the key of the last part that is there, so that one line is marked. */
function rangeOf(document: Document, location: string): [number, number] {
  let node: unknown = document.contents;
  let range: [number, number] = start(document.contents);
  for (const part of steps(location)) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String((item.key as { value?: unknown } | null)?.value) === part);
      if (pair === undefined) {
        return range;
      }
      range = whole(pair.key as Node) ?? range;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)] as Node | undefined;
      if (item === undefined) {
        return range;
      }
      range = start(item);
      node = item;
    }
  }
  return range;
}

/** `/States/A~1B/Choices[0]` and `/States/A~1B/Choices/0` are the same. */
function steps(location: string): string[] {
  return location
    .replace(/\[(\d+)\]/g, '/$1')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function start(node: Node | null): [number, number] {
  const from = node?.range?.[0] ?? 0;
  return [from, from + 1];
}

function whole(node: Node | null): [number, number] | undefined {
  return node?.range == null ? undefined : [node.range[0], node.range[1]];
}
