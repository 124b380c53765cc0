import { describe, expect, test } from 'vitest';
import { compare } from '../../src/designer/compare/differences';
import { runningNote, summaryOf, wordsOf } from '../../src/designer/compare/words';
import { emptyDesign, openDesign, type Design } from '../../src/designer/document/design';
import type { Json } from '../../src/designer/document/path';
import { addState, deleteStates, moveStates, renameState } from '../../src/designer/operations';
import { browserEntries } from '../../src/designer/patterns/browser';
import { corpus } from './corpus';

const entry = (id: string) => browserEntries().find((one) => one.id === id)?.piece('JSONata') ?? { startAt: '', states: {} };
const saga = addState(emptyDesign('json'), { container: [], state: entry('pattern.saga'), at: { kind: 'start' } }).design;
const json = (design: Design) => design.definition as Json;
const said = (before: Design, after: Design) => [...compare(json(before), json(after)).changes.values()].map(wordsOf);

describe('two definitions', () => {
  test('that are the same have no changes, whatever the order of their keys', () => {
    const turned = JSON.stringify(json(saga), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    );
    const comparison = compare(json(saga), JSON.parse(turned) as Json);
    expect(comparison.changes.size).toBe(0);
    expect(summaryOf(comparison)).toBe('Both mean the same.');
  });

  test('say which fields of a state are different', () => {
    const text = saga.text.replace('"MaxAttempts": 3', '"MaxAttempts": 5');
    expect(said(saga, openDesign(text, 'json'))).toEqual(['Refund payment is different: Retry']);
  });

  test('show a state that is gone where it was, and what led to it', () => {
    const after = deleteStates(saga, ['Charge payment']).design;
    expect(said(saga, after)).toEqual(['Reserve items is different: Next', 'Charge payment is gone']);
    expect(compare(json(saga), json(after)).merged.states.has('Charge payment')).toBe(true);
  });

  test('know a state by another name, and do not blame those that lead to it', () => {
    const after = renameState(saga, 'Ship order', 'Send it').design;
    expect(said(saga, after)).toEqual(['Send it was called Ship order']);
  });

  test('tell that a state went into a container', () => {
    const parallel = addState(saga, { container: [], state: entry('flow.Parallel'), at: { kind: 'start' } }).design;
    const after = moveStates(parallel, ['Ship order'], ['States', 'Parallel', 'Branches', 0], { kind: 'start' }).design;
    expect(said(parallel, after)).toEqual(expect.arrayContaining([expect.stringMatching(/^Ship order is different: .*Place$/)]));
    expect(said(saga, parallel)).toEqual(['Parallel is new']);
  });

  test('say what is different about the machine itself', () => {
    const comparison = compare(json(saga), { ...json(saga), TimeoutSeconds: 5, Comment: 'c' });
    expect(summaryOf(comparison)).toBe('The machine’s TimeoutSeconds, Comment are different.');
  });

  test('have each state of both once on the graph, whichever they are', () => {
    // where names are there twice, which AWS refuses, a graph can't tell them apart
    const samples = corpus().filter(({ name }) => !name.endsWith('duplicate-names.json'));
    samples.forEach((sample, i) => {
      const other = samples[(i * 7 + 3) % samples.length] ?? sample;
      const [before, after] = [JSON.parse(sample.text) as Json, JSON.parse(other.text) as Json];
      const { merged, changes } = compare(before, after);
      const scopes = [merged.root, ...[...merged.states.values()].flatMap(({ inner }) => inner)];
      const drawn = scopes.flatMap(({ states }) => states.map(({ name }) => name));
      expect(new Set(drawn).size, `${sample.name} ${other.name}`).toBe(drawn.length);
      for (const { name } of changes.values()) {
        expect(drawn.filter((one) => one === name).length, `${name}: ${sample.name} ${other.name}`).toBe(1);
      }
    });
  });
});

test('what runs keeps what it began with', () => {
  expect(runningNote(1)).toContain('One execution runs now: it goes on with the definition that it began with');
  expect(runningNote(1200)).toContain('1,200 executions run now: they go on');
  expect(runningNote(undefined)).toContain('Executions that run now go on');
});
