import { describe, expect, test } from 'vitest';
import { condition } from '../../src/designer/convert/conditions';
import { dynamic, pathExpression, template } from '../../src/designer/convert/expressions';
import { switchLanguage } from '../../src/designer/convert/machine';
import { toJsonata } from '../../src/designer/convert/state';
import { graphOf, openDesign } from '../../src/designer/document/design';
import { corpus } from './corpus';

const IN = '$states.input';

describe('a path', () => {
  test.each([
    ['$', '$states.input'],
    ['$.a.b', '$states.input.a.b'],
    ['$.items[0].id', '$states.input.items[0].id'],
    ["$['a b'].c", '$states.input.`a b`.c'],
    ['$.order-id', '$states.input.`order-id`'],
    ['$$.Execution.Id', '$states.context.Execution.Id'],
    ['$total.sum', '$total.sum'],
    ['$.in', '$states.input.`in`'],
  ])('%s is %s', (path, expression) => expect(pathExpression(path, IN)).toBe(expression));

  test.each(['$..a', '$.a[*]', '$.a[?(@.b)]', '$.a[0:2]', '$.a[-1]', "$['a','b']"])('%s is more than one value', (path) => {
    expect(pathExpression(path, IN)).toBeUndefined();
  });

  test.each([
    ["States.Format('Hello, {}!', $.name)", "'Hello, ' & $states.input.name & '!'"],
    ['States.JsonToString($.a)', '$string($states.input.a)'],
    ['States.MathAdd($.n, 1)', '($states.input.n + 1)'],
    ["States.Array($.a, 'b', 3)", "[$states.input.a, 'b', 3]"],
    ['States.UUID()', '$uuid()'],
    ["States.Format('{}', States.ArrayLength($.a))", '$string($count($states.input.a))'],
    ["States.ArrayContains($.a, 'b')", "('b' in $states.input.a)"],
  ])('the function %s is %s', (call, expression) => expect(dynamic(call, IN)).toBe(expression));

  test('a function without a counterpart is left', () => {
    expect(dynamic('States.ArrayPartition($.a, 2)', IN)).toBeUndefined();
    expect(template({ 'a.$': 'States.Hash($.a, \'MD5\')' }, IN)).toBeUndefined();
  });
});

describe('a rule', () => {
  test.each([
    [{ Variable: '$.n', NumericGreaterThan: 3 }, '$states.input.n > 3'],
    [{ Variable: '$.s', StringEquals: "it's" }, "$states.input.s = 'it\\'s'"],
    [{ Variable: '$.a', IsPresent: false }, '$not($exists($states.input.a))'],
    [{ And: [{ Variable: '$.a', IsNull: true }, { Not: { Variable: '$.b', BooleanEquals: true } }] }, '($states.input.a = null and $not($states.input.b = true))'],
    [{ Variable: '$.a', NumericEqualsPath: '$.b' }, '$states.input.a = $states.input.b'],
    [{ Variable: '$.t', TimestampLessThan: '2030-01-31T12:00:00Z' }, "$toMillis($states.input.t) < $toMillis('2030-01-31T12:00:00Z')"],
  ])('%j is %s', (rule, expression) => expect(condition(rule, IN)).toBe(expression));

  test('a pattern is left', () => expect(condition({ Variable: '$.a', StringMatches: 'a*' }, IN)).toBeUndefined());
});

