import type { HistoryEvent } from './types';

/**
 * Follows an execution: all events from the first on, then each new one as it becomes durable, in
 * batches of what arrived since the last frame, so that a fast execution costs one paint a frame.
 *
 * @returns ends it
 */
export function follow(
  executionArn: string,
  onEvents: (events: HistoryEvent[]) => void,
  onEnd: () => void,
): () => void {
  const source = new EventSource(`/stepwell/executions/${encodeURIComponent(executionArn)}/events`);
  let waiting: HistoryEvent[] = [];
  let frame = 0;
  const flush = () => {
    frame = 0;
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) {
      onEvents(batch);
    }
  };
  source.onmessage = (message: MessageEvent<string>) => {
    waiting.push(JSON.parse(message.data) as HistoryEvent);
    frame ||= requestAnimationFrame(flush);
  };
  source.addEventListener('end', () => {
    source.close();
    flush();
    onEnd();
  });
  return () => {
    source.close();
    cancelAnimationFrame(frame);
  };
}
