import { describe, expect, test } from 'vitest';
import { parseDefinition } from '../src/asl/definition';
import { Targets, told } from '../src/designer/canvas/targets';
import { chordOf, COMMANDS } from '../src/designer/page/commands';
import { inFlow } from '../src/graph/layout';
import { quickLayout } from '../src/graph/quick';
import { toFlow } from '../src/graph/toFlow';

const TEXT = JSON.stringify({
  StartAt: 'A',
  States: {
    C: { Type: 'Pass', End: true },
    A: { Type: 'Pass', Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'L', States: { L: { Type: 'Pass', End: true } } },
        { StartAt: 'R', States: { R: { Type: 'Pass', End: true } } },
        { States: {} },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Sorry' }],
      Next: 'C',
    },
    Sorry: { Type: 'Fail' },
  },
});

const definition = parseDefinition(TEXT);
const placed = quickLayout(definition.root, new Set());
const { nodes, edges } = toFlow(placed);
const targets = new Targets(placed, nodes, edges);

function below(name: string, by: number) {
  const node = nodes.find(({ id }) => id === name);
  return { x: (node?.position.x ?? 0) + (node?.width ?? 0) / 2, y: (node?.position.y ?? 0) + (node?.height ?? 0) + by };
}

describe('the first frame', () => {
  test('has every state and every transition once', () => {
    expect(nodes.filter(({ type }) => type === 'state').map(({ id }) => id).sort()).toEqual([...definition.states.keys()].sort());
    const drawn = edges.flatMap(({ data }) => (data?.edge === undefined ? [] : [`${data.from}>${data.to}`]));
    expect(drawn.sort()).toEqual(['A>Both', 'Both>C', 'Both>Sorry']);
  });

  test('is in the order of the flow, whatever that of the text', () => {
    const order = inFlow(definition.root).map(({ name }) => name);
    expect(order.indexOf('A')).toBeLessThan(order.indexOf('Both'));
    expect(order.indexOf('Both')).toBeLessThan(order.indexOf('C'));
  });
});

describe('letting go', () => {
  test('near a line goes between its states', () => {
    expect(told(targets.targetAt(below('A', 20), new Set()), 'Wait')).toBe('Wait goes between A and Both');
  });

  test('over the lower half of a state goes behind it, over the upper half before it', () => {
    expect(told(targets.targetAt(below('A', -8), new Set()), 'Wait')).toBe('Wait goes between A and Both');
    expect(told(targets.targetAt(below('A', -44), new Set()), 'Wait')).toBe('Wait comes first, before A');
  });

  test('in a branch belongs to it, in an empty one it begins it, on the head it is a new one', () => {
    expect(told(targets.targetAt(below('L', 30), new Set()), 'Wait')).toBe('Wait comes last, after L');
    const empty = nodes.find(({ type, data }) => type === 'branch' && 'empty' in data && data.empty);
    const inside = { x: (empty?.position.x ?? 0) + 20, y: (empty?.position.y ?? 0) + 20 };
    expect(told(targets.targetAt(inside, new Set()), 'Wait')).toBe('Put Wait into branch 3 of Both');
    const both = nodes.find(({ id }) => id === 'Both');
    const head = { x: (both?.position.x ?? 0) + 30, y: (both?.position.y ?? 0) + 20 };
    expect(told(targets.targetAt(head, new Set()), 'Wait')).toBe('Wait becomes a new branch of Both');
  });

  test('where nothing is near stands alone, and nothing goes behind a Fail', () => {
    expect(targets.targetAt({ x: -900, y: -900 }, new Set()).kind).toBe('alone');
    const target = targets.targetAt(below('Sorry', 10), new Set());
    expect(target.kind === 'edge' ? target.from : undefined).not.toBe('Sorry');
  });

  test('of a container never goes into itself', () => {
    const target = targets.targetAt(below('L', 30), new Set(['Both']));
    expect('scope' in target ? target.scope.id : '').toBe('');
  });
});

test('no two commands have one key', () => {
  const keys = COMMANDS.flatMap((command) => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a key is named as the commands write it', () => {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  expect(chordOf({ ...none, key: 'Z', metaKey: true, shiftKey: true })).toBe('ctrl+shift+z');
  expect(chordOf({ ...none, key: '?', shiftKey: true })).toBe('?');
  expect(chordOf({ ...none, key: 'F10', shiftKey: true })).toBe('shift+F10');
});
