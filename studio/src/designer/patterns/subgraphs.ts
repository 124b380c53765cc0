import type { Json } from '../document/path';
import type { Piece } from '../operations/piece';
import type { BrowserEntry, Language } from './entry';
import type { Known } from './known';
import { fromContext, fromInput, task } from './templates';

/** Several states that solve something known, as a graph of their own with the ends left open. */
export function patternEntries(known: Known): BrowserEntry[] {
  const call = calls(known);
  return [
    pattern('saga', 'Saga with compensation', 'Undoes in reverse order what was done, when a later step fails', 'Task', ['rollback', 'undo', 'transaction'], (l) => saga(l, call)),
    pattern('fan-out', 'Parallel fan-out', 'Does independent things at once and goes on when all are done', 'Parallel', ['branches', 'join', 'concurrent'], (l) => fanOut(l, call)),
    pattern('poll', 'Poll until done', 'Starts a job and asks after it until it has ended', 'Task', ['wait', 'loop', 'job', 'status'], (l) => poll(l, call)),
    pattern('approval', 'Human approval', 'Asks a person and goes the way of the answer', 'Task', ['person', 'manual', 'callback', 'review', 'token'], (l) => approval(l, known)),
    pattern('fallback', 'Retry with fallback', 'Tries again, and does something else when that does not help', 'Task', ['error', 'catch', 'backoff'], (l) => fallback(l, call)),
    pattern('items', 'Map over items', 'Does the same for every item, some at a time, and keeps those that failed apart', 'Map', ['loop', 'list', 'each', 'batch'], (l) => items(l, call)),
  ];
}

function pattern(
  id: string,
  title: string,
  about: string,
  type: string,
  words: string[],
  piece: (language: Language) => Piece,
): BrowserEntry {
  return { id: `pattern.${id}`, tab: 'patterns', group: 'Patterns', title, about, type, words, piece };
}

type Call = (language: Language, purpose: string, more?: Json) => Json;

/** A Task for a step of a pattern: the function of that name if there is one, or else any. */
function calls({ functions, account, region }: Known): Call {
  return (language, purpose, more = {}) => {
    const wanted = purpose.toLowerCase().replaceAll(' ', '');
    const found = functions.find(({ name }) => name.toLowerCase().replaceAll(/[-_]/g, '') === wanted);
    const name = purpose.replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());
    const arn = found?.arn ?? `arn:aws:lambda:${region}:${account}:function:${name}`;
    const state = task(language, 'arn:aws:states:::lambda:invoke', { FunctionName: arn, Payload: fromInput() });
    const kept = language === 'JSONata' ? { Output: '{% $merge([$states.input, $states.result.Payload]) %}' } : { ResultSelector: { 'result.$': '$.Payload' }, ResultPath: `$.${camel(name)}` };
    return { ...state, ...kept, ...more };
  };
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A catcher of everything that keeps the input and puts the error beside it. */
function caught(language: Language, next: string): Json {
  return language === 'JSONata'
    ? { ErrorEquals: ['States.ALL'], Output: '{% $merge([$states.input, {"error": $states.errorOutput}]) %}', Next: next }
    : { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: next };
}

const TRANSIENT: Json = { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2, JitterStrategy: 'FULL' };

function failed(language: Language, where = 'error'): Json {
  return language === 'JSONata'
    ? { Type: 'Fail', Error: `{% $states.input.${where}.Error %}`, Cause: `{% $states.input.${where}.Cause %}` }
    : { Type: 'Fail', ErrorPath: `$.${where}.Error`, CausePath: `$.${where}.Cause` };
}

function saga(language: Language, call: Call): Piece {
  const undo = { Retry: [TRANSIENT] };
  return {
    startAt: 'Reserve items',
    states: {
      'Reserve items': call(language, 'Reserve items', { Catch: [caught(language, 'Saga failed')], Next: 'Charge payment' }),
      'Charge payment': call(language, 'Charge payment', { Catch: [caught(language, 'Release items')], Next: 'Ship order' }),
      'Ship order': call(language, 'Ship order', { Catch: [caught(language, 'Refund payment')] }),
      'Refund payment': call(language, 'Refund payment', { ...undo, Next: 'Release items' }),
      'Release items': call(language, 'Release items', { ...undo, Next: 'Saga failed' }),
      'Saga failed': failed(language),
    },
  };
}

