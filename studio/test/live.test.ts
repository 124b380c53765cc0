import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { follow, type Connection } from '../src/api/live';
import type { HistoryEvent } from '../src/api/types';

/** The browser's own, driven by the test. */
class Source extends EventTarget {
  static all: Source[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { lastEventId: string; data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;

  constructor(readonly address: string) {
    super();
    Source.all.push(this);
  }

  close(): void {
    this.closed = true;
  }

  tell(id: number): void {
    this.onmessage?.({ lastEventId: String(id), data: JSON.stringify({ id, type: 'T', previousEventId: 0, timestamp: 0 }) });
  }
}

let seen: HistoryEvent[] = [];
let connections: Connection[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, 16));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  Source.all = [];
  seen = [];
  connections = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const start = () =>
  follow('arn', {
    onEvents: (events) => seen.push(...events),
    onConnection: (connection) => connections.push(connection),
    known: () => seen.length,
  });

test('a server that comes back tells everything again, and nothing is shown twice', () => {
  start();
  const [first] = Source.all;
  first?.onopen?.();
  [1, 2, 3].forEach((id) => first?.tell(id));
  first?.onerror?.();
  vi.advanceTimersByTime(500);
  const second = Source.all[1];
  second?.onopen?.();
  [1, 2, 3, 4].forEach((id) => second?.tell(id));
  second?.dispatchEvent(new Event('end'));
  expect(seen.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  expect(connections).toEqual(['connecting', 'live', 'reconnecting', 'live', 'ended']);
  expect(first?.closed).toBe(true);
});

test('a server that stays away is asked less and less often', () => {
  start();
  const waits = Array.from({ length: 6 }, () => {
    const { length } = Source.all;
    Source.all.at(-1)?.onerror?.();
    let wait = 0;
    for (; Source.all.length === length; wait += 500) {
      vi.advanceTimersByTime(500);
    }
    return wait;
  });
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000]);
});

test('many events cost one paint', () => {
  const batches: number[] = [];
  follow('arn', { onEvents: (events) => batches.push(events.length), onConnection: () => {}, known: () => 0 });
  for (let id = 1; id <= 500; id++) {
    Source.all[0]?.tell(id);
  }
  vi.advanceTimersByTime(16);
  expect(batches).toEqual([500]);
});
