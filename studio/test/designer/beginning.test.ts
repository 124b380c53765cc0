import { describe, expect, test } from 'vitest';
import { thrownBy } from '../../src/design/Cause';
import { at, graphOf, openDesign } from '../../src/designer/document/design';
import { waysOf } from '../../src/designer/inspector/OutputWays';
import { add, link } from '../../src/designer/page/edits';
import { sketchOf } from '../../src/designer/page/inputs';
import { FLOW } from '../../src/designer/patterns/flow';

const FAIL = FLOW.find(({ title }) => title === 'Fail')!;
const TASK = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };

describe('what a newcomer would have to guess', () => {
  test('an input is sketched from what the first state reads', () => {
    const graph = graphOf(openDesign(JSON.stringify({
      StartAt: 'A',
      States: {
        A: { ...TASK, Arguments: { user: '{% $states.input.user.name & $states.input.user.email %}', n: '{% $states.input.n * $states.result.n %}' } },
        B: { ...TASK, Parameters: { 'order.$': '$.order.id' }, ResultPath: '$.placed' },
      },
    })));
    expect(JSON.parse(sketchOf(graph.states.get('A')))).toEqual({ user: { name: '', email: '' }, n: '' });
    expect(JSON.parse(sketchOf(graph.states.get('B')))).toEqual({ order: { id: '' } });
    expect(sketchOf(undefined)).toBe('{}');
  });

  test('a Fail that is reached by errors alone says them', () => {
    for (const language of ['JSONata', 'JSONPath'] as const) {
      const begun = openDesign(JSON.stringify({ QueryLanguage: language, StartAt: 'A', States: { A: TASK } }));
      const made = add(begun, FAIL, { kind: 'caught', name: 'A' }).design;
      expect(at(made, ['States', 'Fail'])).toEqual(
        language === 'JSONata'
          ? { Type: 'Fail', Error: '{% $states.input.Error %}', Cause: '{% $states.input.Cause %}' }
          : { Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' },
      );
    }
  });

  test('a Fail that says something of its own, or is reached otherwise too, stays as it is', () => {
    const own = { Type: 'Fail', Error: 'Mine', Cause: 'Says why' };
    const mine = openDesign(JSON.stringify({ StartAt: 'A', States: { A: TASK, F: own } }));
    expect(at(link(mine, 'A', 'F', 'catch').design, ['States', 'F'])).toEqual(own);
    const fresh = { Type: 'Fail', Error: 'Failed', Cause: 'Says why' };
    const both = openDesign(JSON.stringify({ StartAt: 'A', States: { A: { ...TASK, End: undefined, Next: 'F' }, F: fresh } }));
    expect(at(link(both, 'A', 'F', 'catch').design, ['States', 'F'])).toEqual(fresh);
  });

  test('an answer goes on under the name of its state', () => {
    expect(waysOf('Place order', 'arn:aws:states:::lambda:invoke')[1]?.output).toBe(
      "{% $merge([$states.input, {'placeOrder': $states.result.Payload}]) %}",
    );
    expect(waysOf('X', 'arn:aws:states:::http:invoke')[0]?.output).toBe('{% $states.result %}');
  });

  test('a cause that a function threw is a sentence and a stack', () => {
    expect(thrownBy('{"errorMessage":"no","errorType":"E","stackTrace":["a","b\\n"]}')).toEqual({ message: 'no', stack: ['a', 'b'] });
    expect(thrownBy('just a sentence')).toBeUndefined();
    expect(thrownBy('{"other": 1}')).toBeUndefined();
    expect(thrownBy('null')).toBeUndefined();
  });
});
