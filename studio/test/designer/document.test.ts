import { describe, expect, test } from 'vitest';
import type { StateMachine } from '../../src/api/types';
import { laidOut, savedText } from '../../src/designer/page/machine';
import { changed, difference, type Change } from '../../src/designer/document/changes';
import {
  apiText,
  apply,
  converted,
  formatOf,
  insertAt,
  openDesign,
  rangeOf,
  removeAt,
  renameKeyAt,
  setAt,
  withText,
  type Design,
  type Format,
} from '../../src/designer/document/design';
import { beginHistory, isDirty, markSaved, record, redo, undo } from '../../src/designer/document/history';
import { isObject, same, valueAt, type Path } from '../../src/designer/document/path';
import { corpus } from './corpus';
import { drawnOnce } from './drawn';
import { Random } from './random';

const SEED = Number(process.env['STEPWELL_SEED'] ?? 20261125);
const RUNS = Number(process.env['STEPWELL_RUNS'] ?? 25);

const JSON_TEXT = `{
    // what it is for
    "StartAt": "A",
    "States": {
        "A": {"Type": "Pass", "X-Owner": "me", "Next": "B"}, // the first
        /* the last */
        "B": {
            "Type": "Succeed"
        }
    }
}
`;

const YAML_TEXT = `# what it is for
StartAt: 'A'   # quoted
States:
    # the first
    A:
        Type: Pass
        X-Owner: me     # unknown to us
        Retry:
        - ErrorEquals: [States.ALL]
          MaxAttempts: 2   # twice

        # where it goes
        Next: B

    B: {Type: Succeed}   # the last
`;

describe.each<[Format, string]>([
  ['json', JSON_TEXT],
  ['yaml', YAML_TEXT],
])('an edit of %s', (format, text) => {
  const open = () => openDesign(text, format);
  const edited = (change: (design: Design) => Design) => change(open());

  test('of a value changes that value', () => {
    const after = edited((design) => setAt(design, ['StartAt'], 'B')).text;
    expect(after).toBe(format === 'json' ? text.replace('"StartAt": "A"', '"StartAt": "B"') : text.replace(`'A'   #`, `'B'   #`));
  });

  test('of a key changes that key', () => {
    const after = edited((design) => renameKeyAt(design, ['States', 'A'], 'First')).text;
    expect(after).toBe(format === 'json' ? text.replace('"A": {', '"First": {') : text.replace('    A:', '    First:'));
  });

  test('puts a field where it is wanted, as its neighbours are written', () => {
    const after = edited((design) => insertAt(design, ['States', 'A'], 'Comment', 'c', { after: 'Type' })).text;
    expect(after).toBe(
      format === 'json' ? text.replace('"Pass", ', '"Pass", "Comment": "c", ') : text.replace('Type: Pass\n', 'Type: Pass\n        Comment: c\n'),
    );
  });

  test('puts a state behind the last, and leaves the comment on its line', () => {
    const after = edited((design) => insertAt(design, ['States'], 'C', { Type: 'Wait', Seconds: 1 }, 'end')).text;
    expect(after).toBe(
      format === 'json'
        ? text.replace('"Succeed"\n        }', '"Succeed"\n        },\n        "C": {\n            "Type": "Wait",\n            "Seconds": 1\n        }')
        : `${text.trimEnd()}\n    C:\n        Type: Wait\n        Seconds: 1\n`,
    );
  });

  test('takes a state out with the comments that are about it, and leaves the others', () => {
    const after = edited((design) => removeAt(design, ['States', 'A'])).text;
    expect(after).toContain('what it is for');
    expect(after).toContain('the last');
    expect(after).not.toContain('the first');
    expect(openDesign(after, format).definition).toEqual({ StartAt: 'A', States: { B: { Type: 'Succeed' } } });
  });

  test('of a whole state touches only what is different in it', () => {
    const path = ['States', 'A'];
    const after = edited((design) => setAt(design, path, { ...(valueAt(design.definition, path) as object), 'X-Owner': 'you' })).text;
    expect(after).toBe(format === 'json' ? text.replace('"me"', '"you"') : text.replace('me     #', 'you     #'));
  });

  test('is nothing while the text can’t be read, and the last definition stays', () => {
    const broken = withText(open(), text.replace('States', '"States: ['));
    expect(broken.problem?.line).toBe(format === 'json' ? 4 : 3);
    expect(broken.definition).toEqual(open().definition);
    expect(setAt(broken, ['StartAt'], 'B')).toBe(broken);
  });

  test('can be found in the text', () => {
    const { from, to } = rangeOf(open(), ['States', 'B', 'Next']);
    expect(text.slice(from, to).replaceAll('"', '')).toBe('B');
  });
});

