import { Boxes } from 'lucide-react';
import { describe, expect, test } from 'vitest';
import { executionLike, find } from '../src/app/find';
import { nameOfKey } from '../src/app/useKeys';
import { query } from '../src/api/console';
import { changed, filterOf, isFiltered, namesStatus, toggled } from '../src/pages/executions/filter';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:OrderSaga';
const filter = (text: string, now?: number) => filterOf(MACHINE, new URLSearchParams(text), now);

describe('the filter of executions', () => {
  test('is read from the address', () => {
    expect(filter('status=FAILED,ABORTED&name= order &release=v:3')).toEqual({
      machine: MACHINE,
      status: 'FAILED,ABORTED',
      name: 'order',
      version: '3',
    });
    expect(filter('release=a:live')).toEqual({ machine: MACHINE, alias: 'live' });
  });

  test('of a period stays the same for a minute', () => {
    const noon = Date.parse('2026-11-25T12:00:00Z');
    expect(filter('period=hour', noon + 5_000)).toEqual(filter('period=hour', noon + 55_000));
    expect(filter('period=hour', noon).from).toBe(noon - 3_600_000);
  });

  test('ignores what is no time', () => {
    expect(filter('from=yesterday&period=eternity')).toEqual({ machine: MACHINE });
  });

  test('takes several statuses', () => {
    expect(toggled('FAILED', 'ABORTED')).toBe('FAILED,ABORTED');
    expect(toggled('FAILED,ABORTED', 'FAILED')).toBe('ABORTED');
    expect(namesStatus('FAILED,ABORTED', 'ABORTED')).toBe(true);
    expect(namesStatus(null, 'ABORTED')).toBe(false);
  });

  test('leaves the rest of the address alone', () => {
    const next = changed(new URLSearchParams('tab=x&status=FAILED'), { status: '' });
    expect(next.toString()).toBe('tab=x');
    expect(isFiltered(next)).toBe(false);
  });
});

test('a query holds what is there', () => {
  expect(query({ name: '', hours: 24, free: false, after: undefined, q: 'a b&c' })).toBe('?hours=24&free=false&q=a+b%26c');
  expect(query({})).toBe('');
});

describe('finding', () => {
  const labels = ['Start OrderSaga', 'OrderSaga', 'Usage', 'Reordering', 'Server'].map((label) => ({ label }));

  test('puts what begins with the letters first, then words, then parts', () => {
    expect(find(labels, 'order').map(({ label }) => label)).toEqual(['OrderSaga', 'Start OrderSaga', 'Reordering']);
  });

  test('takes letters with gaps', () => {
    expect(find(labels, 'osg').map(({ label }) => label)).toContain('OrderSaga');
    expect(find(labels, '(')).toEqual([]);
  });

  test('knows executions by ARN and by machine and name', () => {
    const arn = MACHINE.replace('stateMachine', 'execution') + ':order-17';
    const address = `/executions/${encodeURIComponent(arn)}`;
    expect(executionLike(arn, [], Boxes)[0]?.href).toBe(address);
    expect(executionLike('OrderSaga/order-17', [MACHINE], Boxes)[0]?.href).toBe(address);
    expect(executionLike('Other/order-17', [MACHINE], Boxes)).toEqual([]);
  });
});

test('keys have one name, with Ctrl or with Cmd', () => {
  const key = (key: string, held = {}) => nameOfKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });
  expect(key('K', { metaKey: true })).toBe('ctrl+k');
  expect(key('k', { ctrlKey: true })).toBe('ctrl+k');
  expect(key('?')).toBe('?');
});
