import { describe, expect, test } from 'vitest';
import { namedMoments, summed, ticks } from '../src/design/charts/scale';
import { byDay } from '../src/pages/usage/days';

describe('the steps of an axis', () => {
  test.each([
    [8, [0, 2, 4, 6, 8]],
    [43, [0, 20, 40, 60]],
    [1000, [0, 250, 500, 750, 1000]],
    [0.14, [0, 0.05, 0.1, 0.15]],
    [0, [0, 1]],
  ])('up to %d are round', (max, steps) => {
    expect(ticks(max)).toEqual(steps);
  });

  test('are whole where things are counted', () => {
    expect(ticks(2, 4, true)).toEqual([0, 1, 2]);
    expect(ticks(1, 4, true)).toEqual([0, 1]);
  });
});

test('hours become days by sums, the last one complete', () => {
  const hours = Array.from({ length: 7 }, (_, at) => ({ at, n: 1 }));
  expect(summed(hours, 3)).toEqual([
    { at: 0, n: 1 },
    { at: 1, n: 3 },
    { at: 4, n: 3 },
  ]);
});

test('no more moments are named than there is room for', () => {
  const hour = 3_600_000;
  const points = Array.from({ length: 24 }, (_, i) => ({ at: Date.parse('2026-11-25T00:00:00Z') + i * hour }));
  expect(namedMoments(points, 6).length).toBeLessThanOrEqual(6);
  expect(namedMoments(points, 30).length).toBe(24);
  const days = Array.from({ length: 30 }, (_, i) => ({ at: Date.parse('2026-11-01T00:00:00') + i * 24 * hour }));
  expect(namedMoments(days, 31).length).toBe(30);
  expect(namedMoments(days, 4).length).toBeLessThanOrEqual(4);
  expect(namedMoments(days, 4).length).toBeGreaterThan(1);
});

test('a day on which nothing was used costs nothing and is shown', () => {
  const day = { arn: '', type: 'STANDARD', machine: 'A', cost: 0.5 };
  const report = { from: '2026-11-01', to: '2026-11-03', days: [{ ...day, day: '2026-11-01' }, { ...day, machine: 'B', day: '2026-11-01' }] };
  expect(byDay(report as never).map(({ cost }) => cost)).toEqual([1, 0, 0]);
});
