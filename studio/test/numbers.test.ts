import { describe, expect, test } from 'vitest';
import { bytes, percent, usd } from '../src/design/numbers';
import { sortedBy } from '../src/design/Sort';
import { ago } from '../src/design/Time';

describe('an amount of dollars', () => {
  test.each([
    [0, '$0'],
    [0.000025, '$0.000025'],
    [0.0000023544, '$0.00000235'],
    [0.018, '$0.018'],
    [0.1, '$0.1'],
    [1.5, '$1.50'],
    [32.256, '$32.26'],
    [-0.1, '−$0.1'],
  ])('%d is %s', (value, text) => {
    expect(usd(value)).toBe(text);
  });
});

test.each([
  [0, '0 bytes'],
  [812, '812 bytes'],
  [1_434, '1.4 KB'],
  [52_428_800, '50 MB'],
])('%d bytes are %s', (value, text) => {
  expect(bytes(value)).toBe(text);
});

test('a share of nothing is no number', () => {
  expect(percent(0, 0)).toBe('–');
  expect(percent(3, 3)).toBe('100 %');
  expect(percent(29, 30)).toBe('96.7 %');
});

test('a moment is named by its distance, before and after', () => {
  expect(ago(0, 3 * 60_000)).toBe('3 minutes ago');
  expect(ago(2.5 * 3_600_000, 0)).toBe('in 2 hours');
});

test('rows without a value come last, whatever the order', () => {
  const rows = [{ n: 2 }, {}, { n: 10 }] as { n?: number }[];
  expect(sortedBy(rows, ({ n }) => n, false).map(({ n }) => n)).toEqual([2, 10, undefined]);
  expect(sortedBy(rows, ({ n }) => n, true).map(({ n }) => n)).toEqual([10, 2, undefined]);
});
