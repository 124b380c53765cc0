import { isObject, type Json } from '../document/path';

/** JSONPath as JSONata: ways to one value, templates, and the intrinsic functions that have a counterpart. */

const NAME = /^[A-Za-z_]\w*$/;
const WORDS = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);
const STEP = /^(?:\.([\p{L}_][\p{L}\p{N}_-]*)|\['([^'\\`]+)'\]|\["([^"\\`]+)"\]|\[(\d+)\])/u;

/**
 * A path as an expression; nothing when it is more than a way to one value.
 *
 * @param root what `$` stands for
 */
export function pathExpression(path: string, root: string): string | undefined {
  const begin = /^(\$\$|\$[A-Za-z_]\w*|\$)/.exec(path)?.[0];
  if (begin === undefined) {
    return undefined;
  }
  let expression = begin === '$' ? root : begin === '$$' ? '$states.context' : begin;
  let rest = path.slice(begin.length);
  while (rest !== '') {
    const step = STEP.exec(rest);
    if (step === null) {
      return undefined;
    }
    const name = step[1] ?? step[2] ?? step[3];
    expression += name === undefined ? `[${step[4]}]` : NAME.test(name) && !WORDS.has(name) ? `.${name}` : `.\`${name}\``;
    rest = rest.slice(step[0].length);
  }
  return expression;
}

export const marked = (expression: string) => `{% ${expression} %}`;

export function textOf(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/** A path or an intrinsic function, as they stand behind `.$`. */
export function dynamic(source: string, root: string): string | undefined {
  return source.startsWith('States.') ? callOf(source, root) : pathExpression(source, root);
}

type Call = (args: readonly string[], raw: readonly string[]) => string | undefined;

const two = (operator: string): Call => ([a, b, ...more]) => (a === undefined || b === undefined || more.length > 0 ? undefined : `(${a} ${operator} ${b})`);
const one = (name: string): Call => ([a, ...more]) => (a === undefined || more.length > 0 ? undefined : `$${name}(${a})`);

const CALLS: { [name: string]: Call } = {
  Format: (args, raw) => formatted(raw[0] ?? '', args.slice(1)),
  UUID: () => '$uuid()',
  JsonToString: one('string'),
  StringToJson: one('parse'),
  ArrayLength: one('count'),
  Array: (args) => `[${args.join(', ')}]`,
  MathAdd: two('+'),
  ArrayContains: (([list, item]) => (list === undefined || item === undefined ? undefined : `(${item} in ${list})`)),
};

function callOf(source: string, root: string): string | undefined {
  const [, name = '', inside = ''] = /^States\.(\w+)\(([\s\S]*)\)$/.exec(source) ?? [];
  const raw = argumentsOf(inside);
  const args = raw?.map((arg) => argument(arg, root));
  return raw === undefined || args === undefined || args.some((arg) => arg === undefined) ? undefined : CALLS[name]?.(args as string[], raw);
}

function argument(text: string, root: string): string | undefined {
  if (/^'(?:[^'\\]|\\.)*'$/.test(text) || /^(-?\d+(\.\d+)?|true|false|null)$/.test(text)) {
    return text;
  }
  return dynamic(text, root);
}

/** Split at the commas that stand in no quotes and no brackets. */
function argumentsOf(text: string): string[] | undefined {
  const parts = text.match(/(?:'(?:[^'\\]|\\.)*'|\((?:'(?:[^'\\]|\\.)*'|[^()'])*\)|\[[^\]]*\]|[^,'([])+/g) ?? [];
  return parts.join(',') === text ? parts.map((part) => part.trim()) : undefined;
}

function formatted(template: string, args: readonly string[]): string | undefined {
  const parts = /^'([^\\]*)'$/.exec(template)?.[1]?.split('{}');
  if (parts === undefined || parts.length !== args.length + 1) {
    return undefined;
  }
  const pieces = parts.flatMap((part, i) => [...(part === '' ? [] : [textOf(part)]), ...(args[i] === undefined ? [] : [args[i] as string])]);
  return pieces.length === 0 ? "''" : pieces.length === 1 && parts[0] === '' ? `$string(${pieces[0]})` : pieces.join(' & ');
}

/** A template with its values in expressions; nothing when one of them has no counterpart. */
export function template(value: unknown, root: string): { value: unknown } | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item) => template(item, root));
    return items.includes(undefined) ? undefined : { value: items.map((item) => item?.value) };
  }
  if (!isObject(value)) {
    return { value };
  }
  const made: Json = {};
  for (const [key, part] of Object.entries(value)) {
    if (key.endsWith('.$')) {
      const expression = typeof part === 'string' ? dynamic(part, root) : undefined;
      if (expression === undefined) {
        return undefined;
      }
      made[key.slice(0, -2)] = marked(expression);
    } else {
      const inner = template(part, root);
      if (inner === undefined) {
        return undefined;
      }
      made[key] = inner.value;
    }
  }
  return { value: made };
}

/** A value of a converted template as one expression. */
export function expressionOf(value: unknown): string {
  if (typeof value === 'string') {
    return /^\{% ([\s\S]*) %\}$/.exec(value)?.[1] ?? textOf(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(expressionOf).join(', ')}]`;
  }
  return isObject(value)
    ? `{${Object.entries(value)
        .map(([key, part]) => `${textOf(key)}: ${expressionOf(part)}`)
        .join(', ')}}`
    : JSON.stringify(value);
}
