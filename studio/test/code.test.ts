import { describe, expect, test } from 'vitest';
import { fieldsAt, structureAt, valuesAt } from '../src/designer/code/language';
import { spotInJson, spotInYaml } from '../src/designer/code/place';
import { openDesign } from '../src/designer/document/design';

const JSON_TEXT = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Call",
  "States": {
    "Call": {
      "Type": "Task",
      "Retry": [{ "ErrorEquals": ["¦"] }],
      "Next": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}`;

/** The text without its mark, and where that was. */
function marked(text: string): [string, number] {
  const at = text.indexOf('¦');
  return [text.replace('¦', ''), at];
}

const design = openDesign(marked(JSON_TEXT)[0], 'json');

function inJson(text: string) {
  return spotInJson(...marked(text));
}

describe('a place in JSON', () => {
  test('in a list belongs to the key of the list', () => {
    const spot = inJson(JSON_TEXT);
    expect([spot.path.join('/'), spot.key, spot.expects, spot.quoted]).toEqual(['States/Call/Retry/0', 'ErrorEquals', 'value', true]);
    expect(valuesAt(spot, design)).toContain('States.ALL');
  });

  test('of a key in a state offers the fields of its type in its language', () => {
    const spot = inJson('{"QueryLanguage": "JSONata", "States": {"A": {"Type": "Wait", "¦');
    const keys = fieldsAt(spot, design).map(({ key }) => key);
    expect(spot.expects).toBe('key');
    expect(keys).toContain('Seconds');
    expect(keys).not.toContain('SecondsPath');
    expect(keys).not.toContain('Resource');
  });

  test('after half a text offers the states of the scope', () => {
    const spot = inJson('{"States": {"Call": {"Type": "Pass", "Next": "D¦');
    expect(valuesAt(spot, design)).toEqual(['Call', 'Done']);
    expect(spot.from).toBe('{"States": {"Call": {"Type": "Pass", "Next": "'.length);
  });

  test('without anything before it is the machine', () => {
    expect(structureAt(inJson('{ "¦')).map(([key]) => key)).toEqual(['StartAt', 'States']);
  });
});

describe('a place in YAML', () => {
  test('is known by how far it is set in', () => {
    const spot = spotInYaml(...marked('StartAt: A\nStates:\n  A:\n    Type: Wait\n    ¦'));
    expect([spot.path.join('/'), spot.expects, spot.known.get('Type')]).toEqual(['States/A', 'key', 'Wait']);
  });

  test('behind a key expects its value', () => {
    const spot = spotInYaml(...marked('States:\n  A:\n    Type: Pa¦'));
    expect([spot.key, spot.expects]).toEqual(['Type', 'value']);
    expect(valuesAt(spot, design)).toContain('Pass');
  });
});
