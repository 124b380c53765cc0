import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as SFN from '@aws-sdk/client-sfn';
import { called, fresh, machine, role, sfn, until, withPrefix, withoutPrefix } from './clients.mjs';

const send = (command) => sfn.send(command);
const pass = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', End: true } };
const wait = { Hold: { Type: 'Wait', Seconds: 3600, End: true } };

const create = async (states, more) =>
  (await send(new SFN.CreateStateMachineCommand(machine(states, more)))).stateMachineArn;
const start = async (stateMachineArn, more = {}) =>
  (await send(new SFN.StartExecutionCommand({ stateMachineArn, ...more }))).executionArn;
const ended = (executionArn) =>
  until(
    () => send(new SFN.DescribeExecutionCommand({ executionArn })),
    (it) => it.status !== 'RUNNING',
  );

after(() => {
  const all = Object.keys(SFN).filter((it) => /^[A-Z].*[^$]Command$/.test(it));
  assert.ok(all.length >= 37);
  assert.deepEqual(all.filter((it) => !called.has(it)), [], 'every operation is called');
});

test('a state machine is created, described, updated, listed and deleted', async () => {
  const stateMachineArn = await create(pass, { tags: [{ key: 'team', value: 'orders' }] });
  const made = await send(new SFN.DescribeStateMachineCommand({ stateMachineArn }));
  assert.equal(made.status, 'ACTIVE');
  assert.equal(made.type, SFN.StateMachineType.STANDARD);
  assert.ok(made.creationDate instanceof Date && Math.abs(Date.now() - made.creationDate) < 60_000);
  assert.deepEqual(Object.keys(JSON.parse(made.definition).States), ['A', 'B']);

  const changed = await send(
    new SFN.UpdateStateMachineCommand({ stateMachineArn, definition: machine(wait).definition }),
  );
  assert.match(changed.revisionId, /^[0-9a-f-]{36}$/);
  const now = await send(new SFN.DescribeStateMachineCommand({ stateMachineArn }));
  assert.equal(now.revisionId, changed.revisionId);
  assert.deepEqual(Object.keys(JSON.parse(now.definition).States), ['Hold']);

  const found = [];
  for await (const page of SFN.paginateListStateMachines({ client: sfn, pageSize: 1 }, {})) {
    found.push(...page.stateMachines.map((it) => it.stateMachineArn));
  }
  assert.ok(found.includes(stateMachineArn));

  await send(new SFN.DeleteStateMachineCommand({ stateMachineArn }));
  await assert.rejects(
    send(new SFN.DescribeStateMachineCommand({ stateMachineArn })),
    SFN.StateMachineDoesNotExist,
  );
});

test('an execution runs, and its history is read in pages from both ends', async () => {
  const stateMachineArn = await create(pass);
  const executionArn = await start(stateMachineArn, { name: 'first', input: '{"n":1}' });
  const end = await ended(executionArn);
  assert.equal(end.status, 'SUCCEEDED');
  assert.equal(end.output, '{"n":1}');
  assert.ok(end.stopDate >= end.startDate);

  const events = [];
  for await (const page of SFN.paginateGetExecutionHistory(
    { client: sfn, pageSize: 2 },
    { executionArn },
  )) {
    assert.ok(page.events.length <= 2);
    events.push(...page.events);
  }
  assert.deepEqual(
    events.map((it) => it.type),
    [
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ],
  );
  assert.equal(events[0].executionStartedEventDetails.input, '{"n":1}');
  const back = await send(
    new SFN.GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
  );
  assert.deepEqual(back.events[0], events.at(-1));

  const of = await send(new SFN.DescribeStateMachineForExecutionCommand({ executionArn }));
  assert.equal(of.stateMachineArn, stateMachineArn);
  const listed = await send(
    new SFN.ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }),
  );
  assert.deepEqual(
    listed.executions.map((it) => it.name),
    ['first'],
  );
});

test('an execution is stopped, and redriven', async () => {
  const executionArn = await start(await create(wait));
  const { stopDate } = await send(
    new SFN.StopExecutionCommand({ executionArn, error: 'Enough', cause: 'because' }),
  );
  assert.ok(stopDate instanceof Date);
  const end = await ended(executionArn);
  assert.deepEqual([end.status, end.error, end.cause], ['ABORTED', 'Enough', 'because']);
  assert.equal(end.redriveStatus, 'REDRIVABLE');
  await send(new SFN.RedriveExecutionCommand({ executionArn }));
  const again = await send(new SFN.DescribeExecutionCommand({ executionArn }));
  assert.deepEqual([again.status, again.redriveCount], ['RUNNING', 1]);
  await send(new SFN.StopExecutionCommand({ executionArn }));
});

