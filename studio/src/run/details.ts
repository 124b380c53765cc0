import type { HistoryEvent } from '../api/types';

const NONE: Record<string, unknown> = {};

/** The details of an event, wherever AWS puts them. */
export function detailsOf(event: HistoryEvent): Record<string, unknown> {
  for (const key in event) {
    if (key.endsWith('EventDetails')) {
      return event[key] as Record<string, unknown>;
    }
  }
  return NONE;
}
