import path from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from './chromium.ts';
import { serveDemo } from './serve-demo.ts';

/*
 * node test/browser/take-screenshots.ts
 *
 * Takes the picture of the desk page in docs/images again, after the page has changed.
 */

/** Lotte, with four roles; one of them is nobody's business at a library. */
const CARD = '0902244289853';
const PICTURE = path.resolve(import.meta.dirname, '../../docs/images/desk.png');

/** Takes the picture of the desk page with a card and an activity. @returns a PNG */
export async function takePicture(browser: Browser, url: string, file?: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, locale: 'nl-BE' });
  try {
    await page.goto(url);
    await page.getByLabel('Activiteit').selectOption({ index: 1 });
    await page.getByLabel('Kaartnummer').fill(CARD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Lotte V.' }).waitFor();
    return await page.screenshot({ fullPage: true, ...(file !== undefined && { path: file }) });
  } finally {
    await page.close();
  }
}

if (import.meta.main) {
  const closing: (() => Promise<void>)[] = [];
  const t = { teardown: (close: () => Promise<void>) => closing.unshift(close) };
  try {
    const picture = await takePicture(await openBrowser(t), await serveDemo(t), PICTURE);
    console.log(`${PICTURE}: ${Math.ceil(picture.length / 1024)} kB`);
  } finally {
    for (const close of closing) await close();
  }
}
