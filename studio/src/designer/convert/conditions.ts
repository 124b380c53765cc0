import { isObject, type Json } from '../document/path';
import { pathExpression, textOf } from './expressions';

const SIGNS: { [compare: string]: string } = { Equals: '=', LessThan: '<', LessThanEquals: '<=', GreaterThan: '>', GreaterThanEquals: '>=' };
const KINDS: { [test: string]: string } = { IsString: 'string', IsNumeric: 'number', IsBoolean: 'boolean' };
const COMPARISON = /^(String|Numeric|Boolean|Timestamp)(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)(Path)?$/;

/** A choice rule as an expression; nothing when a part of it has no counterpart. */
export function condition(rule: unknown, root: string): string | undefined {
  if (!isObject(rule)) {
    return undefined;
  }
  if (rule['Not'] !== undefined) {
    const inner = condition(rule['Not'], root);
    return inner === undefined ? undefined : `$not(${inner})`;
  }
  for (const [logic, word] of [['And', 'and'], ['Or', 'or']] as const) {
    if (Array.isArray(rule[logic])) {
      const parts = rule[logic].map((part: unknown) => condition(part, root));
      return parts.includes(undefined) ? undefined : `(${parts.join(` ${word} `)})`;
    }
  }
  const variable = typeof rule['Variable'] === 'string' ? pathExpression(rule['Variable'], root) : undefined;
  return variable === undefined ? undefined : comparison(rule, variable, root);
}

function comparison(rule: Json, variable: string, root: string): string | undefined {
  for (const [key, value] of Object.entries(rule)) {
    const kind = KINDS[key];
    const test = key === 'IsPresent' ? `$exists(${variable})` : key === 'IsNull' ? `${variable} = null` : kind === undefined ? undefined : `$type(${variable}) = '${kind}'`;
    if (test !== undefined) {
      return value === false ? `$not(${test})` : test;
    }
    const [, type, compare, path] = COMPARISON.exec(key) ?? [];
    if (type !== undefined && compare !== undefined) {
      const other = path === undefined ? literal(value) : typeof value === 'string' ? pathExpression(value, root) : undefined;
      const millis = (text: string) => (type === 'Timestamp' ? `$toMillis(${text})` : text);
      return other === undefined ? undefined : `${millis(variable)} ${SIGNS[compare]} ${millis(other)}`;
    }
  }
  return undefined;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? textOf(value) : JSON.stringify(value);
}