test('JSON without spaces stays without', () => {
  const design = openDesign('{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}', 'json');
  expect(setAt(design, ['States', 'A', 'Comment'], 'c').text).toBe('{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Comment":"c"}}}');
});

test('who begins with a brace writes JSON, and an empty text is it, too', () => {
  expect(['{}', ' \n{"a": 1}', '', 'StartAt: A', '# why'].map(formatOf)).toEqual(['json', 'json', 'json', 'yaml', 'yaml']);
});

test('comments of JSON do not reach the API, everything else does as it is written', () => {
  expect(JSON.parse(apiText(openDesign(JSON_TEXT, 'json')))).toEqual(openDesign(JSON_TEXT, 'json').definition);
  const strict = '{"StartAt" :"A", "States":{} }';
  expect(apiText(openDesign(strict, 'json'))).toBe(strict);
});

test.each(['', '[]', '5', '{"a": 1,}', '{"a" 1}', '{', '"'])('%j says what is wrong', (text) => {
  const design = openDesign(text, 'json');
  expect(design.definition).toBeNull();
  expect(design.problem?.message).toBeTruthy();
});

describe('what people wrote', () => {
  const samples = corpus();

  test(`is not touched by opening it (${samples.length} definitions)`, () => {
    for (const { name, text } of samples) {
      const design = openDesign(text, 'json');
      expect(design.problem, name).toBeNull();
      expect(design.text, name).toBe(text);
      expect(design.definition, name).toEqual(JSON.parse(text));
    }
  });

  test('reaches the server again as the bytes that it has, when it was only opened', () => {
    for (const { name, text } of samples) {
      for (const definition of [text, JSON.stringify(JSON.parse(text)), ` ${text}\n`]) {
        const opened = openDesign(laidOut(definition), 'json');
        expect(savedText(opened, { definition } as StateMachine), name).toBe(definition);
      }
    }
  });

  test('means the same in YAML, and back in JSON', () => {
    for (const { name, text } of samples) {
      const yaml = converted(openDesign(text, 'json'), 'yaml');
      expect(yaml.problem, name).toBeNull();
      expect(converted(yaml, 'json').definition, name).toEqual(JSON.parse(text));
    }
  }, 30_000);

  test('is drawn with every state and every transition once', () => {
    for (const { name, text } of samples) {
      drawnOnce(openDesign(text, 'json'), name);
    }
  });

  test.each<Format>(['json', 'yaml'])(
    `keeps the rest of its %s through random edits (seed ${SEED})`,
    (format) => {
      for (let run = 0; run < RUNS; run++) {
        const random = new Random(SEED + run);
        const sample = random.of(samples);
        let design = withComments(converted(openDesign(sample.text, 'json'), format), random);
        const opened = design.text;
        let history = beginHistory(design);
        for (let step = 0; step < 10; step++) {
          const change = randomChange(design.definition, random);
          const after = apply(design, [change]);
          const trace = `seed ${SEED + run} ${sample.name} ${JSON.stringify(change)}\n${design.text}\n→\n${after.text}`;
          expect(after.problem, trace).toBeNull();
          expect(same(after.definition, changed(design.definition, change)), trace).toBe(true);
          if (change.kind !== 'remove' && !isNested(valueAt(design.definition, change.path), change)) {
            expect(commentsOf(after.text), trace).toEqual(expect.arrayContaining(commentsOf(design.text)));
            expect(lost(design.text, after.text), trace).toBeLessThanOrEqual(change.kind === 'insert' ? 2 : 1);
          }
          design = after;
          history = record(history, design, 'edit');
        }
        while (history.done.length > 0) {
          history = undo(history);
        }
        expect(history.design.text).toBe(opened);
      }
    },
    120_000,
  );

  test(`becomes any other definition by its differences (seed ${SEED})`, () => {
    for (let run = 0; run < RUNS; run++) {
      const random = new Random(SEED + run);
      const [a, b] = [random.of(samples), random.of(samples)];
      const design = openDesign(a.text, 'json');
      const after = apply(design, difference(design.definition, JSON.parse(b.text)));
      expect(after.definition, `${a.name} → ${b.name}`).toEqual(JSON.parse(b.text));
    }
  });
});

