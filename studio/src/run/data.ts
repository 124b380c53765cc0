import { detailsOf } from './details';
import type { Step, Trace } from './trace';

/** The data of a step at each stage that its history shows: input, what was sent, what came back, output. */
export function dataOf(step: Step, trace: Trace): { title: string; text: string }[] {
  const stages: { title: string; text: string }[] = [];
  const add = (title: string, text: unknown) => {
    if (typeof text === 'string') {
      stages.push({ title, text });
    }
  };
  add('State input', step.input);
  let sent: unknown;
  let result: unknown;
  for (const id of step.events) {
    const event = trace.event(id);
    if (event === undefined) {
      continue;
    }
    const details = detailsOf(event);
    if (event.type.endsWith('Scheduled')) {
      sent = details['parameters'] ?? details['input'];
    } else if (/^(Task|LambdaFunction|Activity)Succeeded$/.test(event.type)) {
      result = details['output'];
    }
  }
  add('Sent to the task', sent);
  add('Result of the task', result);
  add('State output', step.output);
  return stages;
}
