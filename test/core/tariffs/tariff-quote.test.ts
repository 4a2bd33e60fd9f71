import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import {
  fingerprintOf,
  openQuote,
  type QuoteNames,
  sealQuote,
  sourceCode,
  TARIFF_LIFETIME_MS,
  type TariffQuote,
} from '../../../core/tariffs/tariff-quote.ts';
import { testKeys } from '../../fixtures/test-keys.ts';

const PARTIES = Array.from({ length: 14 }, () => randomUUID());
const SOURCES = ['regular', 'social', 'membership-cc-friends:friend'];
const NAMES: QuoteNames = {
  ids: new Map(PARTIES.map((id) => [fingerprintOf(id), id])),
  sources: new Map(SOURCES.map((source) => [sourceCode(source), source])),
};
const NOW = Date.parse('2026-11-20T10:00:00Z');
const SUBJECT = { eventId: randomUUID(), regularPriceCents: 1003 };
const context = { keys: testKeys, names: NAMES, now: NOW };
const seal = (quote: TariffQuote) => sealQuote(testKeys.current('tariff-sealing'), SUBJECT, quote);

const quotes: fc.Arbitrary<TariffQuote> = fc
  .record({
    priceCents: fc.nat(10_000_000),
    residenceId: fc.constantFrom(null, ...PARTIES),
    source: fc.constantFrom(...SOURCES),
    grantNumber: fc.nat(2 ** 31 - 1),
    shares: fc.uniqueArray(
      fc.record({ partyId: fc.constantFrom(...PARTIES), cents: fc.nat(10_000_000) }),
      { selector: (share) => share.partyId, maxLength: 11 },
    ),
  })
  .map((quote) => ({
    ...quote,
    passholderId: randomUUID(),
    configVersionId: randomUUID(),
    quotedAt: NOW - 60_000,
  }));

t.test('a tariff id gives back what was promised', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(quotes, (quote) => {
        const opened = openQuote(seal(quote), SUBJECT, context);
        if (typeof opened === 'string') return false;
        const inOrder = (shares: TariffQuote['shares']) =>
          [...shares].sort((a, b) => (a.partyId < b.partyId ? -1 : 1));
        t.same(
          { ...opened, shares: inOrder(opened.shares) },
          { ...quote, shares: inOrder(quote.shares) },
        );
        return true;
      }),
      { numRuns: 50 },
    ),
  );
  t.end();
});

t.test('every tariff id is as long as every other, and no two are equal', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(quotes, quotes, (one, other) => {
        const ids = [seal(one), seal(one), seal(other)];
        return ids.every((id) => id.length === 260) && new Set(ids).size === 3;
      }),
      { numRuns: 50 },
    ),
  );
  t.end();
});

const quote: TariffQuote = {
  passholderId: randomUUID(),
  priceCents: 200,
  quotedAt: NOW,
  configVersionId: randomUUID(),
  residenceId: null,
  source: 'social',
  grantNumber: 0,
  shares: [{ partyId: PARTIES[0] ?? '', cents: 803 }],
};

t.test('a tariff id is refused for another event or another price', async (t) => {
  const id = seal(quote);
  t.equal(openQuote(id, { ...SUBJECT, eventId: randomUUID() }, context), 'invalid');
  t.equal(openQuote(id, { ...SUBJECT, regularPriceCents: 1004 }, context), 'invalid');
});

t.test('a tariff id that was touched anywhere is refused', async (t) => {
  const bytes = Buffer.from(seal(quote), 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const touched = Buffer.from(bytes);
    touched.writeUInt8(touched.readUInt8(at) ^ 1, at);
    if (openQuote(touched.toString('base64url'), SUBJECT, context) !== 'invalid') {
      t.fail(`byte ${at} can be changed`);
    }
  }
  t.equal(openQuote(`${seal(quote)}!!!!`, SUBJECT, context), 'invalid', 'nothing may follow it');
  t.equal(openQuote('', SUBJECT, context), 'invalid');
  t.equal(openQuote('SOCIALTARIFF', SUBJECT, context), 'invalid');
});

t.test('a tariff id is accepted for 96 hours', async (t) => {
  const id = seal(quote);
  const last = { ...context, now: NOW + TARIFF_LIFETIME_MS };
  t.type(openQuote(id, SUBJECT, last), 'object');
  t.equal(openQuote(id, SUBJECT, { ...last, now: last.now + 1 }), 'expired');
});

t.test('when there are too many payers, those who pay nothing are left out', async (t) => {
  const zeros = PARTIES.slice(1, 14).map((partyId) => ({ partyId, cents: 0 }));
  const opened = openQuote(
    seal({ ...quote, shares: [...zeros, ...quote.shares] }),
    SUBJECT,
    context,
  );
  t.match(opened, { shares: quote.shares });
  const payers = PARTIES.map((partyId) => ({ partyId, cents: 1 }));
  t.throws(() => seal({ ...quote, shares: payers }), /11 payers/);
});
