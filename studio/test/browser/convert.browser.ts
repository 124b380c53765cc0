import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { node, write } from './drawing';
import { accessibility, describeViews, open } from './harness';
import { call, machine } from './server';

const ORDER = '{"user": {"name": "Ada", "email": "ada@example.com"}, "order": {"item": "notebook", "quantity": 2}}';
const TOO_MANY = ORDER.replace('2}', '25000}');

/** The order saga as the example has it, in JSONPath. */
async function saga(name: string): Promise<void> {
  const { stateMachines } = await call<{ stateMachines: { name: string; stateMachineArn: string }[] }>('ListStateMachines', {});
  const stateMachineArn = stateMachines.find((each) => each.name === 'OrderSaga')?.stateMachineArn;
  const { definition } = await call<{ definition: string }>('DescribeStateMachine', { stateMachineArn });
  await machine(name, JSON.parse(definition) as object);
}

async function ask(page: Page): Promise<void> {
  await node(page, 'CreateUser').waitFor();
  await page.getByLabel('Query language').selectOption('JSONata');
  await page.getByRole('dialog').getByRole('button', { name: 'Switch and convert' }).waitFor();
}

async function run(page: Page, input: string, ends: string): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await write(page, 'Input', input);
  await page.keyboard.press('Control+Enter');
  await page.locator('.run-panel .status', { hasText: ends }).waitFor();
}

describe('the query language', () => {
  test('of the order saga is switched, and the saga goes on as before', async () => {
    await saga('SagaConverted');
    const page = await open('/machines/SagaConverted/edit', { height: 1000 });
    await ask(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/; 0 have to be written by hand/).waitFor();
    expect(await accessibility(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Switch and convert' }).click();
    await page.getByText('The definition is valid').waitFor();
    await run(page, ORDER, 'Succeeded');
    await node(page, 'SendNotification').and(page.locator('[data-status="succeeded"]')).waitFor();
    await run(page, TOO_MANY, 'Failed');
    await page.locator('.run-panel').getByText('25000 of notebook').first().waitFor();
    const undo = page.getByRole('button', { name: /^Undo/ });
    await undo.click();
    await page.getByText('The definition is valid').waitFor();
  });

  test('is switched without losing what has no counterpart', async () => {
    await machine('Unconverted', { StartAt: 'A', States: { A: { Type: 'Pass', Parameters: { 'all.$': '$..id' }, ResultPath: '$.ids', End: true } } });
    const page = await open('/machines/Unconverted/edit');
    await node(page, 'A').waitFor();
    await page.getByLabel('Query language').selectOption('JSONata');
    await page.getByRole('dialog').getByText('Parameters, by hand').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch, change nothing' }).click();
    await page.getByRole('button', { name: /^\d+ error/ }).waitFor();
    await page.keyboard.press('Control+e');
    await page.getByRole('textbox', { name: 'Definition' }).getByText('$..id').waitFor();
  });
});

describeViews('the query language', [
  {
    name: 'designer language',
    address: async () => {
      await saga('SagaConverting');
      return '/machines/SagaConverting/edit';
    },
    ready: async (page) => {
      await page.locator('.designer').waitFor();
      const details = page.getByRole('navigation', { name: 'Parts of the designer' }).getByRole('button', { name: 'Details' });
      if (await details.isVisible()) {
        await details.click();
        await page.getByLabel('Query language').selectOption('JSONata');
        await page.getByRole('dialog').waitFor();
      } else {
        await ask(page);
      }
    },
  },
]);
