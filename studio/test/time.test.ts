import { describe, expect, test } from 'vitest';
import { span } from '../src/design/Time';

describe('a span of time', () => {
  test.each([
    [0, '0 ms'],
    [84, '84 ms'],
    [2_400, '2.4 s'],
    [42_000, '42 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [274_000_000, '3 d 4 h'],
  ])('%d ms is %s', (millis, text) => {
    expect(span(millis)).toBe(text);
  });
});