describe('a state', () => {
  test('says what it is given and what goes on', () => {
    const { state, left } = toJsonata({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      InputPath: '$.order',
      Parameters: { FunctionName: 'F', Payload: { 'id.$': '$.id', 'run.$': '$$.Execution.Id' } },
      ResultSelector: { 'id.$': '$.Payload.id' },
      ResultPath: '$.placed.order',
      TimeoutSecondsPath: '$.wait',
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'No' }],
      Next: 'Yes',
    });
    expect(left).toEqual([]);
    expect(state).toEqual({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: 'F', Payload: { id: '{% $states.input.order.id %}', run: '{% $states.context.Execution.Id %}' } },
      TimeoutSeconds: '{% $states.input.order.wait %}',
      Output: "{% $merge([$states.input.order, {'placed': $merge([$states.input.order.placed, {'order': {'id': $states.result.Payload.id}}])}]) %}",
      Catch: [{ ErrorEquals: ['States.ALL'], Output: "{% $merge([$states.input.order, {'error': $states.errorOutput}]) %}", Next: 'No' }],
      Next: 'Yes',
    });
  });

  test.each([
    [{ Type: 'Pass', Result: { a: 1 }, End: true }, { Type: 'Pass', Output: { a: 1 }, End: true }],
    [{ Type: 'Pass', Result: 1, ResultPath: '$.n', Next: 'B' }, { Type: 'Pass', Output: "{% $merge([$states.input, {'n': 1}]) %}", Next: 'B' }],
    [{ Type: 'Task', Resource: 'r', OutputPath: '$.Payload', End: true }, { Type: 'Task', Resource: 'r', Output: '{% $states.result.Payload %}', End: true }],
    [{ Type: 'Task', Resource: 'r', ResultPath: null, End: true }, { Type: 'Task', Resource: 'r', Output: '{% $states.input %}', End: true }],
    [{ Type: 'Wait', SecondsPath: '$.s', Next: 'B' }, { Type: 'Wait', Seconds: '{% $states.input.s %}', Next: 'B' }],
    [{ Type: 'Map', ItemsPath: '$.items', ItemProcessor: { States: {} }, End: true }, { Type: 'Map', Items: '{% $states.input.items %}', ItemProcessor: { States: {} }, End: true }],
    [{ Type: 'Fail', CausePath: '$.error.Cause' }, { Type: 'Fail', Cause: '{% $states.input.error.Cause %}' }],
    [{ Type: 'Task', Resource: 'r', ResultPath: '$', End: true }, { Type: 'Task', Resource: 'r', End: true }],
  ])('%j', (before, after) => expect(toJsonata(before).state).toEqual(after));

  test('what has no counterpart stays, and is told', () => {
    const before = { Type: 'Task', Resource: 'r', Parameters: { 'a.$': '$..b' }, ResultSelector: { 'c.$': '$.d[*]' }, ResultPath: '$.e', End: true };
    const { state, converted, left } = toJsonata(before);
    expect(state).toEqual(before);
    expect(converted).toEqual([]);
    expect(left.map(({ field }) => field)).toEqual(['Parameters', 'ResultSelector', 'ResultPath']);
  });
});

describe('a machine', () => {
  test('no field is lost: each is converted, told, or the same', () => {
    const both = new Set<string>();
    for (const { name, text } of corpus()) {
      const design = openDesign(text);
      if (design.definition?.['QueryLanguage'] === 'JSONata') {
        continue;
      }
      const made = switchLanguage(design, 'JSONata', undefined);
      const after = graphOf(made.design).states;
      for (const [state, { json }] of graphOf(design).states) {
        const told = made.states.find((one) => one.name === state);
        const words = [...(told?.converted ?? []), ...(told?.left ?? [])].flatMap(({ field }) => field.split(', '));
        for (const key of Object.keys(json)) {
          const same = after.get(state)?.json[key] !== undefined;
          const input = key === 'InputPath' && words.length > 0;
          const whole = key === 'InputPath' && json[key] === '$';
          expect(same || words.includes(key) || input || whole, `${name}: ${state}.${key}`).toBe(true);
        }
        told?.left.forEach(({ field }) => both.add(field));
      }
    }
    expect(both.size).toBeGreaterThan(0);
  });

  test('comments and what is not about data stay as they are written', () => {
    const text = 'StartAt: A # first\nStates:\n  A: # calls\n    Type: Task\n    Resource: r # whom\n    Parameters:\n      x.$: $.y\n    Next: B\n  B:\n    Type: Succeed\n';
    const { design } = switchLanguage(openDesign(text), 'JSONata', undefined);
    expect(design.problem).toBeNull();
    for (const comment of ['# first', '# calls', '# whom']) {
      expect(design.text).toContain(comment);
    }
    expect(design.definition?.['QueryLanguage']).toBe('JSONata');
  });

  test('the other way, what has to be written by hand is told and nothing is changed', () => {
    const design = openDesign(JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Pass', Output: '{% 1 %}', End: true } } }));
    const made = switchLanguage(design, 'JSONPath', undefined);
    expect(made.states).toMatchObject([{ name: 'A', left: [{ field: 'Output' }] }]);
    expect(graphOf(made.design).states.get('A')?.json).toEqual({ Type: 'Pass', Output: '{% 1 %}', End: true });
  });
});