for (const [how, client] of [
  ['with the host prefix', withPrefix],
  ['with the prefix disabled', withoutPrefix],
]) {
  test(`an express execution and a test of a state run while one waits, ${how}`, async () => {
    const stateMachineArn = await create(pass, { type: 'EXPRESS' });
    const end = await client.send(
      new SFN.StartSyncExecutionCommand({ stateMachineArn, input: '{"n":2}' }),
    );
    assert.equal(end.status, 'SUCCEEDED');
    assert.equal(end.output, '{"n":2}');
    assert.ok(end.billingDetails.billedDurationInMilliseconds >= 0);

    const tested = await client.send(
      new SFN.TestStateCommand({
        definition: JSON.stringify({
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: 'Greet' },
          OutputPath: '$.Payload',
          End: true,
        }),
        roleArn: role,
        inspectionLevel: 'DEBUG',
        mock: { result: '{"StatusCode":200,"Payload":{"greeting":"Hello"}}' },
      }),
    );
    assert.equal(tested.status, 'SUCCEEDED');
    assert.equal(tested.output, '{"greeting":"Hello"}');
    assert.ok(tested.inspectionData.result);
  });
}

test('workers of an activity heartbeat, answer and fail', async () => {
  const { activityArn } = await send(new SFN.CreateActivityCommand({ name: fresh('activity') }));
  const stateMachineArn = await create({ Work: { Type: 'Task', Resource: activityArn, End: true } });
  const good = await start(stateMachineArn, { input: '{"n":3}' });
  const task = await send(new SFN.GetActivityTaskCommand({ activityArn, workerName: 'node' }));
  assert.equal(task.input, '{"n":3}');
  await send(new SFN.SendTaskHeartbeatCommand({ taskToken: task.taskToken }));
  await send(new SFN.SendTaskSuccessCommand({ taskToken: task.taskToken, output: '"done"' }));
  assert.equal((await ended(good)).output, '"done"');
  await assert.rejects(
    send(new SFN.SendTaskSuccessCommand({ taskToken: task.taskToken, output: '"again"' })),
    SFN.TaskTimedOut,
  );

  const bad = await start(stateMachineArn);
  const { taskToken } = await send(new SFN.GetActivityTaskCommand({ activityArn }));
  await send(new SFN.SendTaskFailureCommand({ taskToken, error: 'Broken', cause: 'it is' }));
  assert.equal((await ended(bad)).error, 'Broken');

  const all = await send(new SFN.ListActivitiesCommand({}));
  assert.ok(all.activities.some((it) => it.activityArn === activityArn));
  await send(new SFN.DeleteActivityCommand({ activityArn }));
  await assert.rejects(
    send(new SFN.DescribeActivityCommand({ activityArn })),
    SFN.ActivityDoesNotExist,
  );
});

test('a nested execution is called back with the task token that it was given', async () => {
  const child = await create(wait);
  const parent = await create({
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.waitForTaskToken',
      Parameters: { StateMachineArn: child, Input: { 'token.$': '$$.Task.Token' } },
      End: true,
    },
  });
  const executionArn = await start(parent);
  const { executions } = await until(
    () => send(new SFN.ListExecutionsCommand({ stateMachineArn: child })),
    (it) => it.executions.length === 1,
  );
  const { input } = await send(
    new SFN.DescribeExecutionCommand({ executionArn: executions[0].executionArn }),
  );
  await send(
    new SFN.SendTaskSuccessCommand({ taskToken: JSON.parse(input).token, output: '"yes"' }),
  );
  assert.equal((await ended(executionArn)).output, '"yes"');
  await send(new SFN.StopExecutionCommand({ executionArn: executions[0].executionArn }));
});

test('versions are published, and an alias routes between them', async () => {
  const stateMachineArn = await create(pass, { publish: true, versionDescription: 'one' });
  await send(
    new SFN.UpdateStateMachineCommand({ stateMachineArn, definition: machine(wait).definition }),
  );
  const second = await send(
    new SFN.PublishStateMachineVersionCommand({ stateMachineArn, description: 'two' }),
  );
  const { stateMachineVersions } = await send(
    new SFN.ListStateMachineVersionsCommand({ stateMachineArn }),
  );
  assert.deepEqual(
    stateMachineVersions.map((it) => it.stateMachineVersionArn),
    [`${stateMachineArn}:2`, `${stateMachineArn}:1`],
  );
  const { stateMachineAliasArn } = await send(
    new SFN.CreateStateMachineAliasCommand({
      name: 'live',
      routingConfiguration: [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }],
    }),
  );
  const end = await ended(await start(stateMachineAliasArn));
  assert.equal(end.stateMachineVersionArn, `${stateMachineArn}:1`);
  assert.equal(end.stateMachineAliasArn, stateMachineAliasArn);

  await send(
    new SFN.UpdateStateMachineAliasCommand({
      stateMachineAliasArn,
      description: 'both',
      routingConfiguration: [
        { stateMachineVersionArn: `${stateMachineArn}:1`, weight: 90 },
        { stateMachineVersionArn: second.stateMachineVersionArn, weight: 10 },
      ],
    }),
  );
  const alias = await send(new SFN.DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
  assert.equal(alias.description, 'both');
  assert.deepEqual(
    alias.routingConfiguration.map((it) => it.weight),
    [90, 10],
  );
  const aliases = await send(new SFN.ListStateMachineAliasesCommand({ stateMachineArn }));
  assert.equal(aliases.stateMachineAliases.length, 1);
  await assert.rejects(
    send(
      new SFN.DeleteStateMachineVersionCommand({ stateMachineVersionArn: `${stateMachineArn}:1` }),
    ),
    SFN.ConflictException,
  );
  await send(new SFN.DeleteStateMachineAliasCommand({ stateMachineAliasArn }));
  await send(
    new SFN.DeleteStateMachineVersionCommand({ stateMachineVersionArn: `${stateMachineArn}:1` }),
  );
});