describe('the history', () => {
  const begin = () => beginHistory(openDesign(JSON_TEXT, 'json'));
  const type = (history: ReturnType<typeof begin>, value: string, merges?: string) =>
    record(history, setAt(history.design, ['States', 'A', 'Comment'], value), `type ${value}`, ['A'], merges);

  test('undoes the typing in one field at once, and knows the selection', () => {
    const typed = ['h', 'he', 'hey'].reduce((history, value) => type(history, value, 'A/Comment'), begin());
    expect(typed.done.length).toBe(1);
    const undone = undo(typed);
    expect(undone.design.text).toBe(JSON_TEXT);
    expect(undone.selected).toEqual([]);
    expect(redo(undone).design.text).toBe(typed.design.text);
    expect(redo(undone).selected).toEqual(['A']);
  });

  test('does not merge with what was saved, or with another field', () => {
    const saved = markSaved(type(begin(), 'h', 'A/Comment'));
    expect(isDirty(saved)).toBe(false);
    const more = type(saved, 'he', 'A/Comment');
    expect(more.done.length).toBe(2);
    expect(isDirty(more)).toBe(true);
    expect(isDirty(undo(more))).toBe(false);
    expect(type(more, 'x', 'B/Comment').done.length).toBe(3);
  });

  test('is unsaved for good when what was saved is written over', () => {
    const saved = markSaved(type(begin(), 'h'));
    const other = type(undo(saved), 'other');
    expect(isDirty(undo(other))).toBe(true);
    expect(isDirty(other)).toBe(true);
  });

  test('goes back over a text that could not be read', () => {
    const broken = record(begin(), withText(begin().design, '{'), 'type');
    expect(undo(broken).design.problem).toBeNull();
    expect(undo(broken).design.text).toBe(JSON_TEXT);
  });
});

/** The same text with comments on lines of their own and behind things. */
function withComments(design: Design, random: Random): Design {
  const mark = design.format === 'json' ? '//' : '#';
  const lines = design.text.split('\n').flatMap((line, i) => {
    if (line.trim() === '' || random.chance(0.7) || /[|>][-+]?$/.test(line) || i === 0) {
      return [line];
    }
    const indent = /^ */.exec(line)?.[0] ?? '';
    return random.chance(0.5) ? [`${line} ${mark} behind ${i}`] : [`${indent}${mark} above ${i}`, line];
  });
  const commented = openDesign(lines.join('\n'), design.format);
  return commented.problem === null && same(commented.definition, design.definition) ? commented : design;
}

function commentsOf(text: string): string[] {
  return [...text.matchAll(/(?:#|\/\/) (?:above|behind) \d+/g)].map(([comment]) => comment);
}

/** Whether a change replaces something that has comments of its own. */
function isNested(old: unknown, change: Change): boolean {
  return change.kind === 'replace' && (typeof old === 'object' || (typeof old === 'string' && old.includes('\n')));
}

/** How many lines of a text are not there any more. */
function lost(before: string, after: string): number {
  const left = after.split('\n');
  return before.split('\n').filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) {
      left.splice(at, 1);
    }
    return at < 0;
  }).length;
}

function randomChange(definition: unknown, random: Random): Change {
  const paths: Path[] = [];
  const visit = (value: unknown, path: Path) => {
    if (path.length > 0) {
      paths.push(path);
    }
    if (Array.isArray(value)) {
      value.forEach((item, i) => visit(item, [...path, i]));
    } else if (isObject(value)) {
      Object.entries(value).forEach(([key, part]) => visit(part, [...path, key]));
    }
  };
  visit(definition, []);
  const path = paths.length === 0 ? [] : random.of(paths);
  const value = random.of<unknown>(['text', '$.a.b', "{% $states.input = 'x: #y' %}", 7, true, null, {}, [], ['a', 'b'], { a: 1, b: [{ c: 'd' }] }, 'two\nlines', '- x', 'yes', '1']);
  const parent = valueAt(definition, path);
  const kind = random.below(4);
  if (kind === 0 && typeof path.at(-1) === 'string') {
    return { kind: 'rename', path, key: `Renamed ${random.below(1e9)}` };
  }
  if (kind === 1 && paths.length > 4) {
    return { kind: 'remove', path };
  }
  if (kind === 2 && (isObject(parent) || Array.isArray(parent))) {
    const count = Array.isArray(parent) ? parent.length : Object.keys(parent).length;
    const index = random.below(count + 1);
    return { kind: 'insert', path, key: Array.isArray(parent) ? index : `New ${random.below(1e9)}`, value, index };
  }
  return path.length === 0 ? { kind: 'insert', path, key: 'New', value, index: 0 } : { kind: 'replace', path, value };
}
