import { machineArnOf } from '../../src/api/arns';
import { describe, expect, test } from 'vitest';
import { describeViews, open } from './harness';
import { call, executionAddress, machine, start } from './server';

/** Where the server is restarted when a test asks for it; nothing when it is not one of the tests' own. */
const CONTROL = process.env['STUDIO_CONTROL'];

const ACTIVITY = 'ServerApprovals';

async function waiting(): Promise<{ arn: string; token: string }> {
  const { activityArn } = await call<{ activityArn: string }>('CreateActivity', { name: ACTIVITY });
  const definition = {
    StartAt: 'Note',
    States: {
      Note: { Type: 'Pass', Next: 'Ask' },
      Ask: { Type: 'Task', Resource: activityArn, Next: 'Go on' },
      'Go on': { Type: 'Pass', End: true },
    },
  };
  const arn = await start(await machine('ServerApproval', definition));
  const { taskToken } = await call<{ taskToken: string }>('GetActivityTask', { activityArn });
  return { arn, token: taskToken };
}

/** Before the tests below abort it. */
describe.runIf(CONTROL !== undefined)('views', () =>
  describeViews('the quarantine', [
    {
      name: 'quarantine',
      address: async () => {
        await damaged();
        return '/quarantine';
      },
      ready: (page) => page.getByRole('list', { name: 'Out of service' }).waitFor(),
    },
  ]),
);

describe.runIf(CONTROL !== undefined)('a server of the tests', () => {
  test('is restarted, and an execution is watched on to its end', async () => {
    const { arn, token } = await waiting();
    const page = await open(executionAddress(arn));
    await page.locator('.node[data-status="running"], .node[data-status="waiting"]').waitFor();
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    const again = page.waitForResponse((response) => response.url().endsWith('/events') && response.ok());
    await fetch(`${CONTROL}/restart`, { method: 'POST' });
    await again;
    await call('SendTaskSuccess', { taskToken: token, output: '{"approved": true}' });
    await page.locator('.execution-title [data-status="succeeded"]').waitFor();
    expect(await page.locator('.node[data-status="succeeded"]').count()).toBe(3);
    expect(await page.evaluate(() => 'stayed' in window), 'the page was not loaded again').toBe(true);
  });

  test('has an execution that a bad disk has damaged: it is out of service alone, and can be aborted', async () => {
    const arn = await damaged();
    const page = await open('/quarantine');
    const item = page.getByRole('listitem').filter({ hasText: 'Damaged / damaged' });
    await item.getByText(/checksum/).waitFor();
    await item.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('damaged is tried again').waitFor();
    await damaged();
    await page.reload();
    await item.getByRole('button', { name: 'Abort…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Abort' }).click();
    await page.getByText('Nothing is out of service').waitFor();
    const { executions } = await call<{ executions: { status: string }[] }>('ListExecutions', { stateMachineArn: machineArnOf(arn) });
    expect(executions.map(({ status }) => status)).toEqual(['ABORTED']);
  });
});

/** Comes across the damage, as whatever touches the execution does. */
async function damaged(): Promise<string> {
  const { stateMachines } = await call<{ stateMachines: { name: string; stateMachineArn: string }[] }>('ListStateMachines', {});
  const machineArn = stateMachines.find(({ name }) => name === 'Damaged')?.stateMachineArn ?? '';
  const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:damaged`;
  await call('StopExecution', { executionArn }).catch(() => undefined);
  return executionArn;
}
