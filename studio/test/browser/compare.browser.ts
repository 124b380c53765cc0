import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { describeViews, open } from './harness';
import { call, machine } from './server';

const NAME = 'CompareOrders';

const before = {
  StartAt: 'Check',
  States: {
    Check: {
      Type: 'Choice',
      Choices: [{ And: [{ Variable: '$.total', NumericGreaterThan: 0 }, { Variable: '$.customer', IsPresent: true }], Next: 'Note' }],
      Default: 'Wrong',
    },
    Note: { Type: 'Pass', Result: { noted: true }, ResultPath: '$.note', Next: 'Rest' },
    Rest: { Type: 'Wait', Seconds: 1, Next: 'Fine' },
    Fine: { Type: 'Succeed' },
    Wrong: { Type: 'Fail', Error: 'Order.Wrong' },
  },
};

/** Without the wait, with another note, a new name for the end, and a state more. */
const after = {
  StartAt: 'Check',
  States: {
    Check: { ...before.States.Check, Default: 'Refused' },
    Note: { Type: 'Pass', Result: { noted: 'yes' }, ResultPath: '$.note', Next: 'Count' },
    Count: { Type: 'Pass', Parameters: { 'count.$': 'States.ArrayLength($.items)' }, Next: 'Fine' },
    Fine: { Type: 'Succeed' },
    Refused: { Type: 'Fail', Error: 'Order.Wrong' },
  },
};

beforeAll(async () => {
  const stateMachineArn = await machine(NAME, before);
  await call('PublishStateMachineVersion', { stateMachineArn });
  await call('UpdateStateMachine', { stateMachineArn, definition: JSON.stringify(after, null, 2) });
});

async function compare(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for version 1' }).click();
  await page.getByRole('menuitem', { name: 'Compare with what is live…' }).click();
  await page.locator('.compare-graph .node[data-change="added"]').waitFor();
}

async function exporting(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  await page.getByRole('tab', { name: 'Terraform' }).click();
  await page.getByText('aws_sfn_state_machine').first().waitFor();
}

const versions = `/machines/${NAME}?tab=versions`;
const designer = `/machines/${NAME}/edit`;

describeViews('the designer', [
  { name: 'compare graph', address: () => versions, ready: compare },
  {
    name: 'compare text',
    address: () => versions,
    ready: async (page) => {
      await compare(page);
      await page.getByRole('tab', { name: 'Text' }).click();
      await page.getByText('States.ArrayLength').waitFor();
    },
  },
  { name: 'export', address: () => designer, ready: exporting },
]);

describe('a machine', () => {
  test('says what is different in words, too, and what running executions keep', async () => {
    const page = await open(versions);
    await compare(page);
    expect(await page.getByRole('list', { name: 'Changes' }).getByRole('button').allInnerTexts()).toEqual([
      'Note is different: Result, Next',
      'Count is new',
      'Refused was called Wrong',
      'Rest is gone',
    ]);
    await page.getByText('go on with the definition that they began with').waitFor();
  });

  test('is saved as a picture that has every state', async () => {
    const page = await open(designer);
    await exporting(page);
    const began = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Graph as SVG' }).click();
    const file = await began;
    expect(file.suggestedFilename()).toBe(`${NAME}.svg`);
    const svg = readFileSync(await file.path(), 'utf8');
    Object.keys(after.States).forEach((name) => expect(svg).toContain(`>${name}<`));
  });

  test('has its conditions built from parts in the inspector', async () => {
    const page = await open(designer);
    await page.locator('.node[data-name="Check"]').click();
    await page.getByLabel('Kind of condition').first().selectOption('Or');
    await page.getByLabel('Operator').first().selectOption('NumericGreaterThanEquals');
    const reading = page.locator('.inspector-reading');
    await reading.getByText('$.total ≥ 0 or $.customer is present').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Undo' }).click();
    await reading.getByText('$.total > 0 or $.customer is present').waitFor();
  });
});
