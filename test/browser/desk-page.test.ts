import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import t from 'tap';
import { openApp } from '../core/http/open-app.ts';
import { openBrowser, WITHOUT_CHROMIUM } from './chromium.ts';
import { serveDemo } from './serve-demo.ts';
import { takePicture } from './take-screenshots.ts';

/** Cards of config/demo/lier.yaml. */
const FOUR_ROLES = '0902244289853';
const EMPTY_TURN_CARD = '0996043211720';
const BLOCKED = '0948746373992';
const WITHOUT_ROLES = '0994826574885';
const UNKNOWN = '0900000000000';

t.test('outside the demo there is no desk page', async (t) => {
  const app = await openApp(t);

  for (const url of ['/', '/desk.css', '/desk.js']) {
    t.equal((await app.inject(url)).statusCode, 404, url);
  }
  const asked = await app.inject({ method: 'POST', url: '/', payload: { card: FOUR_ROLES } });
  t.equal(asked.statusCode, 404);
});

t.test('the desk page', { skip: WITHOUT_CHROMIUM }, async (t) => {
  const url = await serveDemo(t);
  const browser = await openBrowser(t);
  const open = (options: BrowserContextOptions = {}) => openPage(browser, url, options);

  await t.test(
    'a clerk types a number and presses Enter, and reads what the card grants',
    async (t) => {
      const page = await open();

      await ask(page, FOUR_ROLES);

      t.equal(await headingOf(page), 'Lotte V.');
      t.equal(
        await page.getByRole('heading', { level: 2 }).innerText(),
        'Wat deze kaart geeft',
        'and not what can be done at this desk',
      );
      t.match(
        await page.locator('.card').innerText(),
        /0902 2442 8985 3\s+Pas in orde\s+12 punten/,
      );
      t.same(await rightsOf(page), [
        'Ja | Sporten in de sportinfrastructuur | Beurtenkaart sport | Geldig tot en met 19 ' +
          'november 2027 | nog 10 beurten',
        // Until when would tell a birthday.
        'Ja | Jongerenprijs bij de partners | Jongerenkaart',
        'Ja | Popcorn bij de film | Jongerenkaart | nog 2 beurten',
        'Ja | Voorrang bij het reserveren | Vriend van het cultuurcentrum | Geldig tot en met 31 ' +
          'augustus 2027',
        'Ja | Vriendenprijs in het cultuurcentrum | Vriend van het cultuurcentrum | Geldig tot ' +
          'en met 31 augustus 2027',
      ]);
      t.notMatch(await page.content(), /personeel|badge|staff/i, 'a hidden role leaves no trace');
    },
  );

  await t.test('with a queue, the next scan replaces the last number', async (t) => {
    const page = await open();
    await ask(page, FOUR_ROLES);

    t.equal(await page.evaluate(FIND_SELECTED), FOUR_ROLES);
    await ask(page, EMPTY_TURN_CARD);

    t.equal(await headingOf(page), 'Wout D.');
    t.same(await rightsOf(page), [
      'Nee | Sporten in de sportinfrastructuur | Beurtenkaart sport | De beurten zijn op.',
    ]);
    await submit(page);
    t.equal(await headingOf(page), 'Wout D.', 'Enter alone asks again');
  });

  await t.test('the price of an activity is asked without a mouse', async (t) => {
    const page = await open();

    await page.locator('#card:focus').waitFor();
    await page.keyboard.type(FOUR_ROLES);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Auteurs');
    await page.keyboard.press('Tab');
    await submit(page);

    t.match(await page.locator('.price').innerText(), /Te betalen voor Auteurslezing\s+€\s5,00/);
    t.equal(await page.getByLabel('Activiteit').inputValue(), await optionOf(page, 'Auteurs'));
  });

  await t.test('a blocked pass says so first, and grants nothing', async (t) => {
    const page = await open();

    await ask(page, BLOCKED);

    t.match(await page.locator('.card').innerText(), /Ilse T\.\s+.*\s+Deze pas is geblokkeerd\./);
    t.match(await page.title(), /^Ilse T\.: Deze pas is geblokkeerd\./);
    const rights = await rightsOf(page);
    t.equal(rights.length, 2);
    t.ok(rights.every((right) => right.startsWith('Nee | ')));
  });

  await t.test('a card that grants no price leaves the price without a pass', async (t) => {
    const page = await open();
    await page.getByLabel('Activiteit').selectOption({ index: 1 });

    for (const card of [BLOCKED, UNKNOWN]) {
      await page.locator('#card').focus();
      await ask(page, card);

      t.match(
        await page.locator('.price').innerText(),
        /Auteurslezing\s+Zonder pas: €\s5,00/,
        card,
      );
    }
  });

  await t.test('points that cannot be used now are grey', async (t) => {
    const page = await open();
    const colourOf = (part: string): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('${part}')).color`);

    await ask(page, BLOCKED);
    const blocked = await colourOf('.points');
    t.equal(blocked, await colourOf('.number'));
    await ask(page, FOUR_ROLES);
    t.not(blocked, await colourOf('.points'));
  });

  await t.test('the page asks for nothing that is not there', async (t) => {
    const page = await open();
    const failed: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() >= 400) failed.push(answer.url());
    });

    await page.reload();
    await ask(page, FOUR_ROLES);

    t.same(failed, []);
    const icon = page.locator('link[rel=icon]');
    t.match(await icon.getAttribute('href'), /^data:image\/svg\+xml,/);
  });

  await t.test(
    'a number that nobody has, and a card without roles, are told in words',
    async (t) => {
      const page = await open();

      await ask(page, UNKNOWN);
      t.equal(await headingOf(page), 'Deze pas is niet gekend.');
      await ask(page, WITHOUT_ROLES);
      t.match(await page.locator('main').innerText(), /geeft aan deze balie geen extra rechten/);
    },
  );

  await t.test('all of it works without scripts', async (t) => {
    const page = await open({ javaScriptEnabled: false });

    await ask(page, FOUR_ROLES);
    t.equal((await rightsOf(page)).length, 5);
    await ask(page, BLOCKED);
    t.equal(await headingOf(page), 'Ilse T.', 'the field is empty and focused for the next card');
  });

  await t.test('a screen reader can use every state of it (WCAG 2.2 AA)', async (t) => {
    const page = await open();
    const judge = async (state: string) => {
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      t.same(found, [], state);
      t.ok(passes.length > 15, `${passes.length} rules were looked at`);
    };

    await judge('before the first card');
    for (const card of [FOUR_ROLES, EMPTY_TURN_CARD, BLOCKED, UNKNOWN, WITHOUT_ROLES]) {
      await ask(page, card);
      await judge(card);
    }
  });

  const widths = {
    'on a screen of 320 pixels': { width: 320, textPercent: 100 },
    'at a zoom of 200 %': { width: 640, textPercent: 100 },
    'with text of 200 %': { width: 1280, textPercent: 200 },
  };
  for (const [where, { width, textPercent }] of Object.entries(widths)) {
    await t.test(`nothing is cut off ${where}`, async (t) => {
      const page = await open({ viewport: { width, height: 600 } });
      for (const card of [FOUR_ROLES, BLOCKED, UNKNOWN]) {
        await ask(page, card);
        await page.evaluate(`document.documentElement.style.fontSize = '${textPercent}%'`);
        t.same(await page.evaluate(FIND_CUT_OFF), [], card);
      }
    });
  }

  await t.test('what is pressed is large enough for a finger', async (t) => {
    const page = await open();
    for (const control of await page.locator('input, select, button').all()) {
      const { width = 0, height = 0 } = (await control.boundingBox()) ?? {};
      t.ok(width >= 44 && height >= 44, `${width} by ${height} pixels`);
    }
  });

  await t.test('the picture of the README can be taken again', async (t) => {
    const picture = await takePicture(browser, url);

    t.equal(picture.readUInt32BE(16), 1200, 'its width, in pixels');
    t.ok(picture.length < 200 * 1024, `${picture.length} bytes`);
  });
});

/** Runs in the browser: each element of which a part is outside of what can be seen. */
const FIND_CUT_OFF = `[...document.querySelectorAll('body, body *')].filter((element) => {
  const { left, right } = element.getBoundingClientRect();
  const isOutside = left < 0 || right > document.documentElement.clientWidth + 0.5;
  const hides = getComputedStyle(element).overflowX !== 'visible';
  return isOutside || (hides && element.scrollWidth > element.clientWidth + 1);
}).map((element) => element.outerHTML.slice(0, 100))`;

/** Runs in the browser: what typing would replace. */
const FIND_SELECTED = `(({ value, selectionStart, selectionEnd }) =>
  value?.slice(selectionStart, selectionEnd))(document.activeElement)`;

async function openPage(browser: Browser, url: string, options: BrowserContextOptions) {
  const context = await browser.newContext({ locale: 'nl-BE', ...options });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** With the keyboard alone: the field has the focus when the page comes. */
async function ask(page: Page, card: string): Promise<void> {
  await page.locator('#card:focus').waitFor();
  await page.keyboard.type(card);
  await submit(page);
}

async function submit(page: Page): Promise<void> {
  const answered = page.waitForEvent('framenavigated');
  await page.keyboard.press('Enter');
  await answered;
  await page.waitForLoadState();
}

async function headingOf(page: Page): Promise<string> {
  return page.getByRole('heading', { level: 1 }).innerText();
}

/** Each line of the list, its parts in the order of reading. */
async function rightsOf(page: Page): Promise<string[]> {
  const lines = await page.locator('.rights li').all();
  return Promise.all(
    lines.map(async (line) => (await line.locator('p, h3').allInnerTexts()).join(' | ')),
  );
}

async function optionOf(page: Page, title: string): Promise<string | null> {
  return page.locator('option', { hasText: title }).getAttribute('value');
}
