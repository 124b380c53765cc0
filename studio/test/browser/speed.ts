import { chromium, type Browser, type Page } from 'playwright-core';
import { long, WIDE_MAP } from './machines';
import { executionAddress, machine, run, SERVER } from './server';

/**
 * How fast the execution view is, on this machine, against the server at STEPWELL_URL. It asserts
 * nothing, so it runs only when it is asked for: `STUDIO_SPEED=true npm run test:browser speed`.
 */
export interface Opening {
  what: string;
  /** Milliseconds from the navigation to the first frame with painted states, and until all is there. */
  painted: number;
  complete: number;
}

export interface Frames {
  what: string;
  perSecond: number;
  /** The longest pause between two frames, in milliseconds. */
  worst: number;
}

const browserOf = () =>
  chromium.launch({ executablePath: process.env['STUDIO_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });

export async function openings(): Promise<Opening[]> {
  const browser = await browserOf();
  const found: Opening[] = [];
  try {
    for (const count of [10, 100, 500]) {
      const arn = await run(await machine(`Speed${count}`, long(count)));
      const designer = `/machines/Speed${count}/edit`;
      found.push(await opening(browser, `${count} states, designer`, designer, '.design-canvas[data-settled] .node', '.design-canvas .node'));
      found.push(await opening(browser, `${count} states`, executionAddress(arn), '.execution-title [data-status="succeeded"]'));
    }
    const wide = await run(await machine('SpeedWide', WIDE_MAP), { items: Array.from({ length: 5_000 }, (_, i) => i) });
    found.push(await opening(browser, '5,000 iterations', executionAddress(wide), '[aria-label*="5000 of 5000"]'));
  } finally {
    await browser.close();
  }
  return found;
}

/** Once to fill the browser's cache, as everybody's second visit, then for measure. */
async function opening(browser: Browser, what: string, address: string, last: string, first = '.node[data-status]'): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: SERVER });
  try {
    const page = await context.newPage();
    await page.addInitScript(([selector, first]) => {
      const marks: Record<string, number> = {};
      Object.assign(window, { marks });
      const look = () => {
        if (document.querySelector(first) !== null) {
          marks['painted'] ??= performance.now();
          if (document.querySelector(selector) !== null) {
            marks['complete'] ??= performance.now();
            return;
          }
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, [last, first] as const);
    let marks = { painted: 0, complete: 0 };
    for (let round = 0; round < 3; round++) {
      await page.goto('about:blank');
      await page.goto(address);
      await page.waitForFunction(() => 'complete' in (window as unknown as { marks: object }).marks);
      marks = await page.evaluate(() => (window as unknown as { marks: typeof marks }).marks);
    }
    return { what, painted: Math.round(marks.painted), complete: Math.round(marks.complete) };
  } finally {
    await context.close();
  }
}

/** Frames per second while a run comes in at 20 events a second: a recorded one, told again at that pace. */
export async function frames(count: number): Promise<Frames> {
  const arn = await run(await machine(`Speed${count}`, long(count)));
  const browser = await browserOf();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, baseURL: SERVER });
    await page.addInitScript(tellSlowly);
    await page.goto(executionAddress(arn));
    await page.locator('.node[data-status]').first().waitFor();
    return { what: `${count} states, 20 updates a second`, ...(await framesOf(page, 5_000)) };
  } finally {
    await browser.close();
  }
}

function tellSlowly(): void {
  const Real = window.EventSource;
  window.EventSource = class extends EventTarget {
    onopen: (() => void) | null = null;
    onmessage: ((message: MessageEvent) => void) | null = null;
    onerror: (() => void) | null = null;
    constructor(address: string) {
      super();
      const real = new Real(address);
      const messages: MessageEvent[] = [];
      real.onopen = () => this.onopen?.();
      real.onmessage = (message) => messages.push(message);
      real.addEventListener('end', () => real.close());
      setInterval(() => {
        const message = messages.shift();
        if (message !== undefined) {
          this.onmessage?.(message);
        }
      }, 50);
    }
    close(): void {}
  } as unknown as typeof EventSource;
}

function framesOf(page: Page, millis: number): Promise<{ perSecond: number; worst: number }> {
  return page.evaluate(
    (length) =>
      new Promise((resolve) => {
        const began = performance.now();
        let before = began;
        let count = 0;
        let worst = 0;
        const frame = (now: number) => {
          count++;
          worst = Math.max(worst, now - before);
          before = now;
          if (now - began < length) {
            requestAnimationFrame(frame);
          } else {
            resolve({ perSecond: Math.round((count * 1000) / (now - began)), worst: Math.round(worst) });
          }
        };
        requestAnimationFrame(frame);
      }),
    millis,
  );
}

