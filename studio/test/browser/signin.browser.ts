import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { describeViews, open } from './harness';

/** A server that asks who its callers are; nothing when the tests run against one of somebody's own. */
const GUARDED = process.env['STUDIO_GUARDED'];

async function enter(page: Page, id: string, secret: string): Promise<void> {
  await page.getByLabel('Access key ID').fill(id);
  await page.getByLabel('Secret access key').fill(secret);
  await page.keyboard.press('Enter');
}

describe.runIf(GUARDED !== undefined)('a server that asks who its callers are', () => {
  describeViews('signing in', [
    {
      name: 'sign in',
      address: () => `${GUARDED}/`,
      ready: (page) => page.getByRole('heading', { name: 'Sign in to Stepwell' }).waitFor(),
    },
  ]);

  test('refuses a wrong secret, and says so', async () => {
    const page = await open(`${GUARDED}/`);
    await enter(page, 'ADMIN', 'another-secret-altogether');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('heading', { name: 'Sign in to Stepwell' }).count()).toBe(1);
  });

  test('lets an administrator go on to where they wanted to be, with all that may be done', async () => {
    const page = await open(`${GUARDED}/machines`);
    await enter(page, 'ADMIN', 'secret-of-the-tests');
    await page.getByRole('heading', { name: 'State machines' }).waitFor();
    await page.getByText('Create state machine').first().waitFor();
  });

  test('offers a viewer nothing that a viewer may not do', async () => {
    const page = await open(`${GUARDED}/machines`);
    await enter(page, 'VIEWER', 'secret-of-the-tests');
    await page.getByText('No state machine yet').waitFor();
    expect(await page.getByText('Create state machine').count()).toBe(0);
  });
});
