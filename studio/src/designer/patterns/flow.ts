import type { Json } from '../document/path';
import { single, type BrowserEntry, type Language } from './entry';

/** What a new Fail says until somebody writes better. */
export const UNTOLD = { Error: 'Failed', Cause: 'Says why' };

/** The states of the language that call nobody. */
export const FLOW: readonly BrowserEntry[] = [
  flow('Choice', 'Goes one way or another', ['if', 'else', 'switch', 'branch', 'condition', 'rule'], (language) => ({
    Type: 'Choice',
    Choices: [
      language === 'JSONata' ? { Condition: '{% $exists($states.input.value) %}' } : { Variable: '$.value', IsPresent: true },
    ],
  })),
  flow('Parallel', 'Does several things at once', ['branches', 'fork', 'join', 'concurrent'], () => ({
    Type: 'Parallel',
    Branches: [{ States: {} }, { States: {} }],
  })),
  flow('Map', 'Does the same for every item', ['loop', 'for each', 'iterate', 'inline', 'list'], (language) => ({
    Type: 'Map',
    ...(language === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' }),
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, States: {} },
  })),
  flow('Distributed Map', 'Runs a child execution for every item', ['loop', 'large', 's3', 'csv', 'map run'], (language) => ({
    Type: 'Map',
    ...(language === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' }),
    ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, States: {} },
    MaxConcurrency: 100,
  })),
  flow('Pass', 'Makes or changes data', ['transform', 'set', 'assign', 'variable', 'output'], (language) => ({
    Type: 'Pass',
    ...(language === 'JSONata' ? { Output: '{% $states.input %}' } : {}),
  })),
  flow('Wait', 'Waits for a time', ['sleep', 'delay', 'timer', 'seconds', 'timestamp'], () => ({ Type: 'Wait', Seconds: 5 })),
  flow('Succeed', 'Ends well', ['end', 'stop', 'success', 'finish'], () => ({ Type: 'Succeed' })),
  flow('Fail', 'Ends with an error', ['error', 'stop', 'raise', 'throw'], () => ({
    Type: 'Fail',
    ...UNTOLD,
  })),
];

function flow(title: string, about: string, words: string[], state: (language: Language) => Json): BrowserEntry {
  const piece = (language: Language) => single(title === 'Succeed' ? 'Done' : title, state(language));
  const type = title.replace('Distributed ', '');
  return { id: `flow.${title}`, tab: 'flow', group: 'Flow', title, about, type, words, piece };
}
