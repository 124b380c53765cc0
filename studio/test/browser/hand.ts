import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** Somebody who has never seen the page: acts by what can be read on it, and is counted. */
export class Hand {
  clicks = 0;
  keys = 0;
  private shots = 0;
  private readonly began = performance.now();
  private readonly legs: string[] = [];

  constructor(
    readonly page: Page,
    private readonly name: string,
  ) {}

  async click(target: Locator): Promise<void> {
    this.clicks++;
    await target.click();
  }

  async press(key: string): Promise<void> {
    this.keys++;
    await this.page.keyboard.press(key);
  }

  /** Into what has the focus. */
  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.insertText(text);
  }

  /** All of an editor's text gives way: a click, Ctrl+A, and what is typed. */
  async write(editor: string, text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: editor, exact: true });
    this.clicks++;
    this.keys += 1 + text.length;
    await field.fill('');
    await this.page.keyboard.insertText(text);
  }

  /** What is done by now: how long it took and what it cost; and a picture, where pictures are kept. */
  async done(leg: string): Promise<void> {
    const seconds = ((performance.now() - this.began) / 1000).toFixed(1);
    this.legs.push(`${leg}: ${this.clicks} clicks, ${this.keys} keys, ${seconds} s`);
    const folder = process.env['STUDIO_TRIAL'];
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true });
      await this.page.waitForTimeout(500);
      await this.page.screenshot({ path: join(folder, `${this.name}-${++this.shots}-${leg.replace(/\W+/g, '-')}.png`) });
    }
  }

  tell(): string {
    return this.legs.join('\n');
  }
}
