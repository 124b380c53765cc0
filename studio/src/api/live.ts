import type { HistoryEvent } from './types';

/** How following goes: it waits for an answer, for new events, for the server to come back, or is over. */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'ended';

interface Follower {
  onEvents: (events: HistoryEvent[]) => void;
  onConnection: (connection: Connection) => void;
  /** Events up to this one are known already. */
  known: () => number;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/**
 * Follows an execution: all events from the first on, then each new one as it becomes durable, in
 * batches of what arrived since the last frame, so that a fast execution costs one paint a frame. A
 * lost connection is made again; what was seen before is not told again.
 *
 * @returns ends it
 */
export function follow(executionArn: string, { onEvents, onConnection, known }: Follower): () => void {
  let source: EventSource | undefined;
  let waiting: HistoryEvent[] = [];
  let frame = 0;
  let timer = 0;
  let wait = FIRST_WAIT_MS;
  const flush = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) {
      onEvents(batch);
    }
  };
  const connect = () => {
    source = new EventSource(`/stepwell/executions/${encodeURIComponent(executionArn)}/events`);
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      onConnection('live');
    };
    source.onmessage = (message: MessageEvent<string>) => {
      if (Number(message.lastEventId) > known() + waiting.length) {
        waiting.push(JSON.parse(message.data) as HistoryEvent);
        frame ||= requestAnimationFrame(flush);
      }
    };
    source.addEventListener('end', () => {
      source?.close();
      flush();
      onConnection('ended');
    });
    source.onerror = () => {
      source?.close();
      flush();
      onConnection('reconnecting');
      timer = window.setTimeout(connect, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    };
  };
  onConnection('connecting');
  connect();
  return () => {
    source?.close();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