test('tags are added, listed and removed', async () => {
  const resourceArn = await create(pass, { tags: [{ key: 'team', value: 'orders' }] });
  await send(new SFN.TagResourceCommand({ resourceArn, tags: [{ key: 'stage', value: 'test' }] }));
  await send(new SFN.UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
  const { tags } = await send(new SFN.ListTagsForResourceCommand({ resourceArn }));
  assert.deepEqual(tags, [{ key: 'stage', value: 'test' }]);
});

test('map runs are listed, described and updated', async () => {
  const stateMachineArn = await create({
    Each: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Hold',
        States: wait,
      },
      MaxConcurrency: 1,
      End: true,
    },
  });
  const executionArn = await start(stateMachineArn, { input: '[1,2,3]' });
  const { mapRuns } = await until(
    () => send(new SFN.ListMapRunsCommand({ executionArn })),
    (it) => it.mapRuns.length === 1,
  );
  const { mapRunArn } = mapRuns[0];
  const run = await until(
    () => send(new SFN.DescribeMapRunCommand({ mapRunArn })),
    (it) => it.itemCounts.total === 3,
  );
  assert.equal(run.status, 'RUNNING');
  await send(new SFN.UpdateMapRunCommand({ mapRunArn, maxConcurrency: 2 }));
  const now = await send(new SFN.DescribeMapRunCommand({ mapRunArn }));
  assert.equal(now.maxConcurrency, 2);
  await send(new SFN.StopExecutionCommand({ executionArn }));
});

test('a definition is validated, and the mistakes are told', async () => {
  const good = await send(
    new SFN.ValidateStateMachineDefinitionCommand({ definition: machine(pass).definition }),
  );
  assert.deepEqual([good.result, good.diagnostics], ['OK', []]);
  const bad = await send(
    new SFN.ValidateStateMachineDefinitionCommand({
      definition: '{"StartAt":"A","States":{"A":{"Type":"Pass"}}}',
    }),
  );
  assert.equal(bad.result, 'FAIL');
  assert.ok(bad.diagnostics.length > 0 && bad.diagnostics[0].message);
});

test('mistakes arrive as the exceptions of the SDK', async () => {
  const stateMachineArn = await create(wait);
  const executionArn = await start(stateMachineArn, { name: 'same', input: '1' });
  const refused = (command, error) => assert.rejects(send(command), error);
  await refused(
    new SFN.StartExecutionCommand({ stateMachineArn, name: 'same', input: '2' }),
    SFN.ExecutionAlreadyExists,
  );
  await refused(
    new SFN.StartExecutionCommand({ stateMachineArn, input: '{' }),
    SFN.InvalidExecutionInput,
  );
  await refused(
    new SFN.CreateStateMachineCommand({ ...machine(pass), definition: '{}' }),
    SFN.InvalidDefinition,
  );
  await refused(
    new SFN.SendTaskSuccessCommand({ taskToken: 'no token', output: '1' }),
    SFN.InvalidToken,
  );
  await refused(
    new SFN.DescribeExecutionCommand({ executionArn: `${executionArn}-none` }),
    SFN.ExecutionDoesNotExist,
  );
  await refused(new SFN.DescribeStateMachineCommand({ stateMachineArn: 'none' }), SFN.InvalidArn);
  await refused(
    new SFN.ListTagsForResourceCommand({ resourceArn: `${stateMachineArn}-none` }),
    SFN.ResourceNotFound,
  );
  await refused(
    new SFN.ListExecutionsCommand({ stateMachineArn, maxResults: 1001 }),
    (error) => {
      assert.ok(error instanceof SFN.SFNServiceException);
      assert.equal(error.name, 'ValidationException');
      assert.match(error.message, /Value '1001' at 'maxResults'/);
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.equal(error.$metadata.requestId.length, 36);
      return true;
    },
  );
  await send(new SFN.StopExecutionCommand({ executionArn }));
});
