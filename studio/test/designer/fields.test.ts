import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATCHER, fieldsOf, inLanguage, MACHINE, PROCESSOR_CONFIG, RETRIER, RULE, STATE_FIELDS, type Field, type StateType } from '../../src/designer/inspector/fields';
import { OPERATORS } from '../../src/designer/inspector/operators';
import type { Language } from '../../src/designer/patterns/entry';

const DOCUMENT = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'fields.md'), 'utf8');
const rows = DOCUMENT.split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('*', '')));
const types = (rows[0]?.slice(1) ?? []) as StateType[];
const cells = rows.slice(2).filter((row) => row.length === types.length + 1);
const LANGUAGES: Record<string, Language[]> = { '✓': ['JSONPath', 'JSONata'], P: ['JSONPath'], A: ['JSONata'], '–': [] };

describe('the forms have the fields that the validator knows', () => {
  // `End` is the empty choice of `Next`
  test.each(cells.filter(([field]) => field !== 'End'))('%s', (field, ...marks) => {
    for (const [i, mark] of marks.entries()) {
      for (const language of ['JSONPath', 'JSONata'] as const) {
        const offered = fieldsOf(types[i] as string, language).some(({ key }) => key === field);
        expect(offered, `${field} of ${types[i]} in ${language}`).toBe(LANGUAGES[mark as string]?.includes(language));
      }
    }
  });

  const inside = (name: string) => STATE_FIELDS.find(({ key }) => key === name)?.fields ?? [];
  const objects: [string, readonly Field[], string[]][] = [
    ['machine', MACHINE, ['States']],
    ['ProcessorConfig', PROCESSOR_CONFIG, []],
    ['Retry[0]', RETRIER, []],
    ['Catch[0]', CATCHER, []],
    ['ItemReader', inside('ItemReader'), []],
    ['ReaderConfig', inside('ItemReader').find(({ key }) => key === 'ReaderConfig')?.fields ?? [], []],
    ['ItemBatcher', inside('ItemBatcher'), []],
    ['ResultWriter', inside('ResultWriter'), []],
    ['WriterConfig', inside('ResultWriter').find(({ key }) => key === 'WriterConfig')?.fields ?? [], []],
  ];

  test.each(objects)('of %s', (name, fields, drawn) => {
    const listed = (rows.find(([first]) => first === `\`${name}\``)?.[1] ?? '').split(', ').map((item) => item.split(' '));
    for (const [language, mark] of [['JSONPath', 'A'], ['JSONata', 'P']] as const) {
      const wanted = listed.filter(([, only]) => only !== mark).map(([key]) => key).filter((key) => !drawn.includes(key as string));
      expect(inLanguage(fields, language).map(({ key }) => key).sort()).toEqual(wanted.sort());
    }
  });

  test('of a rule, with every operator of the language', () => {
    expect(OPERATORS.length).toBe(39);
    expect(new Set(OPERATORS.map(({ key }) => key)).size).toBe(39);
    expect(RULE.map(({ key }) => key).sort()).toEqual(['Assign', 'Comment', 'Next', 'Output']);
  });
});
