/** Moments and spans, in the reader's own language and zone. */

const MOMENT = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** @param seconds since 1970 */
export function Moment({ seconds }: { seconds: number }) {
  const date = new Date(seconds * 1000);
  return <time dateTime={date.toISOString()}>{MOMENT.format(date)}</time>;
}

const AGO = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

/** How long ago something was, or how soon it will be: `3 minutes ago`, `in 2 hours`. */
export function ago(millis: number, now = Date.now()): string {
  const seconds = (millis - now) / 1000;
  const [size, unit] = STEPS.find(([step]) => Math.abs(seconds) >= step) ?? [1, 'second' as const];
  return AGO.format(Math.trunc(seconds / size), unit);
}

/** A moment by its distance from now; the exact one when pointed at. */
export function Ago({ millis }: { millis: number }) {
  const date = new Date(millis);
  return (
    <time dateTime={date.toISOString()} title={MOMENT.format(date)}>
      {ago(millis)}
    </time>
  );
}

/** A span as people say it: `84 ms`, `2.4 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function span(millis: number): string {
  if (millis < 1_000) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < 60_000) {
    return `${(millis / 1_000).toFixed(millis < 10_000 ? 1 : 0)} s`;
  }
  const parts: [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ];
  const from = parts.findIndex(([size]) => millis >= size);
  let rest = millis;
  const words: string[] = [];
  for (const [size, unit] of parts.slice(from, from + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      words.push(`${count} ${unit}`);
    }
  }
  return words.join(' ');
}
