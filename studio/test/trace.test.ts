import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '../src/api/types';
import { parseDefinition } from '../src/asl/definition';
import { Trace } from '../src/run/trace';

/** `type, previous, details`: the ids count up. */
type Line = [type: string, previous: number, details?: Record<string, unknown>];

function trace(definition: object, lines: Line[]): Trace {
  const result = new Trace(parseDefinition(JSON.stringify(definition)));
  result.add(
    lines.map(([type, previousEventId, details], i): HistoryEvent => {
      const event: HistoryEvent = { id: i + 1, previousEventId, timestamp: 1 + i / 1000, type };
      return details === undefined ? event : { ...event, someEventDetails: details };
    }),
  );
  return result;
}

const told = (result: Trace) =>
  [...result.steps.values()].map((step) => `${step.name} ${step.status}${step.retries > 0 ? ` ×${step.retries}` : ''}`);

describe('the steps of an execution', () => {
  const one = { StartAt: 'A', States: { A: { Type: 'Task', End: true } } };

  test('an attempt that fails is repeated, and the state succeeds', () => {
    const result = trace(one, [
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, { name: 'A', input: '{}' }],
      ['TaskScheduled', 2],
      ['TaskStarted', 3],
      ['TaskFailed', 4, { error: 'Busy' }],
      ['TaskScheduled', 5],
      ['TaskStarted', 6],
      ['TaskSucceeded', 7],
      ['TaskStateExited', 8, { name: 'A', output: '1' }],
      ['ExecutionSucceeded', 9],
    ]);
    expect(told(result)).toEqual(['A succeeded ×1']);
    expect(result.end?.status).toBe('succeeded');
    expect(result.steps.get(2)?.events).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('a caught error leaves the state as caught', () => {
    const result = trace(one, [
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, { name: 'A' }],
      ['TaskScheduled', 2],
      ['TaskFailed', 3, { error: 'Busy', cause: 'too much' }],
      ['TaskStateExited', 4, { name: 'A', output: '1' }],
    ]);
    expect(told(result)).toEqual(['A caught']);
    expect(result.steps.get(2)?.cause).toBe('too much');
  });

  test('the state at which an execution fails is the failed step', () => {
    const result = trace(one, [
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, { name: 'A' }],
      ['ExecutionFailed', 2, { error: 'States.Runtime', cause: 'no such path' }],
    ]);
    expect(told(result)).toEqual(['A failed']);
    expect(result.failedStep()?.error).toBe('States.Runtime');
  });

  test('a stopped execution aborts what runs', () => {
    const result = trace(one, [
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, { name: 'A' }],
      ['ExecutionAborted', 0, {}],
    ]);
    expect(told(result)).toEqual(['A aborted']);
  });

  test('iterations are lanes of their Map, whichever freed their place', () => {
    const map = {
      StartAt: 'M',
      States: {
        M: { Type: 'Map', End: true, ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } } },
      },
    };
    const result = trace(map, [
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, { name: 'M' }],
      ['MapStateStarted', 2, { length: 2 }],
      ['MapIterationStarted', 3, { name: 'M', index: 0 }],
      ['PassStateEntered', 4, { name: 'P' }],
      ['PassStateExited', 5, { name: 'P', output: '1' }],
      ['MapIterationSucceeded', 6, { name: 'M', index: 0 }],
      ['MapIterationStarted', 6, { name: 'M', index: 1 }],
      ['PassStateEntered', 8, { name: 'P' }],
      ['PassStateExited', 9, { name: 'P', output: '1' }],
      ['MapIterationSucceeded', 10, { name: 'M', index: 1 }],
      ['MapStateSucceeded', 11],
      ['MapStateExited', 11, { name: 'M', output: '[1,1]' }],
      ['ExecutionSucceeded', 13],
    ]);
    expect(told(result)).toEqual(['M succeeded', 'P succeeded', 'P succeeded']);
    expect(result.steps.get(2)?.lanes.map((id) => result.lanes.get(id))).toMatchObject([
      { index: 0, status: 'succeeded', steps: [5] },
      { index: 1, status: 'succeeded', steps: [9] },
    ]);
    expect(result.steps.get(2)?.length).toBe(2);
  });

  test('a branch that fails stops the other, and the Parallel catches', () => {
    const parallel = {
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          End: true,
          Branches: [
            { StartAt: 'L', States: { L: { Type: 'Task', End: true } } },
            { StartAt: 'R', States: { R: { Type: 'Wait', End: true } } },
          ],
        },
      },
    };
    const result = trace(parallel, [
      ['ExecutionStarted', 0],
      ['ParallelStateEntered', 0, { name: 'Both' }],
      ['ParallelStateStarted', 2],
      ['TaskStateEntered', 3, { name: 'L' }],
      ['WaitStateEntered', 3, { name: 'R' }],
      ['TaskScheduled', 4],
      ['TaskFailed', 6, { error: 'Busy' }],
      ['WaitStateAborted', 7],
      ['ParallelStateFailed', 7],
      ['ParallelStateExited', 9, { name: 'Both', output: '{}' }],
      ['ExecutionSucceeded', 10],
    ]);
    expect(told(result)).toEqual(['Both caught', 'L failed', 'R aborted']);
  });

  test('a Fail state in an iteration is the failed step', () => {
    const map = {
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          End: true,
          ItemProcessor: { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Rejected', Cause: 'too old' } } },
        },
      },
    };
    const result = trace(map, [
      ['ExecutionStarted', 0],
      ['MapStateEntered', 0, { name: 'M' }],
      ['MapStateStarted', 2, { length: 2 }],
      ['MapIterationStarted', 3, { name: 'M', index: 0 }],
      ['MapIterationStarted', 3, { name: 'M', index: 1 }],
      ['FailStateEntered', 5, { name: 'F' }],
      ['MapIterationFailed', 6, { name: 'M', index: 1 }],
      ['MapIterationAborted', 4, { name: 'M', index: 0 }],
      ['MapStateFailed', 7],
      ['ExecutionFailed', 9, { error: 'Rejected', cause: 'too old' }],
    ]);
    expect(told(result)).toEqual(['M failed', 'F failed']);
    expect(result.failedStep()).toMatchObject({ name: 'F', error: 'Rejected', cause: 'too old' });
    expect(result.steps.get(2)).toMatchObject({ error: 'Rejected', cause: 'too old' });
    expect([...(result.steps.get(2)?.tally ?? [])].filter(([, count]) => count > 0)).toEqual([
      ['failed', 1],
      ['aborted', 1],
    ]);
  });

  test('redriven, it goes on, and a new failure is the one that counts', () => {
    const result = trace(one, [
      ['ExecutionStarted', 0],
      ['TaskStateEntered', 0, { name: 'A' }],
      ['TaskScheduled', 2],
      ['TaskFailed', 3, { error: 'Busy' }],
      ['ExecutionFailed', 4, { error: 'Busy' }],
      ['ExecutionRedriven', 5],
      ['TaskScheduled', 6],
      ['TaskSucceeded', 7],
      ['TaskStateExited', 8, { name: 'A', output: '1' }],
      ['ExecutionSucceeded', 9],
    ]);
    expect(told(result)).toEqual(['A succeeded ×1']);
    expect(result.failedStep()).toBeUndefined();
    expect(result.redrives).toBe(1);
  });
});
