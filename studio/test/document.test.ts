import { expect, test } from 'vitest';
import { languageOf } from '../src/pages/definition/document';

test('who begins with a brace writes JSON, and an empty text is it, too', () => {
  expect(['{}', ' \n{"a": 1}', '', 'StartAt: A', '# why'].map(languageOf)).toEqual(['json', 'json', 'json', 'yaml', 'yaml']);
});
