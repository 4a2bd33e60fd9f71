import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { hasNationalNumber } from '../../../core/http/national-number-in-url.ts';
import { makePassNumber } from '../../../core/passes/pass-number.ts';
import { openApp } from './open-app.ts';

const inTheWays = [
  '/api/insz-numbers/85073003328',
  '/api/insz-numbers/85.07.30-033.28',
  '/api/passholders?inszNumber=85073003328',
  '/api/passholders?inszNumber=85.07.30-033.28',
  '/api/passholders?inszNumber=85%2E07%2E30%2D033%2E28',
  '/api/passholders?inszNumber=85+07+30+033+28',
  '/api/passholders?inszNumber=850730/033-28',
  '/api/passholders?a=1&85073003328=x',
  '/api/passholders?q=Noor+85073003328',
  '/api/passholders?q=a?85073003328',
  '/85073003328.json',
  '/nowhere/00012556777',
  '/nowhere/85473003317',
];

/** The digits of a text in another script, by the digit zero of that script. */
const inDigits = (zero: string, text: string): string =>
  text.replaceAll(/[0-9]/g, (digit) =>
    String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)),
  );

const PLAIN = '85073003328';

/** In other digits, with other signs between them, and encoded more than once. */
const hidden = [
  ...['٠', '۰', '०', '๐', '０', '𝟎', '𝟬', '𑁦', '߀'].map((zero) => inDigits(zero, PLAIN)),
  `8507${inDigits('٠', '3003')}328`,
  '⑧⑤⓪⑦③⓪⓪③③②⑧',
  '⁸⁵⁰⁷³⁰⁰³³²⁸',
  PLAIN.split('').join(','),
  '85,07,30,033,28',
  PLAIN.split('').join('   '),
  '85.07.30 - 033.28',
  '85 — 07 — 30 — 033 — 28',
  '85:07:30:033:28',
  '8507(30)033*28',
  PLAIN.split('').join('\u200b'),
  PLAIN.split('').join('\u00ad'),
  PLAIN.split('').join('\u2060'),
  PLAIN.split('').join('\ufeff'),
  PLAIN.split('').join('\u0301'),
  PLAIN.split('').join('\ufe0f'),
  PLAIN.split('').join('\u034f'),
  `\u202e${PLAIN}`,
].flatMap((text) => [
  `/api/passes/${encodeURIComponent(text)}/rights`,
  `/api/passholders?name=${encodeURIComponent(text)}`,
  `/api/passholders?name=${encodeURIComponent(encodeURIComponent(text))}`,
  `/api/passholders?${encodeURIComponent(text)}`,
]);

const brokenEncodings = [
  '/api/passes/%38%35073003328%E0%A4%A',
  '/api/passes/%FF85073003328',
  '/api/passes/85%FF073003328',
  '/api/passes/%2538%2535073003328',
];

t.test('a national number in an address is seen in every way of writing it', (t) => {
  for (const url of inTheWays) t.ok(hasNationalNumber(url), url);
  t.end();
});

t.test('it is seen in other digits, with unseen signs between them, and encoded twice', (t) => {
  for (const url of [...hidden, ...brokenEncodings]) t.ok(hasNationalNumber(url), url);
  t.end();
});

t.test('any of them, in any script and with anything between, is seen', (t) => {
  const between = fc.stringMatching(/^[ .,;:_\u200b\u00ad\u2060–()*-]{0,3}$/);
  const zero = fc.constantFrom('0', '٠', '۰', '०', '０', '𝟎', '๐');
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(fc.tuple(zero, between), { minLength: 11, maxLength: 11 }), (parts) => {
        const signs = parts.map(([first, sign], at) => inDigits(first, PLAIN.charAt(at)) + sign);
        return hasNationalNumber(`/api/passholders?name=${encodeURIComponent(signs.join(''))}`);
      }),
    ),
  );
  t.end();
});

t.test('numbers of cards and ids are never taken for one, whatever their digits', (t) => {
  const digits = fc.stringMatching(/^[0-9]{12}$/).map((text) => makePassNumber(text));
  const chip = fc.stringMatching(/^[0-9A-F]{14}$/);
  const moment = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => encodeURIComponent(date.toISOString()));
  const offset = moment.map((text) => text.replace('Z', '%2B05%3A30'));
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.oneof(digits, chip, fc.uuid(), moment, offset), (text) => {
        const urls = [`/api/passes/${text}/rights?at=${text}`, `/api/events/${text}`];
        return urls.every((url) => !hasNationalNumber(url));
      }),
      { numRuns: 2_000 },
    ),
  );
  t.end();
});

t.test('other numbers in an address are not taken for one', (t) => {
  for (const url of [
    '/api/passes/0560002524314/rights',
    '/api/passes/04A1B2C3D4E580/rights?at=2026-11-20T10:00:00%2B01:00',
    '/api/insz-numbers/85073003329',
    '/api/organizers?start=0&limit=20',
    `/api/events/${randomUUID()}`,
    '/api/events/85073003-3284-4000-8000-000000000000',
    '/api/%E0%A4%A',
    '/',
  ]) {
    t.notOk(hasNationalNumber(url), url);
  }
  t.end();
});

t.test(
  'a national number is found however it is dressed up, and never inside another id',
  async (t) => {
    for (const text of ['x85073003328', '85073003328x', '85_07_30_033_28', '85.07.30--033.28']) {
      t.ok(hasNationalNumber(`/api/passes/${text}/rights`), text);
    }
    t.ok(hasNationalNumber(`/api/passes/${encodeURIComponent('８５０７３００３３２８')}/rights`));

    const ids = ['0a850730-0332-8abc-8def-a85073003328', 'A85073003328BC'];
    for (const id of ids) t.notOk(hasNationalNumber(`/api/passes/${id}/rights`), id);
  },
);

t.test('such a request is refused before all else, and neither echoed nor logged', async (t) => {
  const lines: string[] = [];
  const log = { level: 'trace', stream: { write: (line: string) => void lines.push(line) } };
  const app = await openApp(t, { log });

  for (const url of [...inTheWays, ...hidden]) {
    const answer = await app.inject(url);
    t.equal(answer.statusCode, 400, url);
    t.equal(answer.json().type, '/problems/insz-not-in-url');
    t.notMatch(answer.body, /033/);
  }
  t.ok(lines.length >= inTheWays.length);
  for (const line of lines) {
    const { requestId, time, durationMs, ...told } = JSON.parse(line);
    t.ok(requestId && time && durationMs !== undefined);
    t.notMatch(JSON.stringify(told), /033|556|547/);
  }
});
