/** Definitions to begin with: each runs as it is, or says what to put in. */

export interface Template {
  title: string;
  about: string;
  definition: object;
}

const HELLO = {
  Comment: 'Says hello',
  QueryLanguage: 'JSONata',
  StartAt: 'Greet',
  States: {
    Greet: {
      Type: 'Pass',
      Output: { greeting: "{% 'Hello, ' & ($exists($states.input.name) ? $states.input.name : 'world') & '!' %}" },
      End: true,
    },
  },
};

const CALL = (functionArn: string) => ({
  Comment: 'Calls a function, tries again when it fails, and says so in the end',
  QueryLanguage: 'JSONata',
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: functionArn, Payload: '{% $states.input %}' },
      Output: '{% $states.result.Payload %}',
      TimeoutSeconds: 30,
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: 'Give up' }],
      End: true,
    },
    'Give up': { Type: 'Fail', Error: '{% $states.input.Error %}', Cause: '{% $states.input.Cause %}' },
  },
});

const MAP = {
  Comment: 'Does the same for every item, five at a time',
  QueryLanguage: 'JSONata',
  StartAt: 'Each item',
  States: {
    'Each item': {
      Type: 'Map',
      Items: '{% $exists($states.input.items) ? $states.input.items : [1, 2, 3, 4, 5, 6, 7, 8] %}',
      MaxConcurrency: 5,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'Square',
        States: { Square: { Type: 'Pass', Output: '{% $states.input * $states.input %}', End: true } },
      },
      End: true,
    },
  },
};

const PARALLEL = {
  Comment: 'Two things at once, and on when both are done',
  QueryLanguage: 'JSONata',
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Wait', Seconds: 2, End: true } } },
        { StartAt: 'Right', States: { Right: { Type: 'Pass', Output: { right: true }, End: true } } },
      ],
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};

const APPROVAL = (account: string, region: string) => ({
  Comment: 'Waits until a person says yes or no; answer it under Waiting tasks',
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: `arn:aws:states:${region}:${account}:activity:Approvals`,
      Arguments: '{% $states.input %}',
      TimeoutSeconds: 86_400,
      Next: 'Approved?',
    },
    'Approved?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.approved = true %}', Next: 'Yes' }],
      Default: 'No',
    },
    Yes: { Type: 'Succeed' },
    No: { Type: 'Fail', Error: 'Rejected', Cause: 'The request was not approved' },
  },
});

/** @param functionArn of a function that is there, if one is */
export function templates(account: string, region: string, functionArn?: string): Template[] {
  return [
    { title: 'Hello', about: 'One state that greets', definition: HELLO },
    {
      title: 'Call a function',
      about: 'With retries and a way out',
      definition: CALL(functionArn ?? `arn:aws:lambda:${region}:${account}:function:MyFunction`),
    },
    { title: 'For each item', about: 'A Map over a list', definition: MAP },
    { title: 'At once', about: 'Two branches in parallel', definition: PARALLEL },
    { title: 'Ask a person', about: 'Waits for an answer', definition: APPROVAL(account, region) },
  ];
}
