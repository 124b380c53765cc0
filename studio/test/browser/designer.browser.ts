import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { beside, behind, dragLine, dragNew, node, ofCanvas, settled, write } from './drawing';
import { accessibility, open } from './harness';

/** What the four Tasks of the saga are given, and what they make of the answers. */
const DATA: Record<string, { payload: string; output: string }> = {
  CreateUser: {
    payload: '{"action": "create", "user": "{% $states.input.user %}"}',
    output: "{% $merge([$states.input, {'user': $states.result.Payload}]) %}",
  },
  PlaceOrder: {
    payload: '{"user": "{% $states.input.user %}", "order": "{% $states.input.order %}"}',
    output: "{% $merge([$states.input, {'order': $states.result.Payload}]) %}",
  },
  RemoveUser: {
    payload: '{"action": "remove", "user": "{% $states.input.user %}"}',
    output: '{% $states.input %}',
  },
};

const ORDER = '{"user": {"name": "Ada", "email": "ada@example.com"}, "order": {"item": "notebook", "quantity": 2}}';
const TOO_MANY = '{"user": {"name": "Ada", "email": "ada@example.com"}, "order": {"item": "gear", "quantity": 25000}}';

/** Writes what a Task is given and makes into its form. */
async function fill(page: Page, name: string): Promise<void> {
  const { payload, output } = DATA[name] ?? { payload: '', output: '' };
  await node(page, name).click();
  const of = name === 'RemoveUser' ? 'CreateUser' : name;
  await write(page, `Arguments of ${name}`, `{"FunctionName": "${of}", "Payload": ${payload}}`);
  await write(page, `Output of ${name}`, output);
}

async function run(page: Page, input: string, ends: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').waitFor();
  await write(page, 'Input', input);
  await page.keyboard.press('Control+Enter');
  await page.locator('.run-panel .status', { hasText: ends }).waitFor();
}

describe('the order saga', () => {
  test('is drawn by dragging alone, saved, run, broken and fixed', async () => {
    const page = await open('/create', { height: 1000 });
    await page.getByText('Drag a state here').waitFor();
    const name = `Dragged${Date.now()}`;
    await page.getByLabel('Name', { exact: true }).fill(name);
    await dragNew(page, 'Actions', 'function.CreateUser', ofCanvas(page));
    expect(await dragNew(page, 'Actions', 'function.PlaceOrder', behind(page, 'CreateUser'))).toBe('PlaceOrder comes last, after CreateUser');
    await dragNew(page, 'Flow', 'flow.Succeed', behind(page, 'PlaceOrder'));
    expect(await dragNew(page, 'Actions', 'function.SendNotification', behind(page, 'PlaceOrder'))).toBe(
      'SendNotification goes between PlaceOrder and Done',
    );
    await dragNew(page, 'Flow', 'flow.Fail', beside(page, 'PlaceOrder'));
    expect(await dragLine(page, 'PlaceOrder', 'catch', 'Fail')).toBe('On errors: Fail');
    await settled(page);
    await fill(page, 'CreateUser');
    await fill(page, 'PlaceOrder');
    await page.getByText('The definition is valid').waitFor();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.waitForURL(`**/machines/${name}/edit`);
    await run(page, ORDER, 'Succeeded');
    await node(page, 'SendNotification').and(page.locator('[data-status="succeeded"]')).waitFor();
    await run(page, TOO_MANY, 'Failed');
    await node(page, 'PlaceOrder').and(page.locator('[data-status="caught"]')).waitFor();
    expect(await accessibility(page)).toEqual([]);
  });
});
