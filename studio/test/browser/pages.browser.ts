import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { write } from './drawing';
import { describeViews, open } from './harness';
import { WAITING } from './machines';
import { call, ended, executionAddress, machine, ROLE, run, SERVER, start } from './server';

const ORDERS = {
  StartAt: 'Check',
  States: {
    Check: { Type: 'Choice', Choices: [{ Variable: '$.ok', BooleanEquals: true, Next: 'Fine' }], Default: 'Wrong' },
    Fine: { Type: 'Succeed' },
    Wrong: { Type: 'Fail', Error: 'Order.Wrong', Cause: 'The sum is not right' },
  },
};
const QUOTE = {
  QueryLanguage: 'JSONata',
  StartAt: 'Sum',
  States: { Sum: { Type: 'Pass', Output: "{% {'total': $sum($states.input.prices)} %}", End: true } },
};

let approval = '';

/** What the pages show: a machine of each kind, executions that ended either way, tasks that wait. */
beforeAll(async () => {
  const orders = await machine('PagesOrders', ORDERS);
  for (let i = 0; i < 8; i++) {
    await run(orders, { ok: i % 3 !== 0 });
  }
  const { stateMachineVersionArn } = await call<{ stateMachineVersionArn: string }>('PublishStateMachineVersion', {
    stateMachineArn: orders,
  });
  const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
  await call('CreateStateMachineAlias', { name: 'live', routingConfiguration }).catch(() =>
    call('UpdateStateMachineAlias', { stateMachineAliasArn: `${orders}:live`, routingConfiguration }),
  );
  await call('TagResource', { resourceArn: orders, tags: [{ key: 'team', value: 'orders' }] });
  await machine('PagesQuote', QUOTE, 'EXPRESS');
  await start(await machine('PagesWaiting', WAITING));
  const { activityArn } = await call<{ activityArn: string }>('CreateActivity', { name: 'PagesApprovals' });
  const ask = { StartAt: 'Ask', States: { Ask: { Type: 'Task', Resource: activityArn, End: true } } };
  const asking = await machine('PagesApproval', ask);
  approval = await start(asking, { amount: 12_000, customer: 'Ada' });
  await start(asking, { amount: 9_400, customer: 'Grace' });
  await start(asking, { amount: 310, customer: 'Alan' });
  await call('GetActivityTask', { activityArn, workerName: 'head' }); // that of Ada, which a test answers
  await call('GetActivityTask', { activityArn, workerName: 'deputy' });
});

