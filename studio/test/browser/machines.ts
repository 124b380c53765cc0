/** Definitions that the tests run, without functions: what they need is in the language. */

const pass = (next?: string) => ({ Type: 'Pass', ...(next === undefined ? { End: true } : { Next: next }) });

/** Fails in iteration 17 of 24, inside a branch. */
export const FAILING_MAP = {
  StartAt: 'Prepare',
  States: {
    Prepare: { Type: 'Pass', Result: Array.from({ length: 24 }, (_, i) => i), Next: 'Each' },
    Each: {
      Type: 'Map',
      End: true,
      ItemProcessor: {
        StartAt: 'Check',
        States: {
          Check: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 17, Next: 'Reject' }], Default: 'Accept' },
          Reject: { Type: 'Fail', Error: 'Item.Rejected', Cause: 'Item 17 is not accepted' },
          Accept: { Type: 'Succeed' },
        },
      },
    },
  },
};

/** A Map of as many iterations as its input says: `{"items": [...]}`. */
export const WIDE_MAP = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      ResultPath: null,
      End: true,
      ItemProcessor: { StartAt: 'Double', States: { Double: pass() } },
    },
  },
};

export const WAITING = {
  StartAt: 'Note',
  States: { Note: pass('Wait for a day'), 'Wait for a day': { Type: 'Wait', Seconds: 86_400, End: true } },
};

/** `count` states one after the other, with a branch and a Map among each ten. */
export function long(count: number): object {
  const states: Record<string, object> = {};
  for (let i = 0; i < count; i++) {
    const name = `Step ${i}`;
    const next = i === count - 1 ? { End: true } : { Next: `Step ${i + 1}` };
    states[name] =
      i % 10 === 4
        ? {
            Type: 'Choice',
            Choices: [{ Variable: '$.never', IsPresent: true, Next: `Step ${Math.min(count - 1, i + 3)}` }],
            Default: `Step ${Math.min(count - 1, i + 1)}`,
          }
        : { Type: 'Pass', ...next };
  }
  return { StartAt: 'Step 0', States: states };
}
