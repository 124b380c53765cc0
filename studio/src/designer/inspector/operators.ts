import { isObject, type Json } from '../document/path';

/** The comparisons of choice rules in JSONPath. */

export type Operand = 'string' | 'number' | 'boolean' | 'time' | 'path' | 'test';

const COMPARES: readonly [string, string][] = [
  ['Equals', 'is'],
  ['LessThan', 'is less than'],
  ['LessThanEquals', 'is at most'],
  ['GreaterThan', 'is greater than'],
  ['GreaterThanEquals', 'is at least'],
];

const KINDS: readonly [string, Operand, string][] = [
  ['String', 'string', 'Text'],
  ['Numeric', 'number', 'Number'],
  ['Timestamp', 'time', 'Time'],
];

export interface Operator {
  readonly key: string;
  readonly operand: Operand;
  readonly group: string;
  readonly words: string;
}

const TESTS: readonly Operator[] = ['Present', 'Null', 'String', 'Numeric', 'Boolean', 'Timestamp'].map((name) => ({
  key: `Is${name}`,
  operand: 'test',
  group: 'What it is',
  words: name === 'Present' || name === 'Null' ? `is ${name.toLowerCase()}` : `is a ${name.toLowerCase()}`,
}));

const COMPARISONS: readonly Operator[] = KINDS.flatMap(([name, operand, group]) =>
  COMPARES.flatMap(([compare, words]) => [
    { key: `${name}${compare}`, operand, group, words },
    { key: `${name}${compare}Path`, operand: 'path' as const, group, words: `${words} the value at` },
  ]),
);

/** All of them, in groups. */
export const OPERATORS: readonly Operator[] = [
  ...TESTS,
  ...COMPARISONS,
  { key: 'StringMatches', operand: 'string', group: 'Text', words: 'matches the pattern' },
  { key: 'BooleanEquals', operand: 'boolean', group: 'Yes or no', words: 'is' },
  { key: 'BooleanEqualsPath', operand: 'path', group: 'Yes or no', words: 'is the value at' },
];

export function operatorOf(condition: Json): Operator | undefined {
  return OPERATORS.find(({ key }) => condition[key] !== undefined);
}

export const LOGIC = { And: 'All of these hold', Or: 'One of these holds', Not: 'This does not hold' } as const;
export type Logic = keyof typeof LOGIC;

export function logicOf(condition: unknown): Logic | undefined {
  return isObject(condition) ? (Object.keys(LOGIC) as Logic[]).find((key) => condition[key] !== undefined) : undefined;
}

/** The value of another operator, kept where it can be. */
export function operandFor(operator: Operator, old: unknown): unknown {
  switch (operator.operand) {
    case 'test':
    case 'boolean':
      return typeof old === 'boolean' ? old : true;
    case 'number':
      return typeof old === 'number' ? old : Number(old) || 0;
    case 'path':
      return typeof old === 'string' && old.startsWith('$') ? old : '$.other';
    case 'time':
      return typeof old === 'string' && !Number.isNaN(Date.parse(old)) ? old : '2030-01-31T12:00:00Z';
    case 'string':
      return typeof old === 'string' && !old.startsWith('$.') ? old : '';
  }
}
