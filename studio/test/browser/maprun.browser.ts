import { expect, test } from 'vitest';
import { describeViews, open } from './harness';
import { call, ended, executionAddress, machine, run, start } from './server';

const distributed = (seconds: number, fail: number) => ({
  StartAt: 'Each order',
  States: {
    'Each order': {
      Type: 'Map',
      Label: 'Orders',
      ItemsPath: '$.items',
      ToleratedFailurePercentage: 100,
      MaxConcurrency: 4,
      End: true,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Check',
        States: {
          Check: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: fail, Next: 'Reject' }], Default: 'Pack' },
          Reject: { Type: 'Fail', Error: 'Item.Rejected', Cause: 'not this one' },
          Pack: { Type: 'Wait', Seconds: seconds, End: true },
        },
      },
    },
  },
});

const items = { items: Array.from({ length: 40 }, (_, i) => i) };

async function mapRunOf(executionArn: string): Promise<string> {
  for (;;) {
    const { mapRuns } = await call<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', { executionArn });
    if (mapRuns[0] !== undefined) {
      return mapRuns[0].mapRunArn;
    }
  }
}

const address = (arn: string) => `/map-runs/${encodeURIComponent(arn)}`;

let ran: Promise<string> | undefined;
const done = () => (ran ??= machine('BrowserOrders', distributed(0, 7)).then((arn) => run(arn, items)));

test('a map run is reached from its execution, and its limits are changed while it runs', async () => {
  const execution = await start(await machine('BrowserSlowOrders', distributed(600, -1)), items);
  const page = await open(executionAddress(execution));
  await page.locator('.node', { hasText: 'Each order' }).first().click();
  await page.getByRole('complementary').locator('dt', { hasText: 'Map run' }).locator('xpath=..').getByRole('link').click();
  await page.waitForURL('**/map-runs/**');
  await page.getByRole('spinbutton', { name: 'Concurrency' }).fill('9');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect.poll(async () => (await call<{ maxConcurrency: number }>('DescribeMapRun', { mapRunArn: await mapRunOf(execution) })).maxConcurrency).toBe(9);
  await call('StopExecution', { executionArn: execution });
  await ended(execution);
});

test('a child that failed is found among those of a map run', async () => {
  const page = await open(address(await mapRunOf(await done())));
  await page.getByRole('combobox', { name: 'Which executions' }).selectOption('FAILED');
  const row = page.getByRole('row').filter({ hasText: 'Failed' });
  await row.getByRole('link').click();
  await page.getByRole('alert').getByRole('button', { name: 'Show Reject' }).waitFor();
  await page.getByText('Child of the map run').waitFor();
});

describeViews('a map run', [
  {
    name: 'map run',
    address: async () => address(await mapRunOf(await done())),
    ready: (page) => page.getByRole('row').nth(10).waitFor(),
  },
]);
