import { beforeAll, describe, expect, test } from 'vitest';
import { open } from './harness';
import { FAILING_MAP, WAITING, WIDE_MAP } from './machines';
import { call, ended, executionAddress, machine, run, start } from './server';

describe('an execution', () => {
  test('is started in the browser and watched live to its end', async () => {
    const page = await open('/machines/OrderSaga');
    await page.getByRole('button', { name: 'Start execution' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Input' }).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(
      JSON.stringify({ user: { name: 'Grace', email: 'g@example.com' }, order: { item: 'wire', quantity: 1, flaky: 3 } }),
    );
    await dialog.getByRole('button', { name: 'Start execution' }).click();
    await page.waitForURL('**/executions/**');
    await page.locator('.node[data-type="Task"]:is([data-status="running"], [data-status="waiting"])').first().waitFor();
    await page.locator('.execution-title [data-status="succeeded"]').waitFor({ timeout: 60_000 });
    expect(await page.locator('.node[data-status="succeeded"]').count()).toBe(4);
    await page.getByTitle('Retried 3 times').waitFor();
  });

  test('that failed leads to the state at which it failed, and can be redriven', async () => {
    const saga = await call<{ stateMachines: { stateMachineArn: string; name: string }[] }>('ListStateMachines', {});
    const arn = saga.stateMachines.find(({ name }) => name === 'OrderSaga')?.stateMachineArn ?? '';
    const execution = await run(arn, { user: { name: 'C', email: 'c@example.com' }, order: { item: 'gear', quantity: 25_000 } });
    const page = await open('/machines/OrderSaga');
    await page.getByRole('link', { name: execution.split(':').pop() ?? '' }).click();
    await page.getByRole('alert').getByRole('button', { name: 'Show OrderNotPlaced' }).click();
    await page.getByRole('complementary', { name: 'Step OrderNotPlaced' }).waitFor();
    expect(page.url()).toContain('state=OrderNotPlaced');

    await page.getByRole('button', { name: 'Redrive' }).click();
    await page.getByText('Redriven').first().waitFor();
    expect(await ended(execution)).toBe('FAILED');
  });

  test('that runs is stopped', async () => {
    const arn = await start(await machine('BrowserWaiting', WAITING));
    const page = await open(executionAddress(arn));
    await page.locator('.node[data-status="running"]').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByLabel('Error').fill('Enough');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    await page.locator('.execution-title [data-status="aborted"]').waitFor();
    await page.locator('.node[data-status="aborted"]').waitFor();
    const { error } = await call<{ error: string }>('DescribeExecution', { executionArn: arn });
    expect(error).toBe('Enough');
  });
});

describe('a failed iteration', () => {
  let address = '';
  beforeAll(async () => {
    address = executionAddress(await run(await machine('BrowserFailingMap', FAILING_MAP)));
  });

  test('is where the banner leads, whichever iteration it was', async () => {
    const page = await open(address);
    await page.getByRole('alert').getByRole('button', { name: 'Show Reject' }).click();
    await page.getByRole('complementary', { name: 'Step Reject' }).getByText('Item.Rejected').first().waitFor();
    await page.locator('.node[data-status="failed"]', { hasText: 'Reject' }).waitFor();
    await page.getByRole('slider', { name: 'Iteration of Each' }).waitFor();
    expect(await page.getByRole('slider', { name: 'Iteration of Each' }).getAttribute('aria-valuenow')).toBe('17');
  });
});

describe('a Map of 5,000 iterations', () => {
  let address = '';
  beforeAll(async () => {
    const arn = await machine('BrowserWideMap', WIDE_MAP);
    address = executionAddress(await run(arn, { items: Array.from({ length: 5_000 }, (_, i) => i) }));
  });

  test('shows any of them', async () => {
    const page = await open(address);
    const strip = page.getByRole('slider', { name: 'Iteration of Each' });
    await strip.waitFor();
    await page.getByText('5000/5000').waitFor();
    await page.getByRole('spinbutton', { name: 'Iteration of Each' }).fill('4242');
    await page.getByRole('spinbutton', { name: 'Iteration of Each' }).press('Enter');
    expect(await strip.getAttribute('aria-valuenow')).toBe('4242');
    await strip.press('ArrowRight');
    expect(await strip.getAttribute('aria-valuenow')).toBe('4243');
    await page.locator('.node', { hasText: 'Double' }).click();
    await page.getByRole('complementary', { name: 'Step Double' }).getByText('4243').first().waitFor();
    expect(page.url()).toContain('iteration=Each%3A4243');
  });

  test('lists all its events, found by step', async () => {
    const page = await open(`${address}?view=events`);
    await page.getByText('20006 events').waitFor();
    await page.getByRole('searchbox', { name: 'Find events' }).fill('MapIterationStarted');
    await page.getByText('5000 of 20006 events').waitFor();
    expect(await page.getByRole('list', { name: 'Events' }).getByRole('listitem').count()).toBeLessThan(80);
  });
});
