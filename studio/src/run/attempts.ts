import { detailsOf } from './details';
import type { Step, Trace } from './trace';

/** One try of a step: when it began, how it ended, and how long the next one was put off. */
export interface Attempt {
  startedAt: number;
  endedAt: number | undefined;
  error: string | undefined;
  cause: string | undefined;
  /** Milliseconds until the next attempt. */
  delay: number | undefined;
}

const BEGINS = /Scheduled$|^(Parallel|Map)StateStarted$/;
const FAILS = /(Failed|TimedOut)$/;
const SUCCEEDS = /(Succeeded|Exited)$/;

export function attemptsOf(step: Step, trace: Trace): Attempt[] {
  const attempts: Attempt[] = [];
  for (const id of step.events) {
    const event = trace.event(id);
    if (event === undefined || event.type.startsWith('MapIteration')) {
      continue;
    }
    const at = event.timestamp * 1000;
    const last = attempts.at(-1);
    if (BEGINS.test(event.type)) {
      if (last?.endedAt !== undefined) {
        last.delay = at - last.endedAt;
      }
      attempts.push({ startedAt: at, endedAt: undefined, error: undefined, cause: undefined, delay: undefined });
    } else if (last !== undefined && last.endedAt === undefined && (FAILS.test(event.type) || SUCCEEDS.test(event.type))) {
      const details = detailsOf(event);
      last.endedAt = at;
      last.error = FAILS.test(event.type) ? String(details['error'] ?? 'Failed') : undefined;
      last.cause = details['cause'] as string | undefined;
    }
  }
  return attempts;
}
