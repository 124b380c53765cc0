import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { node, write } from './drawing';
import { accessibility, describeViews, open } from './harness';
import { call } from './server';

/** The folder that the server under test deploys, as `stepwell dev` does. */
const FOLDER = process.env['STUDIO_FOLDER'];

const ORDERS = `# Orders, as the shop wants them
Comment: what comes in is kept # for the audit
StartAt: Keep
QueryLanguage: JSONata
States:
  Keep: # first of all
    Type: Pass
    Next: Done
  Done:
    Type: Succeed
`;

/** A file that has been deployed. */
async function deployed(name: string, text: string): Promise<string> {
  const file = join(FOLDER ?? '', name);
  await writeFile(file, text);
  const machine = name.replace(/\.asl\..*/, '');
  for (;;) {
    const { stateMachines } = await call<{ stateMachines: { name: string }[] }>('ListStateMachines', {});
    if (stateMachines.some((each) => each.name === machine)) {
      return file;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Puts a Pass behind the first state, by keyboard. */
async function change(page: Page): Promise<void> {
  await node(page, 'Keep').click();
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('combobox').fill('Wait');
  await page.keyboard.press('Enter');
  await node(page, 'Wait').waitFor();
}

describe.runIf(FOLDER !== undefined)('a machine that comes from a file', () => {
  test('is edited in place: what was not changed stays as it is written', async () => {
    const file = await deployed('placed.asl.yaml', ORDERS);
    const page = await open('/machines/placed/edit');
    await change(page);
    await page.getByText('placed.asl.yaml').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved to placed.asl.yaml').last().waitFor();
    const text = await readFile(file, 'utf8');
    expect(text).toContain('# Orders, as the shop wants them\n');
    expect(text).toContain('what comes in is kept # for the audit\n');
    expect(text.replace(/ {2}Wait:\n( {4}.*\n)+/, '').replace('Next: Wait', 'Next: Done')).toBe(ORDERS);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
    await node(page, 'Wait').and(page.locator('[data-status]')).waitFor(); // what was saved is what runs
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+s');
    await page.getByText('Saved to the file').waitFor();
    expect(await readFile(file, 'utf8')).toBe(ORDERS);
  });

  test('is read anew when it has changed on the disk', async () => {
    const file = await deployed('followed.asl.yaml', ORDERS);
    const page = await open('/machines/followed/edit');
    await node(page, 'Keep').waitFor();
    await writeFile(file, ORDERS.replaceAll('Done', 'Kept'));
    await node(page, 'Kept').waitFor();
    await page.getByText('Saved to the file').waitFor();
    await rm(file);
    await page.getByText('followed.asl.yaml is gone').first().waitFor();
  });

  test('is not overwritten, and what is drawn is not lost, when both have changed it', async () => {
    const file = await deployed('contested.asl.yaml', ORDERS);
    const page = await open('/machines/contested/edit');
    await change(page);
    const theirs = ORDERS.replaceAll('Done', 'Kept');
    await writeFile(file, theirs);
    const region = page.getByRole('region', { name: 'The file has changed' });
    await region.getByText('contested.asl.yaml has changed on the disk, and here too.').waitFor();
    expect(await accessibility(page)).toEqual([]);
    await region.getByRole('button', { name: 'Later' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('contested.asl.yaml has changed on the disk').waitFor();
    await dialog.getByRole('button', { name: 'Compare' }).click();
    await dialog.getByRole('list', { name: 'Changes' }).getByText(/Wait/).waitFor();
    expect(await accessibility(page)).toEqual([]);
    expect(await readFile(file, 'utf8')).toBe(theirs);
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    await node(page, 'Kept').waitFor();
    await page.keyboard.press('Control+z');
    await node(page, 'Wait').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Saved to the file').waitFor();
    expect(await readFile(file, 'utf8')).toContain('Type: Wait');
  });

  test('keeps its notation', async () => {
    const text = '{\n  "StartAt": "Keep",\n  "States": {"Keep": {"Type": "Pass", "End": true}}\n}\n';
    const file = await deployed('noted.asl.json', text);
    const page = await open('/machines/noted/edit');
    await node(page, 'Keep').waitFor();
    await page.getByRole('button', { name: 'File' }).click();
    await page.getByRole('menuitem', { name: /Export/ }).waitFor();
    expect(await page.getByRole('menuitem', { name: /Write it in/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+e');
    await write(page, 'Definition', text.replace('"End"', '"Result": 1, "End"'));
    await page.getByText('The definition is valid').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('Saved to the file').waitFor();
    expect(await readFile(file, 'utf8')).toBe(text.replace('"End"', '"Result": 1, "End"'));
  });
});

describe.runIf(FOLDER !== undefined)('views', () =>
  describeViews('a machine that comes from a file', [
    {
      name: 'designer file',
      address: async () => {
        await deployed('shown.asl.yaml', ORDERS);
        return '/machines/shown/edit';
      },
      ready: async (page) => {
        await node(page, 'Keep').waitFor({ state: 'attached' });
        await change(page);
        await writeFile(join(FOLDER ?? '', 'shown.asl.yaml'), `${ORDERS}# by somebody else ${Date.now()}\n`);
        await page.getByRole('region', { name: 'The file has changed' }).waitFor();
      },
    },
  ]),
);
