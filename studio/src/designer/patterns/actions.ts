import type { Json } from '../document/path';
import { single, type BrowserEntry, type Language } from './entry';
import { ACTIONS, type Action, type Pattern } from './integrations';
import type { Known } from './known';
import { fromContext, fromInput, task } from './templates';

/** Everything that a Task can call: what the server has by name, and each kind of call. */
export function actionEntries(known: Known): BrowserEntry[] {
  return [...functions(known), http(), ...machines(known), ...activities(known), ...ACTIONS.flatMap(serviceEntries)];
}

function entry(
  id: string,
  group: string,
  title: string,
  about: string,
  words: readonly string[],
  name: string,
  state: (language: Language) => Json,
): BrowserEntry {
  return { id, tab: 'actions', group, title, about, type: 'Task', words, piece: (language) => single(name, state(language)) };
}

const LAMBDA = 'arn:aws:states:::lambda:invoke';

function functions({ functions: all, account, region }: Known): BrowserEntry[] {
  const words = ['lambda', 'function', 'invoke', 'call', 'code'];
  const call = (name: string) => (language: Language) =>
    task(language, LAMBDA, { FunctionName: name, Payload: fromInput() }, 'Payload');
  const unknown = `arn:aws:lambda:${region}:${account}:function:MyFunction`;
  const waiting = (language: Language) =>
    task(language, `${LAMBDA}.waitForTaskToken`, {
      FunctionName: all[0]?.name ?? unknown,
      Payload: { token: fromContext('Task.Token'), input: fromInput() },
    });
  return [
    ...all.map(({ name }) =>
      entry(`function.${name}`, 'Functions', name, 'Calls this function', words, name, call(name)),
    ),
    entry('function', 'Functions', 'Call a function', 'Calls a function by its name', words, 'Call function', call(all[0]?.name ?? unknown)),
    entry(
      'function.token',
      'Functions',
      'Call a function and wait for its token',
      'Goes on when somebody returns the token',
      [...words, 'callback', 'waitForTaskToken'],
      'Wait for callback',
      waiting,
    ),
  ];
}

function http(): BrowserEntry {
  const state = (language: Language) =>
    task(language, 'arn:aws:states:::http:invoke', { ApiEndpoint: 'https://example.com/orders', Method: 'GET' }, 'ResponseBody');
  const words = ['rest', 'api', 'web', 'request', 'url', 'get', 'post', 'service', 'endpoint'];
  return entry('http', 'HTTP', 'Call an HTTP service', 'Sends a request and takes the answer', words, 'Call HTTP service', state);
}

const RUNS: readonly { id: string; suffix: string; title: string; about: string; result?: string }[] = [
  { id: 'sync', suffix: '.sync:2', title: 'Run and wait', about: 'Runs a machine and takes its output', result: 'Output' },
  { id: 'start', suffix: '', title: 'Start a state machine', about: 'Starts an execution and goes on' },
  { id: 'token', suffix: '.waitForTaskToken', title: 'Start a machine and wait for its token', about: 'Goes on when the token is returned' },
];

function machines({ machines: all, account, region }: Known): BrowserEntry[] {
  const words = ['nested', 'execution', 'workflow', 'state machine', 'child', 'startExecution'];
  const run = (arn: string, { suffix, result }: (typeof RUNS)[number]) => (language: Language) => {
    const input = suffix === '.waitForTaskToken' ? { token: fromContext('Task.Token'), input: fromInput() } : fromInput();
    return task(language, `arn:aws:states:::states:startExecution${suffix}`, { StateMachineArn: arn, Input: input }, result);
  };
  const [wait] = RUNS as [(typeof RUNS)[number]];
  const unknown = all[0]?.arn ?? `arn:aws:states:${region}:${account}:stateMachine:MyMachine`;
  return [
    // a nested execution can be waited for only when it is a standard one
    ...all
      .filter(({ type }) => type === 'STANDARD')
      .map(({ name, arn }) => entry(`machine.${name}`, 'State machines', name, 'Runs this machine and waits', words, `Run ${name}`, run(arn, wait))),
    ...RUNS.map((way) => entry(`machine.${way.id}`, 'State machines', way.title, way.about, words, 'Run machine', run(unknown, way))),
  ];
}

function activities({ activities: all, account, region }: Known): BrowserEntry[] {
  const words = ['activity', 'worker', 'poll', 'person'];
  const wait = (arn: string) => (): Json => ({ Type: 'Task', Resource: arn });
  const unknown = `arn:aws:states:${region}:${account}:activity:MyActivity`;
  return [
    ...all.map(({ name, arn }) => entry(`activity.${name}`, 'Activities', name, 'Waits for a worker of this activity', words, name, wait(arn))),
    entry('activity', 'Activities', 'Wait for a worker', 'Hands the input to a worker that asks for it', words, 'Activity', wait(unknown)),
  ];
}

const SUFFIX: Record<Pattern, string> = { call: '', sync: '.sync', token: '.waitForTaskToken' };
const HOW: Record<Pattern, string> = { call: '', sync: ' and wait', token: ' and wait for a token' };

function serviceEntries(action: Action): BrowserEntry[] {
  const { service, api, title, words, parameters, withToken, result } = action;
  return action.patterns.map((pattern) => {
    const given = pattern === 'token' ? { ...parameters, ...withToken } : parameters;
    const state = (language: Language) => task(language, `arn:aws:states:::${api}${SUFFIX[pattern]}`, given, result);
    const all = [...words, api, ...service.split(' '), ...(pattern === 'token' ? ['callback', 'waitForTaskToken'] : [])];
    return entry(`${api}${SUFFIX[pattern]}`, service, title + HOW[pattern], api, all, title, state);
  });
}