export interface Edit {
  what: string;
  /** Milliseconds from the key to the first frame that shows what it did, and until the picture has come to rest. */
  seen: number;
  settled: number;
  /** The longest time that a key in a form took to its frame, and the usual one. */
  typingWorst: number;
  typingUsual: number;
}

/** An edit on the canvas, by its key, and typing in a form, each with the layout that follows. */
export async function editing(count: number): Promise<Edit> {
  await machine(`Speed${count}`, long(count));
  const browser = await browserOf();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, baseURL: SERVER });
    await page.goto(`/machines/Speed${count}/edit`);
    await page.locator('.design-canvas[data-settled] .node').nth(3).waitFor();
    await page.locator('.design-canvas .node[data-type="Pass"]').first().click();
    const edits: { seen: number; settled: number }[] = [];
    for (let i = 0; i < 4; i++) {
      edits.push(await page.evaluate(timeDuplicate));
    }
    const field = page.getByRole('textbox', { name: 'Comment' }).or(page.getByRole('textbox', { name: 'Name', exact: true })).first();
    await field.click();
    const keys: number[] = [];
    await page.evaluate(watchKeys);
    for (let i = 0; i < 24; i++) {
      await page.keyboard.press('x');
    }
    keys.push(...((await page.evaluate('window.keyTimes')) as number[]));
    const sorted = keys.toSorted((a, b) => a - b);
    const middle = (of: number[]) => Math.round(of.toSorted((a, b) => a - b)[of.length >> 1] ?? 0);
    return {
      what: `${count} states`,
      seen: middle(edits.map(({ seen }) => seen)),
      settled: middle(edits.map(({ settled }) => settled)),
      typingWorst: Math.round(sorted.at(-1) ?? 0),
      typingUsual: middle(keys),
    };
  } finally {
    await browser.close();
  }
}

function timeDuplicate(): Promise<{ seen: number; settled: number }> {
  const canvas = document.querySelector('.design-canvas') as HTMLElement;
  const from = (document.activeElement?.closest('.node') ?? document.querySelector('.node[data-selected]')) as HTMLElement;
  const before = from.dataset['name'];
  const began = performance.now();
  from.dispatchEvent(new KeyboardEvent('keydown', { key: 'd', ctrlKey: true, bubbles: true }));
  return new Promise((resolve) => {
    let seen = 0;
    const look = () => {
      const selected = document.querySelector<HTMLElement>('.node[data-selected]')?.dataset['name'];
      if (seen === 0 && selected !== undefined && selected !== before) {
        seen = performance.now() - began;
      }
      if (seen > 0 && canvas.dataset['settled'] !== undefined) {
        resolve({ seen, settled: performance.now() - began });
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
}

function watchKeys(): void {
  const times: number[] = [];
  Object.assign(window, { keyTimes: times });
  document.addEventListener(
    'keydown',
    () => {
      const began = performance.now();
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - began)));
    },
    true,
  );
}

/** Frames while the canvas is pushed, and while a state is dragged over it. */
export async function moving(count: number): Promise<Frames[]> {
  await machine(`Speed${count}`, long(count));
  const browser = await browserOf();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, baseURL: SERVER });
    await page.goto(`/machines/Speed${count}/edit`);
    await page.locator('.design-canvas[data-settled] .node').nth(3).waitFor();
    const found: Frames[] = [];
    const box = await page.locator('.design-canvas').boundingBox();
    const middle = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
    const swing = async (what: string, from: { x: number; y: number }) => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      const frames = framesOf(page, 3_000);
      for (const end = Date.now() + 2_900, began = Date.now(); Date.now() < end; ) {
        const angle = (Date.now() - began) / 300;
        await page.mouse.move(from.x + 150 * Math.sin(angle), from.y + 150 * Math.sin(angle * 0.7));
      }
      found.push({ what: `${count} states, ${what}`, ...(await frames) });
      await page.mouse.move(from.x, from.y);
      await page.mouse.up();
    };
    await swing('pushed', { x: middle.x - 250, y: middle.y });
    const state = await page.locator('.design-canvas .node[data-type="Pass"]').first().boundingBox();
    await swing('a state dragged', { x: (state?.x ?? 0) + 100, y: (state?.y ?? 0) + 20 });
    return found;
  } finally {
    await browser.close();
  }
}
