import { call } from '../../api/client';

/** What TestState says of one state; the data are JSON texts. */
export interface Tested {
  status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  output?: string;
  error?: string;
  cause?: string;
  nextState?: string;
  inspectionData?: { [part: string]: unknown };
}

/** Instead of what the state would call. */
export type Mock = { result: string } | { errorOutput: { error: string; cause: string } };

export interface Question {
  /** The whole machine, as JSON. */
  definition: string;
  stateName?: string;
  input: string;
  variables?: string | undefined;
  roleArn: string;
  mock?: Mock | undefined;
  retries?: number;
}

/** @throws ApiError when the state can't be tested like that */
export function testState({ definition, stateName, input, variables, roleArn, mock, retries = 0 }: Question): Promise<Tested> {
  return call<Tested>('TestState', {
    definition,
    input,
    roleArn,
    inspectionLevel: mock === undefined ? 'TRACE' : 'DEBUG',
    ...(stateName === undefined ? {} : { stateName }),
    ...(variables === undefined ? {} : { variables }),
    ...(mock === undefined ? {} : { mock: { ...mock, ...('result' in mock ? { fieldValidationMode: 'NONE' } : {}) } }),
    ...(retries === 0 ? {} : { stateConfiguration: { retrierRetryCount: retries } }),
  });
}

/** The data on their way through a state, in order, under the names that people know. */
export function stagesOf({ inspectionData = {}, output }: Tested): { title: string; text: string }[] {
  const found = STAGES.flatMap(([part, title]) => {
    const value = inspectionData[part];
    return value === undefined ? [] : [{ title, text: typeof value === 'string' ? value : JSON.stringify(value) }];
  });
  const variables = inspectionData['variables'];
  return [
    ...found,
    ...(output === undefined ? [] : [{ title: 'Output', text: output }]),
    ...(typeof variables === 'string' && variables !== '{}' ? [{ title: 'Variables afterwards', text: variables }] : []),
  ];
}

const STAGES: [string, string][] = [
  ['input', 'Input'],
  ['afterInputPath', 'After InputPath'],
  ['afterItemsPath', 'Items'],
  ['afterItemsPointer', 'Items in the file'],
  ['afterItemSelector', 'Items after ItemSelector'],
  ['afterItemBatcher', 'Batches'],
  ['afterParameters', 'After Parameters'],
  ['afterArguments', 'Arguments'],
  ['request', 'Request'],
  ['response', 'Response'],
  ['result', 'Result'],
  ['afterResultSelector', 'After ResultSelector'],
  ['afterResultPath', 'After ResultPath'],
];
