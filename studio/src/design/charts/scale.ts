/** From numbers to places on a chart. */

/** Round steps from 0 that reach a maximum: `[0, 5, 10]` for 8. At least one step, and whole ones when asked. */
export function ticks(max: number, steps = 4, whole = false): number[] {
  if (max <= 0) {
    return [0, 1];
  }
  const rough = max / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((size) => size * power >= rough) ?? 10;
  let step = factor * power;
  if (whole) {
    step = Math.max(1, Math.ceil(step));
  }
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

const HOUR_MS = 3_600_000;

/** Hours between two names; from a day on, whole days. */
const EVERY = [1, 2, 3, 4, 6, 8, 12, 24, 48, 96, 168, 336, 672, 1344, 2688, 8784];

/** Where along an axis the moments are named: `most` of them at most, on whole hours or days. */
export function namedMoments(points: readonly { at: number }[], most: number): number[] {
  const hours = ((points[1]?.at ?? HOUR_MS) - (points[0]?.at ?? 0)) / HOUR_MS;
  const every = EVERY.find((size) => size >= hours && (points.length * hours) / size <= most) ?? Infinity;
  return points
    .map((point) => point.at)
    .filter((at) => {
      const local = at - new Date(at).getTimezoneOffset() * 60_000;
      return Math.floor(local / HOUR_MS) % every < Math.max(1, Math.min(hours, 24));
    });
}

/** Points over time in fewer, longer steps; a step of `size` points is their sum. */
export function summed<P extends { at: number }>(points: readonly P[], size: number): P[] {
  const result: P[] = [];
  for (let i = points.length; i > 0; i -= size) {
    const group = points.slice(Math.max(0, i - size), i);
    const sum = { ...group[0] } as Record<string, unknown>;
    for (const point of group.slice(1)) {
      for (const [key, value] of Object.entries(point)) {
        if (key !== 'at' && typeof value === 'number') {
          sum[key] = (sum[key] as number) + value;
        }
      }
    }
    result.unshift(sum as P);
  }
  return result;
}
