import { describe, expect, test } from 'vitest';
import { graphOf, openDesign, type Design, type Format } from '../../src/designer/document/design';
import { addState, groupOf, pieceOf } from '../../src/designer/operations';
import { pieceIn, textOf } from '../../src/designer/page/clipboard';

const JSON_TEXT = `{
  "StartAt": "A",
  "States": {
    "A": {
      // why it is here
      "Type": "Pass",
      "End": true
    }
  }
}
`;
const YAML_TEXT = `StartAt: A
States:
  A:
    # why it is here
    Type: Pass
    End: true
`;

const TEXTS: Record<Format, string> = { json: JSON_TEXT, yaml: YAML_TEXT };

describe.each<[Format, Format]>([
  ['json', 'json'],
  ['yaml', 'yaml'],
  ['json', 'yaml'],
  ['yaml', 'json'],
])('a state that is copied from %s to %s', (from, to) => {
  test('is the same state, with its comments when the notation is', () => {
    const pasted = paste(openDesign(TEXTS[to], to), copy(openDesign(TEXTS[from], from)));
    expect(pasted.problem).toBeNull();
    expect([...graphOf(pasted).states.values()].map(({ type }) => type)).toEqual(['Pass', 'Pass']);
    expect(pasted.text.match(/why it is here/g)).toHaveLength(from === to ? 2 : 1);
    expect(pasted.text.includes('{')).toBe(to === 'json');
  });
});

test('a text from elsewhere is pasted as it says', () => {
  copy(openDesign(JSON_TEXT, 'json'));
  expect(pieceIn('{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}')).toEqual({ startAt: 'B', states: { B: { Type: 'Succeed' } } });
  expect(pieceIn('a mail')).toBeUndefined();
});

function copy(design: Design): string {
  const group = groupOf(design, ['A']);
  if (group === undefined) {
    throw new Error('A is there');
  }
  return textOf(pieceOf(group, () => false, design));
}

function paste(design: Design, text: string): Design {
  const state = pieceIn(text);
  if (state === undefined) {
    throw new Error('States were copied');
  }
  return addState(design, { container: [], state, at: { kind: 'after', state: 'A' } }).design;
}
