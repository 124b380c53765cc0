import { machineArnOf, machineNameOf } from '../api/arns';
import { call } from '../api/client';
import type { Execution } from '../api/types';
import type { Definition, State } from '../asl/definition';
import { dataOf } from './data';
import type { Step, Trace } from './trace';
import { variablesInScope } from './variables';

/** The data of a step between two rules of the language. */
export interface Stage {
  title: string;
  text: string;
  /** The rule that made it, as it is defined. */
  rule?: string | undefined;
}

/** What the history shows of a step. */
export function recordedStages(step: Step, trace: Trace): Stage[] {
  const { input, sent, result, output } = dataOf(step, trace);
  return (
    [
      ['State input', input],
      ['Sent to the task', sent],
      ['Result of the task', result],
      ['State output', output],
    ] as const
  ).flatMap(([title, text]) => (text === undefined ? [] : [{ title, text }]));
}

const RULES = ['InputPath', 'Parameters', 'Arguments', 'ResultSelector', 'ResultPath', 'OutputPath', 'Output', 'Assign', 'ItemsPath', 'Items'];

/** Whether there is anything between a step's input and its output that its history does not show. */
export function hasStages(state: State): boolean {
  return RULES.some((rule) => rule in state.json);
}

type Inspection = Record<string, string | undefined>;

/** In the order of the language: the member of the inspection, its title, the rule. */
const ORDER: [member: string, title: string, rule: string | undefined][] = [
  ['input', 'State input', undefined],
  ['afterInputPath', 'After InputPath', 'InputPath'],
  ['afterParameters', 'After Parameters', 'Parameters'],
  ['afterArguments', 'After Arguments', 'Arguments'],
  ['afterItemsPath', 'After ItemsPath', 'ItemsPath'],
  ['afterItemSelector', 'After ItemSelector', 'ItemSelector'],
  ['result', 'Result', undefined],
  ['afterResultSelector', 'After ResultSelector', 'ResultSelector'],
  ['afterResultPath', 'After ResultPath', 'ResultPath'],
  ['output', 'State output', 'OutputPath'],
];

/**
 * Every stage of a step's data. The server evaluates the state once more, with the recorded input,
 * variables and result in place of the task: nothing is called.
 */
export async function evaluatedStages(
  { step, trace, state, definition, execution }: { step: Step; trace: Trace; state: State; definition: Definition; execution: Execution },
  signal: AbortSignal,
): Promise<Stage[]> {
  const { result, output } = dataOf(step, trace);
  const tested = await call<{ output?: string; inspectionData?: Inspection }>(
    'TestState',
    {
      definition: JSON.stringify({ QueryLanguage: definition.queryLanguage, ...state.json }),
      roleArn: 'arn:aws:iam::123456789012:role/stepwell',
      input: step.input ?? '{}',
      inspectionLevel: 'DEBUG',
      variables: variablesText(step, trace),
      context: contextOf(step, trace, execution),
      ...mockOf(state, step, result, output),
    },
    signal,
  );
  const inspected: Inspection = { output: tested.output, ...tested.inspectionData };
  inspected['output'] = step.output ?? inspected['output'];
  inspected['input'] = step.input;
  return ORDER.flatMap(([member, title, rule]) => {
    const text = inspected[member];
    const made = rule === undefined ? undefined : (state.json[rule] ?? (rule === 'OutputPath' ? state.json['Output'] : undefined));
    return text === undefined || (rule !== undefined && member !== 'output' && made === undefined)
      ? []
      : [{ title, text, rule: made === undefined ? undefined : JSON.stringify(made) }];
  });
}

function mockOf(state: State, step: Step, result: string | undefined, output: string | undefined): object {
  if (!['Task', 'Map', 'Parallel'].includes(state.type)) {
    return {};
  }
  if (step.error !== undefined) {
    return { mock: { errorOutput: { error: step.error, cause: step.cause ?? '' } } };
  }
  return { mock: { result: result ?? output ?? '{}', fieldValidationMode: 'NONE' } };
}

function variablesText(step: Step, trace: Trace): string {
  const members = [...variablesInScope(step, trace)].map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return `{${members.join(',')}}`;
}

/** The context object that the step saw, as far as the history tells. */
function contextOf(step: Step, trace: Trace, execution: Execution): string {
  const arn = execution.executionArn;
  const iteration = trace.pathOf(step).findLast((at) => trace.ownerOf(at.lane)?.type === 'Map');
  const index = iteration === undefined ? undefined : trace.lanes.get(iteration.lane)?.index;
  return JSON.stringify({
    Execution: {
      Id: arn,
      Name: execution.name,
      Input: execution.input === undefined ? {} : (JSON.parse(execution.input) as unknown),
      StartTime: new Date(execution.startDate * 1000).toISOString(),
    },
    State: { Name: step.name, EnteredTime: new Date(step.enteredAt).toISOString(), RetryCount: step.retries },
    StateMachine: { Id: machineArnOf(arn), Name: machineNameOf(arn) },
    ...(index === undefined ? {} : { Map: { Item: { Index: index, Value: firstInput(iteration, trace) } } }),
  });
}

/** What the first step of an iteration was given: the item, unless an ItemSelector made something else of it. */
function firstInput(step: Step | undefined, trace: Trace): unknown {
  const first = trace.steps.get(trace.lanes.get(step?.lane ?? -1)?.steps[0] ?? -1);
  return first?.input === undefined ? null : (JSON.parse(first.input) as unknown);
}
