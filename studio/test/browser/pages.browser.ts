import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { write } from './drawing';
import { describeViews, open } from './harness';
import { WAITING } from './machines';
import { call, ended, machine, run, start } from './server';

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
  await call('GetActivityTask', { activityArn, workerName: 'head' });
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
  { name: 'tasks', address: () => '/tasks', ready: heading('Waiting tasks') },
  { name: 'activity', address: () => '/activities/PagesApprovals', ready: text('Waiting for a worker') },
  { name: 'functions', address: () => '/functions', ready: (page) => page.getByRole('link', { name: 'PlaceOrder' }).waitFor() },
  { name: 'function', address: () => '/functions/PlaceOrder', ready: (page) => page.getByRole('textbox', { name: 'Payload' }).waitFor() },
  { name: 'usage', address: () => '/usage', ready: text('AWS-equivalent cost') },
  { name: 'quarantine', address: () => '/quarantine', ready: text('Nothing is out of service') },
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