describe('a state machine', () => {
  test('is written in YAML with what is wrong at its place, created, started and deleted', async () => {
    const name = `Made${Date.now()}`;
    const page = await open('/create');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('tab', { name: 'Code' }).click();
    await write(page, 'Definition', 'StartAt: A\nStates:\n  A: {Type: Pass, Nextt: B}\n');
    await page.getByRole('button', { name: /^\d+ error/ }).click();
    await page.getByRole('list', { name: 'Problems' }).getByText("Field 'Nextt' is not supported").waitFor();
    expect(await page.getByRole('button', { name: 'Create', exact: true }).isDisabled()).toBe(true);
    await write(page, 'Definition', 'StartAt: A\nStates:\n  A: {Type: Pass, End: true}\n');
    await page.getByText('The definition is valid').waitFor();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText(`${name} is saved`).first().waitFor();
    await page.goto(`/machines/${name}`);
    await page.getByRole('button', { name: 'Start the first one' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/executions/**');
    await page.goto(`/machines/${name}`);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`${name} is deleted`).waitFor();
  });

  test('that is express shows its result at once', async () => {
    const page = await open('/machines/PagesQuote?start=1');
    await write(page, 'Input', '{"prices": [1, 2.5]}');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Result' }).getByText('3.5').waitFor();
  });

  test('has executions that are found by status, and redriven by filter', async () => {
    const page = await open('/machines/PagesOrders');
    await page.getByRole('button', { name: 'Failed' }).click();
    await page.waitForURL('**status=FAILED');
    await page.getByRole('button', { name: 'Redrive all…' }).click();
    await page.getByRole('button', { name: 'Redrive all', exact: true }).click();
    await page.getByText(/^[1-9]\d* redriven of \d+ seen\.$/).waitFor();
  });
});

test('executions of all machines are found by how their names begin', async () => {
  const name = `invoice-${Date.now()}`;
  await call('StartExecution', { stateMachineArn: await machine('PagesWaiting', WAITING), name, input: '{}' });
  const page = await open('/executions');
  await page.getByRole('searchbox', { name: 'Find executions by name' }).fill(name.slice(0, -2));
  await page.getByRole('row').filter({ hasText: 'PagesWaiting' }).getByRole('link', { name }).waitFor();
  await page.getByRole('searchbox', { name: 'Find executions by name' }).fill('no-such-name');
  await page.getByText('No execution’s name begins with').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Find/ }).fill(name);
  await page.getByRole('listbox').getByRole('option', { name: `PagesWaiting / ${name}` }).click();
  await page.waitForURL('**/executions/**');
});

describe('an express execution', () => {
  test('is looked into while it is remembered', async () => {
    const arn = await machine('PagesQuote', QUOTE, 'EXPRESS');
    const name = `quote-${Date.now()}`;
    await call('StartSyncExecution', { stateMachineArn: arn, name, input: '{"prices": [40, 2]}' });
    const page = await open('/machines/PagesQuote');
    await page.getByRole('link', { name }).click();
    await page.locator('.node[data-status="succeeded"]', { hasText: 'Sum' }).click();
    await page.getByRole('complementary', { name: 'Step Sum' }).getByText('42').first().waitFor();
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.getByRole('row', { name: /Sum/ }).waitFor();
    await page.getByRole('tab', { name: 'Events', exact: true }).first().click();
    await page.getByText('PassStateExited').first().waitFor();
  });
});

describe('a function', () => {
  test('is called by hand, and what it logs is seen as it is written', async () => {
    const page = await open('/functions/SendNotification?tab=log');
    await page.getByRole('heading', { name: 'SendNotification' }).waitFor();
    await page.getByRole('tab', { name: 'Test' }).click();
    await write(page, 'Payload', '{"user": {"name": "Ada"}, "order": {"orderId": "o-1"}}');
    await page.getByRole('button', { name: 'Invoke' }).click();
    await page.getByRole('region', { name: 'Result' }).getByText(/^(Succeeded|Failed)/).waitFor();
    await page.getByRole('tab', { name: 'Log' }).click();
    const log = page.getByRole('region', { name: 'Log' });
    await log.getByText(/START RequestId/).waitFor();
    const calls = async () => ((await log.locator('pre').textContent()) ?? '').split('END RequestId').length;
    const before = await calls();
    await invoke('SendNotification');
    await expect.poll(calls, { timeout: 20_000 }).toBeGreaterThan(before);
  });

  test('shows its code', async () => {
    const page = await open('/functions/PlaceOrder?tab=code');
    await page.getByRole('region', { name: 'PlaceOrder.java' }).getByText('handleRequest').waitFor();
    await page.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: /CreateUser\.java/ }).click();
    await page.getByRole('region', { name: 'CreateUser.java' }).getByText('handleRequest').waitFor();
  });

  test('has written what a step shows beside its data', async () => {
    const saga = await call<{ stateMachines: { stateMachineArn: string; name: string }[] }>('ListStateMachines', {});
    const arn = saga.stateMachines.find(({ name }) => name === 'OrderSaga')?.stateMachineArn ?? '';
    const execution = await run(arn, { user: { name: 'Joan', email: 'j@example.com' }, order: { item: 'lamp', quantity: 1 } });
    const page = await open(`${executionAddress(execution)}?state=PlaceOrder`);
    const pane = page.getByRole('complementary', { name: 'Step PlaceOrder' });
    await pane.getByRole('tab', { name: 'Log' }).click();
    await pane.getByText(/START RequestId/).waitFor();
  });
});

test('a menu is worked by keyboard alone', async () => {
  const page = await open('/machines/PagesOrders');
  await page.getByRole('button', { name: 'Actions' }).focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await menu.waitFor();
  expect(await menu.evaluate((element) => getComputedStyle(element).backgroundColor)).not.toBe('rgba(0, 0, 0, 0)');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: 'Actions' }).evaluate((element) => element === document.activeElement)).toBe(true);
});

test('a waiting task is answered by hand', async () => {
  const page = await open('/tasks');
  await page.getByRole('listitem').filter({ hasText: 'Ada' }).filter({ hasText: approval.split(':').pop() ?? '' }).getByRole('button', { name: 'Complete' }).click();
  await write(page, 'Output', '{"approved": true}');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Ask is completed').waitFor();
  expect(await ended(approval)).toBe('SUCCEEDED');
});

test('everything is found by keyboard', async () => {
  const page = await open('/usage');
  await page.getByRole('heading', { name: 'Usage' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Find/ }).fill('pagesord');
  await page.getByRole('listbox').getByRole('option', { name: /PagesOrders/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/machines/PagesOrders');
  await page.getByRole('heading', { name: 'PagesOrders' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.waitForURL('**/tasks');
});

const heading = (name: string) => (page: Page) => page.getByRole('heading', { level: 1, name }).waitFor();
const text = (what: string) => (page: Page) => page.getByText(what).first().waitFor();

describeViews('the pages', [
  { name: 'machines', address: () => '/machines', ready: (page) => page.getByRole('link', { name: 'PagesOrders' }).waitFor() },
  { name: 'machine executions', address: () => '/machines/PagesOrders', ready: (page) => page.getByRole('row').nth(8).waitFor() },
  { name: 'machine monitoring', address: () => '/machines/PagesOrders?tab=monitoring', ready: text('Executions by how they ended') },
  { name: 'machine versions', address: () => '/machines/PagesOrders?tab=versions', ready: text('(100 %)') },
  { name: 'machine tags', address: () => '/machines/PagesOrders?tab=tags', ready: text('team') },
  { name: 'machine logging', address: () => '/machines/PagesOrders?tab=logging', ready: text('What is logged') },
  { name: 'start', address: () => '/machines/PagesOrders?start=1', ready: (page) => page.getByRole('textbox', { name: 'Input' }).waitFor() },
  { name: 'executions', address: () => '/executions', ready: (page) => page.getByRole('row').nth(4).waitFor() },
  { name: 'tasks', address: () => '/tasks', ready: text('Grace') },
  { name: 'activity', address: () => '/activities/PagesApprovals', ready: text('Waiting for a worker') },
  { name: 'functions', address: () => '/functions', ready: (page) => page.getByRole('link', { name: 'PlaceOrder' }).waitFor() },
  { name: 'function', address: () => '/functions/PlaceOrder', ready: (page) => page.getByRole('textbox', { name: 'Payload' }).waitFor() },
  { name: 'usage', address: () => '/usage', ready: text('AWS-equivalent cost') },
  { name: 'function code', address: () => '/functions/PlaceOrder?tab=code', ready: text('handleRequest') },
  {
    name: 'function log',
    address: async () => {
      await invoke('SendNotification');
      return '/functions/SendNotification?tab=log';
    },
    ready: text('START RequestId'),
  },
  { name: 'function configuration', address: () => '/functions/PlaceOrder?tab=configuration', ready: text('Environment') },
  {
    name: 'schedules',
    address: async () => {
      await schedule('nightly-orders', 'cron(30 2 * * ? *)');
      await schedule('every-five-minutes', 'rate(5 minutes)');
      return '/schedules';
    },
    ready: text('every-five-minutes'),
  },
  { name: 'server', address: () => '/server', ready: text('Use it from your programs') },
  { name: 'not found', address: () => '/nowhere', ready: heading('There is no such page') },
  {
    name: 'find',
    address: () => '/machines',
    ready: async (page) => {
      await page.getByRole('link', { name: 'PagesOrders' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /^Find/ }).fill('pages');
      await page.getByRole('listbox').getByRole('option').nth(2).waitFor();
    },
  },
]);

test.each(['machines', 'executions', 'schedules'])('the table of %s is whole on a narrow screen', async (what) => {
  await schedule('nightly-orders', 'cron(30 2 * * ? *)');
  const page = await open(`/${what}`, { width: 390 });
  await page.getByRole('row').nth(1).waitFor();
  const beside = await page.locator('.table-scroll').evaluate((table) => table.scrollWidth - table.clientWidth);
  expect(beside, 'pixels beyond the right edge of the table').toBe(0);
});

/** A schedule of the orders' machine; one that is there already stays. */
async function schedule(name: string, expression: string): Promise<void> {
  await fetch(`${SERVER}/schedules/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      ScheduleExpression: expression,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: await machine('PagesOrders', ORDERS), RoleArn: ROLE, Input: '{}' },
    }),
  });
}

/** Calls a function by its API, whatever comes of it. */
async function invoke(name: string): Promise<void> {
  await fetch(`${SERVER}/2015-03-31/functions/${name}/invocations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
}
