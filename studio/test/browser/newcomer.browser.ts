import { describe, expect, test } from 'vitest';
import { node, settled } from './drawing';
import { Hand } from './hand';
import { accessibility, open } from './harness';

const ORDER = '{"user": {"name": "Ada", "email": "ada@example.com"}, "order": {"item": "notebook", "quantity": 2}}';

describe('a newcomer', () => {
  test('comes from the quickstart to an own workflow of three steps with an error handler: drawn, run, broken, fixed', async () => {
    const page = await open('/');
    const hand = new Hand(page, 'newcomer');
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
    const field = (name: string) => page.getByRole('textbox', { name, exact: true });

    await hand.click(page.getByRole('button', { name: 'Create state machine' }).or(page.getByRole('link', { name: 'Create state machine' })));
    await hand.click(page.getByRole('tab', { name: 'Actions' }));
    for (const name of ['CreateUser', 'PlaceOrder', 'SendNotification']) {
      await hand.click(button(new RegExp(`^${name} `)));
      await node(page, name).waitFor();
    }
    await settled(page);
    await hand.done('three steps are drawn');

    // errors of PlaceOrder go somewhere: the shield at its side, and the first that is offered
    await hand.click(node(page, 'PlaceOrder'));
    await hand.click(node(page, 'PlaceOrder').getByRole('button', { name: 'Draw a line for errors of PlaceOrder' }));
    await page.getByRole('option', { name: /^Fail/ }).waitFor();
    await hand.press('Enter');
    await node(page, 'Fail').waitFor();
    await settled(page);
    await hand.done('errors are handled');

    await hand.click(button('Run'));
    await field('Input').waitFor();
    await hand.write('Input', ORDER);
    await hand.done('the input');
    await hand.click(button('Save and run'));
    await page.locator('.run-panel .status', { hasText: 'Failed' }).waitFor();
    expect(await page.locator('.design-edge').count()).toBe(6);
    await hand.done('it fails');

    // what failed is selected, and says why: PlaceOrder was given the user alone
    await node(page, 'Fail').and(page.locator('[data-status="failed"]')).waitFor();
    await hand.click(node(page, 'PlaceOrder'));
    await page.getByRole('region', { name: 'What it was called with' }).or(page.getByText('What it was called with')).first().waitFor();
    await hand.done('why it failed');

    // each answer goes on beside what came in
    await hand.click(node(page, 'CreateUser'));
    await hand.click(button('Change it'));
    await page.getByLabel('What goes on from CreateUser').selectOption({ label: 'The input, with the answer as createUser' });
    hand.clicks += 2;
    await hand.done('the answer goes on beside the input');
    await hand.click(node(page, 'PlaceOrder'));
    await hand.write('Arguments of PlaceOrder', '{"FunctionName": "PlaceOrder", "Payload": {"user": "{% $states.input.createUser %}", "order": "{% $states.input.order %}"}}');
    await page.getByLabel('What goes on from PlaceOrder').selectOption({ label: 'The input, with the answer as placeOrder' });
    hand.clicks += 2;
    await page.getByText('The definition is valid').waitFor();
    await hand.click(node(page, 'SendNotification'));
    await hand.write('Arguments of SendNotification', '{"FunctionName": "SendNotification", "Payload": {"user": "{% $states.input.createUser %}", "order": "{% $states.input.placeOrder %}"}}');
    await page.getByText('The definition is valid').waitFor();
    await hand.done('the data fit');

    await hand.click(button('Run'));
    await hand.click(button('Save and run'));
    await page.locator('.run-panel .status', { hasText: 'Succeeded' }).waitFor();
    await hand.done('it works');

    // broken: more than there is; the way back from the execution leads to the state
    await hand.click(button('Run'));
    await hand.write('Input', ORDER.replace('2}', '25000}'));
    await hand.click(page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }));
    await page.locator('.run-panel').getByText('OutOfStock').first().waitFor();
    await page.locator('.run-panel').getByText('25000 of notebook are wanted, 100 are in stock').first().waitFor();
    await hand.done('too much is wanted');
    await hand.click(page.getByRole('link', { name: 'Open the execution' }));
    await page.getByRole('alert').getByText('25000 of notebook are wanted, 100 are in stock').waitFor();
    await hand.done('the execution');
    expect(await accessibility(page)).toEqual([]);
    await hand.click(page.getByRole('link', { name: 'Edit' }));
    await page.locator('.run-panel').getByText('OutOfStock').first().waitFor();
    await hand.done('back in the designer');
    await hand.click(node(page, 'PlaceOrder'));
    await hand.click(button('Test it with this input'));
    await field('Input of PlaceOrder').getByText('25000').waitFor();
    await hand.write('Input of PlaceOrder', '{"createUser": {"id": "user-1"}, "order": {"item": "notebook", "quantity": 3}}');
    await hand.click(button('Test'));
    await page.getByText('UnknownUser').first().waitFor(); // a real call: that user was never created
    await hand.done('a state by itself');
    expect(await accessibility(page)).toEqual([]);
    console.log(hand.tell());
    expect(hand.clicks, 'clicks: a way that gets longer is looked at').toBeLessThanOrEqual(32);
  });
});
