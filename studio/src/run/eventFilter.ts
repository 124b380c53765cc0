import type { HistoryEvent } from '../api/types';
import { detailsOf } from './details';
import type { Trace } from './trace';

/** Kinds of events, as people look for them. */
export const KINDS = {
  all: 'All types',
  failures: 'Failures',
  states: 'States entered and left',
  tasks: 'Tasks and functions',
  maps: 'Maps and iterations',
  execution: 'The execution itself',
} as const;
export type Kind = keyof typeof KINDS;

const PATTERNS: Record<Kind, RegExp> = {
  all: /^/,
  failures: /(Failed|TimedOut|Aborted)$/,
  states: /State(Entered|Exited)$/,
  tasks: /^(Task|LambdaFunction|Activity)(?!State)/,
  maps: /^Map(?!State(Entered|Exited))/,
  execution: /^Execution/,
};

export interface Filter {
  kind: Kind;
  /** In lower case; looked for in the type, the state's name and the data. */
  text: string;
  /** Only the events of this step. */
  of: number | undefined;
}

export function filtered(trace: Trace, { kind, text, of }: Filter): readonly HistoryEvent[] {
  const step = of === undefined ? undefined : trace.steps.get(of);
  const among = step === undefined ? trace.events : step.events.map((id) => trace.event(id)).filter((event) => event !== undefined);
  const pattern = PATTERNS[kind];
  return kind === 'all' && text === ''
    ? among
    : among.filter((event) => pattern.test(event.type) && (text === '' || has(trace, event, text)));
}

function has(trace: Trace, event: HistoryEvent, text: string): boolean {
  return (
    event.type.toLowerCase().includes(text) ||
    trace.stepAt(event.id)?.name.toLowerCase().includes(text) === true ||
    Object.values(detailsOf(event)).some((value) => String(typeof value === 'object' ? JSON.stringify(value) : value).toLowerCase().includes(text))
  );
}

const TEXTS = ['input', 'output', 'parameters', 'result'];

/** The details of an event for people: JSON within JSON is shown as what it is. */
export function readable(event: HistoryEvent): string {
  const details: Record<string, unknown> = { ...detailsOf(event) };
  for (const key of TEXTS) {
    const value = details[key];
    if (typeof value === 'string') {
      try {
        details[key] = JSON.parse(value) as unknown;
      } catch {
        // cut off, or no JSON: shown as it is
      }
    }
  }
  return JSON.stringify(details);
}
