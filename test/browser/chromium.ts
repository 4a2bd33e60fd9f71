import fs from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where distributions put a browser that tests can drive. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, or undefined when there is none. */
const CHROMIUM = PLACES.find((file) => fs.existsSync(file));

/** Why the tests of the screens are skipped; false when they are not. */
export const WITHOUT_CHROMIUM =
  CHROMIUM === undefined && 'NO CHROMIUM: install the package chromium to test the screens';

/** As quiet as a browser can be: it calls nobody, and runs as root in a container too. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser; it is closed at the teardown. */
export async function openBrowser(t: {
  teardown(close: () => Promise<void>): unknown;
}): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ARGUMENTS });
  t.teardown(() => browser.close());
  return browser;
}
