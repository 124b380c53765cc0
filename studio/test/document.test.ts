import { describe, expect, test } from 'vitest';
import { converted, languageOf, place, read, type Finding } from '../src/pages/definition/document';

const JSON_TEXT = `{
  "StartAt": "A/B",
  "States": {
    "A/B": { "Type": "Choice", "Choices": [{ "Next": "C" }] },
    "C": { "Type": "Pass", "End": true }
  }
}`;
const YAML_TEXT = `# orders
StartAt: A/B
States:
  A/B:
    Type: Choice
    Choices:
      - Next: C
  C: {Type: Pass, End: true}
`;

const finding = (location: string): Finding => ({ severity: 'ERROR', code: 'X', message: 'wrong', location });
const marked = (text: string, location: string) => {
  const [problem] = place(read(text), text, [finding(location)]);
  return [problem?.line, text.slice(problem?.from, problem?.to)];
};

describe('a definition', () => {
  test('is JSON or YAML by how it begins', () => {
    expect(languageOf('  {')).toBe('json');
    expect(languageOf('')).toBe('json');
    expect(languageOf('StartAt: A')).toBe('yaml');
  });

  test('in YAML is what it would be in JSON', () => {
    expect(JSON.parse(read(YAML_TEXT).json ?? '')).toEqual(JSON.parse(JSON_TEXT));
  });

  test('goes into YAML and back', () => {
    const yaml = converted(JSON_TEXT, 'yaml');
    expect(languageOf(yaml)).toBe('yaml');
    expect(JSON.parse(converted(read(yaml).json ?? '', 'json'))).toEqual(JSON.parse(JSON_TEXT));
  });

  test('that cannot be read says where', () => {
    const broken = read('{\n  "StartAt": "A",\n  "States": {\n');
    expect(broken.json).toBeUndefined();
    expect(broken.syntax[0]?.line).toBeGreaterThan(1);
    expect(read('{"a": 1,}').json).toBeUndefined();
    expect(read('a: [').json).toBeUndefined();
  });

  test('full of aliases is refused instead of unfolded', () => {
    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]', ...'bcdefgh'.split('').map((key, i) => `${key}: &${key} [${`*${'abcdefg'[i]},`.repeat(9)}]`)];
    expect(read(bomb.join('\n')).json).toBeUndefined();
  });
});

describe('a finding is marked', () => {
  test.each([
    ['at a state, whose name may hold a slash', '/States/A~1B', 4, '"A/B"'],
    ['inside a list', '/States/A~1B/Choices/0/Next', 4, '"Next"'],
    ['inside a list, with brackets', '/States/A~1B/Choices[0]/Next', 4, '"Next"'],
    ['at what would hold what is missing', '/States/C/Next', 5, '"C"'],
    ['at the beginning when it is about everything', '', 1, '{'],
  ])('%s', (_, location, line, text) => {
    expect(marked(JSON_TEXT, location)).toEqual([line, text]);
  });

  test('in YAML, too', () => {
    expect(marked(YAML_TEXT, '/States/A~1B/Choices/0/Next')).toEqual([7, 'Next']);
  });
});
