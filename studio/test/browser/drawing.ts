import type { Page } from 'playwright-core';

/** What hands do in the designer. */

export interface Spot {
  x: number;
  y: number;
}

/** A state on the canvas. */
export const node = (page: Page, name: string) => page.locator(`.node[data-name="${name}"]`);

/** An entry of the states browser; brought into sight by its tab. */
export async function entry(page: Page, tab: 'Flow' | 'Actions' | 'Patterns', id: string) {
  await page.getByRole('tab', { name: tab, exact: true }).click();
  const found = page.locator(`.browser-entry[data-entry="${id}"]`);
  await found.scrollIntoViewIfNeeded();
  return found;
}

/** Drags something of the browser to a spot, and looks at what it says there before it is let go. */
export async function dragNew(page: Page, tab: 'Flow' | 'Actions' | 'Patterns', id: string, to: () => Promise<Spot>): Promise<string> {
  const found = await entry(page, tab, id);
  const box = await found.boundingBox();
  if (box === null) {
    throw new Error(`${id} is not in sight`);
  }
  return drag(page, { x: box.x + 40, y: box.y + box.height / 2 }, to);
}

export async function drag(page: Page, from: Spot, to: () => Promise<Spot>): Promise<string> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 12, { steps: 2 });
  const spot = await to();
  await page.mouse.move(spot.x, spot.y, { steps: 4 });
  const said = await page.locator('.drag-ghost > p, .drag-line > p').innerText();
  await page.mouse.up();
  return said;
}

async function boxOf(page: Page, name: string) {
  const found = node(page, name);
  await found.waitFor();
  await settled(page);
  const box = await found.boundingBox();
  if (box === null) {
    throw new Error(`${name} is not in sight`);
  }
  return box;
}

export const middleOf = (page: Page, name: string) => async (): Promise<Spot> => {
  const { x, y, width } = await boxOf(page, name);
  return { x: x + width / 2, y: y + 20 };
};

/** On the line behind a state. */
export const behind = (page: Page, name: string) => async (): Promise<Spot> => {
  const { x, y, width, height } = await boxOf(page, name);
  return { x: x + width / 2, y: y + height + 14 };
};

/** Beside everything, where no line is near. */
export const beside = (page: Page, name: string) => async (): Promise<Spot> => {
  const { x, y, width, height } = await boxOf(page, name);
  return { x: x + width + 150, y: y + height + 40 };
};

export const ofCanvas = (page: Page) => async (): Promise<Spot> => {
  const box = await page.locator('.design-canvas').boundingBox();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
};

/** Draws a line from the handle of a state to another one. */
export async function dragLine(page: Page, from: string, how: 'next' | 'catch', to: string): Promise<string> {
  await boxOf(page, from);
  await node(page, from).hover();
  const handle = await node(page, from).locator(`.node-end-${how}`).boundingBox();
  if (handle === null) {
    throw new Error(`${from} has no such end`);
  }
  return drag(page, { x: handle.x + 9, y: handle.y + 9 }, middleOf(page, to));
}

/** The picture has come to rest: the good layout is there and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.design-canvas[data-settled]').waitFor();
}

/** Writes into an editor; emptied first, because Chromium gives text that replaces other text a style of its own. */
export async function write(page: Page, editor: string, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: editor, exact: true });
  await field.fill('');
  await page.keyboard.insertText(text);
}
