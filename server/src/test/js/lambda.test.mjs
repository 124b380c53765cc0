import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as Lambda from '@aws-sdk/client-lambda';
import * as SFN from '@aws-sdk/client-sfn';
import { fresh, lambda, machine, role, sfn, until } from './clients.mjs';

test('a function is deployed, invoked, used by an execution and deleted', async () => {
  const FunctionName = fresh('Greet');
  const made = await lambda.send(
    new Lambda.CreateFunctionCommand({
      FunctionName,
      Runtime: 'java25',
      Handler: 'Greet',
      Role: role,
      Timeout: 30,
      Code: { ZipFile: await readFile(process.env.STEPWELL_FUNCTION) },
    }),
  );
  assert.equal(made.FunctionName, FunctionName);
  await Lambda.waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });

  const answer = await lambda.send(
    new Lambda.InvokeCommand({ FunctionName, Payload: JSON.stringify({ name: 'Ada' }) }),
  );
  assert.equal(answer.StatusCode, 200);
  assert.deepEqual(JSON.parse(answer.Payload.transformToString()), { greeting: 'Hello Ada' });

  const { stateMachineArn } = await sfn.send(
    new SFN.CreateStateMachineCommand(
      machine({
        Greet: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName, 'Payload.$': '$' },
          OutputPath: '$.Payload',
          End: true,
        },
      }),
    ),
  );
  const { executionArn } = await sfn.send(
    new SFN.StartExecutionCommand({ stateMachineArn, input: '{"name":"Bob"}' }),
  );
  const end = await until(
    () => sfn.send(new SFN.DescribeExecutionCommand({ executionArn })),
    (it) => it.status !== 'RUNNING',
  );
  assert.equal(end.output, '{"greeting":"Hello Bob"}');

  await lambda.send(new Lambda.DeleteFunctionCommand({ FunctionName }));
  await assert.rejects(
    lambda.send(new Lambda.GetFunctionCommand({ FunctionName })),
    Lambda.ResourceNotFoundException,
  );
});
