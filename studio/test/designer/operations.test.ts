import { describe, expect, test } from 'vitest';
import { converted, openDesign, type Design, type Format } from '../../src/designer/document/design';
import { beginHistory, isDirty, record, redo, undo } from '../../src/designer/document/history';
import { isObject, type Json } from '../../src/designer/document/path';
import { corpus } from './corpus';
import { drawnOnce } from './drawn';
import { operate } from './operate';
import { Random } from './random';

const samples = corpus().filter(({ text }) => problems(JSON.parse(text)).length === 0);
const SEED = Number(process.env['STEPWELL_SEED'] ?? 20261125);
const RUNS = Number(process.env['STEPWELL_RUNS'] ?? 15);
const STEPS = 12;
const PATIENCE_MS = 120_000;

describe.each<Format>(['json', 'yaml'])('random operations on %s', (format) => {
  test(`keep every transition, and undone give back the bytes (seed ${SEED})`, () => {
    for (let run = 0; run < RUNS; run++) {
      const random = new Random(SEED + run);
      const sample = random.of(samples);
      const text = random.chance(0.5) ? sample.text : JSON.stringify(JSON.parse(sample.text), null, random.of([2, 4]));
      const opened = marked(converted(openDesign(text, 'json'), format));
      let history = beginHistory(opened);
      const log = [`seed ${SEED + run}`, sample.name];
      for (let step = 0; step < STEPS; step++) {
        const [word, outcome] = operate(history.design, random);
        log.push(`${word}${outcome.refused === undefined ? '' : ` (refused: ${outcome.refused})`}`);
        check(outcome.design, log);
        if (!word.startsWith('delete') && !word.startsWith('disconnect')) {
          expect(marksOf(outcome.design), log.join('\n')).toEqual(expect.arrayContaining(marksOf(history.design)));
        }
        history = record(history, outcome.design, word, outcome.selected);
      }
      drawnOnce(history.design, log.join('\n'));
      const last = history.design.text;
      const steps = history.done.length;
      for (let i = 0; i < steps; i++) {
        history = undo(history);
      }
      expect(history.design.text, log.join('\n')).toBe(opened.text);
      expect(isDirty(history)).toBe(false);
      for (let i = 0; i < steps; i++) {
        history = redo(history);
      }
      expect(history.design.text, log.join('\n')).toBe(last);
    }
  }, PATIENCE_MS);
});

function check(design: Design, log: string[]): void {
  const trace = () => `${log.join('\n')}\n${design.text}`;
  expect(design.problem, trace()).toBeNull();
  expect(problems(design.definition as Json), trace()).toEqual([]);
}

/** What no operation may bring in: transitions to nowhere, names twice, states that neither go on nor end. */
function problems(definition: Json): string[] {
  const found: string[] = [];
  const names = new Set<string>();
  const visit = (scope: Json, where: string) => {
    const states = isObject(scope['States']) ? scope['States'] : {};
    const known = (to: unknown, from: string) => {
      if (typeof to !== 'string' || !Object.hasOwn(states, to)) {
        found.push(`${where}${from} leads to ${String(to)}`);
      }
    };
    if (Object.keys(states).length > 0) {
      known(scope['StartAt'], 'StartAt');
    } else if (scope['StartAt'] !== undefined) {
      found.push(`${where} begins with nothing`);
    }
    for (const [name, state] of Object.entries(states)) {
      if (names.has(name)) {
        found.push(`${name} is there twice`);
      }
      names.add(name);
      if (!isObject(state)) {
        continue;
      }
      ['Next', 'Default'].forEach((field) => state[field] !== undefined && known(state[field], name));
      if (state['Default'] !== undefined && state['Type'] !== 'Choice') {
        found.push(`${name} has a Default`);
      }
      for (const list of [state['Retry'], state['Catch']]) {
        const names = Array.isArray(list) ? list.map((item) => (isObject(item) ? String(item['ErrorEquals']) : '')) : [];
        if (names.slice(0, -1).some((errors) => errors.includes('States.ALL'))) {
          found.push(`${name} handles something behind everything`);
        }
      }
      for (const item of [state['Choices'], state['Catch']].flat()) {
        if (isObject(item)) {
          known(item['Next'], name);
        }
      }
      const ways = [state['Next'] !== undefined, state['End'] === true].filter(Boolean).length;
      const wanted = ['Choice', 'Succeed', 'Fail'].includes(String(state['Type'])) ? 0 : 1;
      if (ways !== wanted) {
        found.push(`${name} has ${ways} ways on`);
      }
      const branches = Array.isArray(state['Branches']) ? state['Branches'] : [];
      [...branches, state['ItemProcessor'], state['Iterator']].filter(isObject).forEach((inner, i) => visit(inner, `${name}/${i}/`));
    }
  };
  visit(definition, '');
  return found;
}

/** With a comment and a field that nobody knows in every state. */
function marked(design: Design): Design {
  const sign = design.format === 'json' ? '//' : '#';
  let count = 0;
  const text = design.text.replace(/^( *)("?)Type\2: .*$/gm, (line, indent: string, quote: string) => {
    count++;
    return `${indent}${sign} about ${count}\n${indent}${quote}X-Mark${quote}: ${quote}mark ${count}${quote}${quote === '' ? '' : ','}\n${line}`;
  });
  const result = openDesign(text, design.format);
  return result.problem === null ? result : design;
}

function marksOf({ text }: Design): string[] {
  return [...text.matchAll(/(?:about|mark) \d+/g)].map(([mark]) => mark);
}
