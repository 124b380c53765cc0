import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SERVER } from './server';

/**
 * Real Chromium for the tests of a file, and what holds on every page: no script fails, nothing
 * breaks the Content-Security-Policy, nothing is asked of another host, axe finds nothing.
 */

export type Scheme = 'light' | 'dark';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The program; the driver finds it. */
const PROGRAM = process.env['STUDIO_CHROMIUM'] ?? '/usr/bin/chromium';

/** Where screenshots go; none are taken when it is not set. */
const SCREENSHOTS = process.env['STUDIO_SCREENSHOTS'];

let browser: Browser | undefined;
let pages: Page[] = [];
let complaints: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
});

afterAll(() => browser?.close());

afterEach(async () => {
  await Promise.all(pages.map((page) => page.context().close()));
  pages = [];
  const found = complaints;
  complaints = [];
  expect(found, 'what the browser complained about').toEqual([]);
});

export interface Look {
  scheme?: Scheme;
  width?: number;
  height?: number;
}

/** A page of the Studio, in a profile of its own; of another server where the address says so. */
export async function open(address: string, { scheme = 'light', width = 1280, height = 800 }: Look = {}): Promise<Page> {
  if (browser === undefined) {
    throw new Error('there is no browser');
  }
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, baseURL: SERVER, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  pages.push(page);
  watch(page, new URL(address, SERVER).origin);
  await page.goto(address);
  return page;
}

/** Notes whatever should never happen; the test that caused it fails. */
function watch(page: Page, server: string): void {
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) {
      complaints.push(`policy: ${message.text()}`);
    }
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server) && !/^(data|blob):/.test(url)) {
      complaints.push(`another host: ${url}`);
    }
  });
}

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** What axe finds on the page as it is now: a line for each rule that is broken. */
export async function accessibility(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 4).map((node) => `${node.html} ${node.failureSummary ?? ''}`).join(' | ')}`,
  );
}

export interface View {
  /** In words; also the name of its screenshots. */
  name: string;
  /** Where it is; made when the tests run, because it may have to start something first. */
  address: () => string | Promise<string>;
  /** Brings it to where it is worth a look; the page has been opened. */
  ready: (page: Page) => Promise<unknown>;
}

/** Every view, in light and dark, wide and narrow: nothing for axe, nothing beside the screen. */
export function describeViews(subject: string, views: View[]): void {
  describe.each(views)(`${subject}: $name`, ({ name, address, ready }) => {
    test.each([
      ['light', 1280],
      ['dark', 1280],
      ['light', 390],
      ['dark', 390],
    ] as const)('%s, %d pixels wide', async (scheme, width) => {
      const page = await open(await address(), { scheme, width });
      await ready(page);
      await page.evaluate(() => document.fonts.ready);
      const beside = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await shot(page, `${name.replace(/\W+/g, '-')}-${width}-${scheme}`);
      expect(await accessibility(page), 'what axe found').toEqual([]);
      expect(beside, 'pixels beyond the right edge').toBe(0);
    });
  });
}

async function shot(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS !== undefined) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.waitForTimeout(400); // what moves has come to rest
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
  }
}
