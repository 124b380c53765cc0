import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '../src/api/types';
import { parseDefinition } from '../src/asl/definition';
import { neighbour } from '../src/graph/neighbour';
import { attemptsOf } from '../src/run/attempts';
import { filtered } from '../src/run/eventFilter';
import { NOTHING_PICKED, paintOf, pickedFor, shownStep } from '../src/run/paint';
import { rowsOf } from '../src/run/rows';
import { Trace } from '../src/run/trace';
import { variablesInScope } from '../src/run/variables';

type Line = [type: string, previous: number, details?: Record<string, unknown>];

const PASS = { Type: 'Pass', End: true };
const LOOP = {
  StartAt: 'Count',
  States: {
    Count: { Type: 'Pass', Next: 'Each' },
    Each: { Type: 'Map', Next: 'Again', ItemProcessor: { StartAt: 'Item', States: { Item: PASS } } },
    Again: { Type: 'Choice', Choices: [{ Variable: '$.more', BooleanEquals: true, Next: 'Count' }], Default: 'Done' },
    Done: { Type: 'Succeed' },
  },
};
const definition = parseDefinition(JSON.stringify(LOOP));

function events(lines: Line[]): HistoryEvent[] {
  return lines.map(([type, previousEventId, details], i) => ({
    id: i + 1,
    previousEventId,
    timestamp: 1 + i,
    type,
    ...(details === undefined ? {} : { someEventDetails: details }),
  }));
}

/** Twice through the loop: an iteration that succeeds, then one that is still running. */
function looped(): Trace {
  const trace = new Trace(definition);
  trace.add(
    events([
      ['ExecutionStarted', 0],
      ['PassStateEntered', 0, { name: 'Count' }],
      ['PassStateExited', 2, { name: 'Count', assignedVariables: { n: '1' } }],
      ['MapStateEntered', 3, { name: 'Each' }],
      ['MapStateStarted', 4, { length: 1 }],
      ['MapIterationStarted', 5, { name: 'Each', index: 0 }],
      ['PassStateEntered', 6, { name: 'Item' }],
      ['PassStateExited', 7, { name: 'Item' }],
      ['MapIterationSucceeded', 8, { name: 'Each', index: 0 }],
      ['MapStateSucceeded', 9],
      ['MapStateExited', 10, { name: 'Each' }],
      ['ChoiceStateEntered', 11, { name: 'Again' }],
      ['ChoiceStateExited', 12, { name: 'Again' }],
      ['PassStateEntered', 13, { name: 'Count' }],
      ['PassStateExited', 14, { name: 'Count', assignedVariables: { n: '2' } }],
      ['MapStateEntered', 15, { name: 'Each' }],
      ['MapStateStarted', 16, { length: 3 }],
      ['MapIterationStarted', 17, { name: 'Each', index: 0 }],
      ['MapIterationStarted', 17, { name: 'Each', index: 1 }],
      ['PassStateEntered', 19, { name: 'Item' }],
    ]),
  );
  return trace;
}

describe('what is painted', () => {
  test('is the last visit, with how often it was entered and where it went', () => {
    const paint = paintOf(looped(), NOTHING_PICKED);
    expect(paint('Count')).toMatchObject({ status: 'succeeded', visits: 2, next: ['Each'] });
    expect(paint('Again')).toMatchObject({ visits: 1, next: ['Count'] });
    expect(paint('Each')).toMatchObject({ status: 'running', progress: { done: 0, failed: 0, total: 3 } });
    expect(paint('Done')).toBeUndefined();
  });

  test('is an earlier visit, and what was in it, when one of its steps is picked', () => {
    const trace = looped();
    const item = trace.steps.get(7);
    const picked = pickedFor(trace, item!);
    expect(shownStep(trace, 'Item', picked)?.id).toBe(7);
    expect(paintOf(trace, picked)('Each')).toMatchObject({ status: 'succeeded', progress: { done: 1, total: 1 } });
  });

  test('is the iteration that was picked', () => {
    const picked = { iterations: new Map([['Each', 1]]), visits: new Map() };
    expect(shownStep(looped(), 'Item', picked)?.id).toBe(20);
    expect(shownStep(looped(), 'Item', { ...picked, iterations: new Map([['Each', 0]]) })).toBeUndefined();
  });
});

test('rows hold what is below them, and lose it when they are closed', () => {
  const names = (turned: string[]) =>
    rowsOf(looped(), new Set(turned)).map(({ step, lane, depth }) => `${depth} ${step?.name ?? `#${lane?.index}`}`);
  expect(names([])).toEqual(['0 Count', '0 Each', '1 #0', '2 Item', '0 Again', '0 Count', '0 Each', '1 #0', '1 #1', '2 Item']);
  expect(names(['s4'])).toEqual(['0 Count', '0 Each', '0 Again', '0 Count', '0 Each', '1 #0', '1 #1', '2 Item']);
});

test('variables are those of the steps before, the last value of each', () => {
  const trace = looped();
  const at = (id: number) => Object.fromEntries(variablesInScope(trace.steps.get(id)!, trace));
  expect([at(2), at(7), at(20)]).toEqual([{}, { n: '1' }, { n: '2' }]);
});

test('attempts have their errors and the pause before the next', () => {
  const trace = new Trace(parseDefinition(JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Task', End: true } } })));
  trace.add(
    events([
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, { name: 'A' }],
      ['TaskScheduled', 2],
      ['TaskStarted', 3],
      ['TaskFailed', 4, { error: 'Busy', cause: 'full' }],
      ['TaskScheduled', 5],
      ['TaskSucceeded', 6],
    ]),
  );
  expect(attemptsOf(trace.steps.get(2)!, trace)).toEqual([
    { startedAt: 3000, endedAt: 5000, error: 'Busy', cause: 'full', delay: 1000 },
    { startedAt: 6000, endedAt: 7000, error: undefined, cause: undefined, delay: undefined },
  ]);
});

test('events are found by kind, step and text', () => {
  const ids = (filter: Parameters<typeof filtered>[1]) => filtered(looped(), filter).map(({ id }) => id);
  expect(ids({ kind: 'maps', text: '', of: 4 })).toEqual([5, 6, 9, 10]);
  expect(ids({ kind: 'all', text: 'iterationstarted', of: undefined })).toEqual([6, 18, 19]);
  expect(ids({ kind: 'states', text: 'again', of: undefined })).toEqual([12, 13]);
});

test('arrow keys go along the transitions, into containers and out again', () => {
  const go = (from: string, key: string, taken: string[] = []) => neighbour(definition, new Set(), from, key, () => taken);
  expect(go('Count', 'ArrowDown')).toBe('Each');
  expect(go('Each', 'ArrowDown')).toBe('Item');
  expect(go('Item', 'ArrowDown')).toBe('Again');
  expect(go('Item', 'ArrowUp')).toBe('Each');
  expect(go('Again', 'ArrowDown', ['Done'])).toBe('Done');
  expect(go('Again', 'ArrowDown')).toBe('Count');
  expect(go('Done', 'ArrowLeft')).toBe('Count');
});
