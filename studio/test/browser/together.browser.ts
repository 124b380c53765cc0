import { describe, expect, test } from 'vitest';
import { node, settled, write } from './drawing';
import { accessibility, open } from './harness';
import { call, machine } from './server';

const PASS = { StartAt: 'First', States: { First: { Type: 'Pass', Next: 'Last' }, Last: { Type: 'Pass', End: true } } };

describe('states', () => {
  test('travel to another machine by Ctrl+C and Ctrl+V, and within one', async () => {
    await machine('CopyFrom', { QueryLanguage: 'JSONata', StartAt: 'Note', States: { Note: { Type: 'Pass', Comment: 'a note', Output: { n: 1 }, End: true } } });
    await machine('CopyTo', PASS);
    const page = await open('/machines/CopyFrom/edit');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await node(page, 'Note').click();
    await page.keyboard.press('Control+c');
    await page.getByText('Copied', { exact: false }).first().waitFor({ state: 'attached' });
    await page.keyboard.press('Control+v');
    await node(page, 'Note (2)').waitFor();
    await page.goto('/machines/CopyTo/edit');
    await node(page, 'First').click();
    await page.keyboard.press('Control+v');
    await node(page, 'Note').waitFor();
    await settled(page);
    await page.keyboard.press('Control+e');
    await page.getByRole('textbox', { name: 'Definition' }).getByText('"a note"').waitFor();
    await page.keyboard.press('Control+z');
    await node(page, 'Note').waitFor({ state: 'detached' });
  });
});

describe('a machine that somebody else saved meanwhile', () => {
  test('is not overwritten unasked: compared, taken, and brought back', async () => {
    const stateMachineArn = await machine('Shared', PASS);
    const page = await open('/machines/Shared/edit');
    await node(page, 'First').click();
    await page.keyboard.press('F2');
    await page.keyboard.type('Mine');
    await page.keyboard.press('Enter');
    await node(page, 'Mine').waitFor();
    const theirs = JSON.stringify(PASS).replaceAll('Last', 'Theirs');
    await call('UpdateStateMachine', { stateMachineArn, definition: theirs });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Shared was saved by somebody else').waitFor();
    await dialog.getByRole('button', { name: 'Compare' }).click();
    await dialog.getByRole('list', { name: 'Changes' }).getByText(/Mine/).first().waitFor();
    expect(await accessibility(page)).toEqual([]);
    expect((await call<{ definition: string }>('DescribeStateMachine', { stateMachineArn })).definition).toBe(theirs);
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    await node(page, 'Theirs').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.keyboard.press('Control+z');
    await node(page, 'Mine').waitFor();
    await call('UpdateStateMachine', { stateMachineArn, definition: JSON.stringify(PASS) });
    await page.keyboard.press('Control+s');
    await dialog.getByRole('button', { name: 'Save mine over it' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await call<{ definition: string }>('DescribeStateMachine', { stateMachineArn })).definition).toContain('Mine');
  });
});

describe('what a machine is beside its definition', () => {
  test('is configured, saved with a version, and there again when it is opened', async () => {
    const name = `Configured${Date.now()}`;
    const stateMachineArn = await machine(name, PASS);
    const page = await open(`/machines/${name}/edit`);
    await node(page, 'First').waitFor();
    await page.getByRole('button', { name: 'Configure' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Role').fill('arn:aws:iam::123456789012:role/other');
    await dialog.getByLabel('What is logged').selectOption('ERROR');
    await dialog.getByLabel(/^Log group/).fill('arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/configured:*');
    await dialog.getByLabel('With inputs and outputs').check();
    await dialog.getByRole('button', { name: 'Add a tag' }).click();
    await dialog.getByLabel('Key of tag 1').fill('team');
    await dialog.getByLabel('Value of tag 1').fill('orders');
    await dialog.getByLabel('Publish a version with the next save').check();
    await dialog.getByLabel('What is new in it').fill('the first');
    expect(await accessibility(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Not saved').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(`${name} is saved as version 1`).last().waitFor();
    const saved = await call<Record<string, unknown>>('DescribeStateMachine', { stateMachineArn });
    expect(saved).toMatchObject({
      roleArn: 'arn:aws:iam::123456789012:role/other',
      loggingConfiguration: { level: 'ERROR', includeExecutionData: true },
      definition: JSON.stringify(PASS),
    });
    const { tags } = await call<{ tags: object[] }>('ListTagsForResource', { resourceArn: stateMachineArn });
    expect(tags).toEqual([{ key: 'team', value: 'orders' }]);
    await page.reload();
    await node(page, 'First').waitFor();
    await page.keyboard.press('Control+,');
    expect(await dialog.getByLabel('What is logged').inputValue()).toBe('ERROR');
    expect(await dialog.getByLabel('Value of tag 1').inputValue()).toBe('orders');
    expect(await dialog.getByLabel('Publish a version with the next save').isChecked()).toBe(false);
  });
});

describe('comments', () => {
  test('that the server does not keep are told before they are lost', async () => {
    await machine('Commented', PASS);
    const page = await open('/machines/Commented/edit');
    await node(page, 'First').waitFor();
    expect(await page.getByRole('region', { name: 'What saving does not keep' }).count()).toBe(0);
    await page.keyboard.press('Control+e');
    await write(page, 'Definition', '{\n  // kept here\n  "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}\n}');
    const note = page.getByRole('region', { name: 'What saving does not keep' });
    await note.getByText(/without its comments/).waitFor();
    expect(await accessibility(page)).toEqual([]);
    await note.getByRole('button', { name: 'All right' }).click();
    await note.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'File' }).click();
    await page.getByRole('menuitem', { name: 'Write it in YAML, without the comments' }).waitFor();
  });
});
