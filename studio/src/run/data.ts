import { detailsOf } from './details';
import type { Step, Trace } from './trace';

/** The data of a step as its history shows it, as JSON texts. */
export interface StepData {
  input: string | undefined;
  /** What the task was given. */
  sent: string | undefined;
  /** What the task answered. */
  result: string | undefined;
  output: string | undefined;
}

export function dataOf(step: Step, trace: Trace): StepData {
  const data: StepData = { input: step.input, sent: undefined, result: undefined, output: step.output };
  for (const id of step.events) {
    const event = trace.event(id);
    if (event === undefined) {
      continue;
    }
    const details = detailsOf(event);
    if (event.type.endsWith('Scheduled')) {
      data.sent = (details['parameters'] ?? details['input']) as string | undefined;
    } else if (/^(Task|LambdaFunction|Activity)Succeeded$/.test(event.type)) {
      data.result = details['output'] as string | undefined;
    }
  }
  return data;
}