function fanOut(language: Language, call: Call): Piece {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: call(language, name, { End: true }) } });
  const output =
    language === 'JSONata'
      ? { Output: '{% $merge([$states.input, {"results": $states.result}]) %}' }
      : { ResultPath: '$.results' };
  return {
    startAt: 'All at once',
    states: {
      'All at once': {
        Type: 'Parallel',
        Branches: ['Check stock', 'Check address', 'Check credit'].map(branch),
        ...output,
        Retry: [{ ErrorEquals: ['States.TaskFailed'], MaxAttempts: 2 }],
      },
    },
  };
}

function poll(language: Language, call: Call): Piece {
  const rule = (value: string, next?: string): Json => ({
    ...(language === 'JSONata'
      ? { Condition: `{% $states.input.status = '${value}' %}` }
      : { Variable: '$.getJobStatus.result.status', StringEquals: value }),
    ...(next === undefined ? {} : { Next: next }),
  });
  return {
    startAt: 'Start job',
    states: {
      'Start job': call(language, 'Start job', { Next: 'Wait a moment' }),
      'Wait a moment': { Type: 'Wait', Seconds: 10, Next: 'Get job status' },
      'Get job status': call(language, 'Get job status', { Retry: [TRANSIENT], Next: 'Job done?' }),
      'Job done?': { Type: 'Choice', Choices: [rule('SUCCEEDED'), rule('FAILED', 'Job failed')], Default: 'Wait a moment' },
      'Job failed': { Type: 'Fail', Error: 'JobFailed', Cause: 'The job ended with status FAILED' },
    },
  };
}

function approval(language: Language, { activities, account, region }: Known): Piece {
  const wanted = activities.find(({ name }) => /approv/i.test(name))?.arn;
  const arn = wanted ?? `arn:aws:states:${region}:${account}:activity:Approvals`;
  const keep = language === 'JSONata' ? { Output: '{% $merge([$states.input, {"approval": $states.result}]) %}' } : { ResultPath: '$.approval' };
  const yes = language === 'JSONata' ? { Condition: '{% $states.input.approval.approved = true %}' } : { Variable: '$.approval.approved', BooleanEquals: true };
  const input = { request: fromInput(), askedAt: fromContext('State.EnteredTime') };
  return {
    startAt: 'Ask for approval',
    states: {
      'Ask for approval': {
        ...task(language, arn, input),
        ...keep,
        TimeoutSeconds: 86_400,
        Catch: [{ ...caught(language, 'Nobody answered'), ErrorEquals: ['States.Timeout'] }],
        Next: 'Approved?',
      },
      'Approved?': { Type: 'Choice', Choices: [yes], Default: 'Rejected' },
      Rejected: { Type: 'Fail', Error: 'Rejected', Cause: 'The request was not approved' },
      'Nobody answered': { Type: 'Fail', Error: 'NotAnswered', Cause: 'Nobody answered within a day' },
    },
  };
}

function fallback(language: Language, call: Call): Piece {
  return {
    startAt: 'Try',
    states: {
      Try: call(language, 'Try', { TimeoutSeconds: 30, Retry: [TRANSIENT], Catch: [caught(language, 'Fall back')] }),
      'Fall back': call(language, 'Fall back'),
    },
  };
}

function items(language: Language, call: Call): Piece {
  const list = language === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' };
  const processor = {
    ProcessorConfig: { Mode: 'INLINE' },
    StartAt: 'Process item',
    States: {
      'Process item': call(language, 'Process item', { Retry: [TRANSIENT], Catch: [caught(language, 'Item failed')], End: true }),
      'Item failed': { Type: 'Pass', End: true },
    },
  };
  const output = language === 'JSONata' ? { Output: '{% $merge([$states.input, {"items": $states.result}]) %}' } : { ResultPath: '$.items' };
  return { startAt: 'For each item', states: { 'For each item': { Type: 'Map', ...list, MaxConcurrency: 5, ItemProcessor: processor, ...output } } };
}
