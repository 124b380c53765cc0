import type { Execution } from '../api/types';
import { detailsOf } from './details';
import type { Step, Trace } from './trace';

/** Executions that belong together: who started whom. */
export interface Relative {
  kind: 'execution' | 'map run';
  arn: string;
}

const STARTED_BY = 'AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID';

/** What started an execution, if it was no client. */
export function parentOf({ mapRunArn, input }: Execution): Relative | undefined {
  if (mapRunArn !== undefined) {
    return { kind: 'map run', arn: mapRunArn };
  }
  const by = member(input, [STARTED_BY]);
  return by === undefined ? undefined : { kind: 'execution', arn: by };
}

/** What a step has started: a nested execution, or a map run. */
export function childrenOf(step: Step, trace: Trace): Relative[] {
  const found = new Set<string>();
  for (const id of step.events) {
    const event = trace.event(id);
    const details = event === undefined ? {} : detailsOf(event);
    if (details['resourceType'] === 'states') {
      const arn = member(details['output'], ['ExecutionArn', 'executionArn']);
      if (arn !== undefined) {
        found.add(arn);
      }
    }
  }
  const children = [...found].map((arn): Relative => ({ kind: 'execution', arn }));
  return step.mapRunArn === undefined ? children : [...children, { kind: 'map run', arn: step.mapRunArn }];
}

function member(text: unknown, names: string[]): string | undefined {
  if (typeof text !== 'string' || !names.some((name) => text.includes(name))) {
    return undefined;
  }
  try {
    const json = JSON.parse(text) as Record<string, unknown>;
    return names.map((name) => json[name]).find((value): value is string => typeof value === 'string' && value.startsWith('arn:'));
  } catch {
    return undefined;
  }
}
