import fc from 'fast-check';
import t from 'tap';
import { sumCents } from '../../../core/billing/price-decision.ts';
import {
  decidePrice,
  type PriceQuestion,
  type RoleProposal,
} from '../../../core/tariffs/decide-price.ts';
import { proposalFor, question } from '../billing/random-sales.ts';

const SOCIAL = [
  { party: 'holder', cents: 200 },
  { party: 'centre', cents: 400 },
  { party: 'city', cents: 400 },
];
const TICKET: PriceQuestion = {
  regularPriceCents: 1000,
  earner: 'centre',
  social: { entitled: false, shares: SOCIAL },
  proposals: [],
  town: new Set(['centre', 'city', 'uit']),
};
const POOR = { entitled: true, shares: SOCIAL };

function proposal(role: string, priceCents: number, funder: string): RoleProposal {
  return { plugin: 'role', role, priceCents, fundedBy: { [funder]: 1 } };
}

t.test('who has no reduction pays the regular price, and the payers are still named', async (t) => {
  t.same(decidePrice(TICKET), {
    earner: 'centre',
    payer: { party: 'holder', kind: 'collection' },
    regularPriceCents: 1000,
    priceCents: 1000,
    source: 'regular',
    shares: [
      { party: 'holder', cents: 1000 },
      { party: 'centre', cents: 0 },
      { party: 'city', cents: 0 },
    ],
  });
});

t.test('who is entitled pays the social price, split by the key', async (t) => {
  const decided = decidePrice({ ...TICKET, social: POOR });

  t.match(decided, { source: 'social', priceCents: 200 });
  t.same(decided.shares, SOCIAL);
});

t.test('the lowest price wins, and a role may be cheaper than the social tariff', async (t) => {
  const proposals = [proposal('friend', 750, 'uit'), proposal('child', 100, 'uit')];
  const decided = decidePrice({ ...TICKET, social: POOR, proposals });

  t.match(decided, { source: 'role:child', priceCents: 100 });
  t.same(decided.shares, [
    { party: 'holder', cents: 100 },
    { party: 'centre', cents: 0 },
    { party: 'city', cents: 0 },
    { party: 'uit', cents: 900 },
  ]);
});

t.test('reductions are not stacked: one of them sets the price', async (t) => {
  const proposals = [proposal('friend', 500, 'uit'), proposal('youth', 600, 'uit')];

  t.equal(decidePrice({ ...TICKET, proposals }).priceCents, 500);
});

t.test('of equal prices the one that costs the town least wins', async (t) => {
  const proposals = [proposal('a-town', 200, 'city'), proposal('b-sponsor', 200, 'bank')];

  t.equal(decidePrice({ ...TICKET, proposals }).source, 'role:b-sponsor');
  t.equal(decidePrice({ ...TICKET, social: POOR, proposals }).source, 'role:b-sponsor');
  t.equal(decidePrice({ ...TICKET, proposals, town: new Set(['bank']) }).source, 'role:a-town');
});

t.test('what a department of the town forgoes costs the town too', async (t) => {
  const sponsored = { ...proposal('half', 200, 'bank'), fundedBy: { bank: 1, centre: 1 } };
  const proposals = [proposal('all', 200, 'centre'), sponsored];

  t.equal(decidePrice({ ...TICKET, proposals }).source, 'role:half');
});

t.test('of equal prices at equal cost the first by name wins', async (t) => {
  const proposals = [proposal('b', 200, 'uit'), proposal('a', 200, 'city')];

  t.equal(decidePrice({ ...TICKET, proposals }).source, 'role:a');
  t.equal(decidePrice({ ...TICKET, social: POOR, proposals }).source, 'role:a');
});

t.test('an offer that lowers nothing is not taken', async (t) => {
  const social = { entitled: true, shares: [{ party: 'holder', cents: 0 }] };
  const free = { ...TICKET, regularPriceCents: 0, social, proposals: [] };
  const early = { ...proposal('a', 1000, 'uit'), plugin: 'aqua' };
  const sameAsRegular = { ...TICKET, proposals: [early] };

  t.match(decidePrice(free), { source: 'regular', priceCents: 0 });
  t.match(decidePrice(sameAsRegular), { source: 'regular', priceCents: 1000 });
});

t.test('where nobody has a social tariff a role still has its price', async (t) => {
  const proposals = [proposal('friend', 750, 'uit')];
  const decided = decidePrice({ ...TICKET, social: null, proposals });

  t.match(decided, { source: 'role:friend', priceCents: 750 });
  t.same(decided.shares, [
    { party: 'holder', cents: 750 },
    { party: 'uit', cents: 250 },
  ]);
});

t.test('the holder and all who bear a part make the regular price together', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(question, (asked) => {
        const { shares, priceCents, regularPriceCents } = decidePrice(asked);
        const [holder, ...others] = shares.map(({ party }) => party);

        return (
          sumCents(shares) === regularPriceCents &&
          shares.every(({ cents }) => Number.isSafeInteger(cents) && cents >= 0) &&
          holder === 'holder' &&
          shares[0]?.cents === priceCents &&
          others.join() === [...new Set(others)].toSorted().join()
        );
      }),
    ),
  );
});

t.test('the order in which roles offer a price changes nothing', async (t) => {
  const shuffled = question.chain((asked) =>
    fc
      .shuffledSubarray([...asked.proposals], { minLength: asked.proposals.length })
      .map((proposals) => [asked, { ...asked, proposals }] as const),
  );
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(shuffled, ([asked, other]) => {
        return JSON.stringify(decidePrice(asked)) === JSON.stringify(decidePrice(other));
      }),
      { numRuns: 500 },
    ),
  );
});

t.test(
  'one role that offers the same price in two ways is decided alike in any order',
  async (t) => {
    const byUit = proposal('friend', 500, 'uit');
    const byCity = proposal('friend', 500, 'city');

    t.same(
      decidePrice({ ...TICKET, proposals: [byUit, byCity] }),
      decidePrice({ ...TICKET, proposals: [byCity, byUit] }),
    );
  },
);

t.test('one more role never raises the price', async (t) => {
  const withOneMore = question.chain((asked) =>
    proposalFor(asked.regularPriceCents).map((extra) => [asked, extra] as const),
  );
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(withOneMore, ([asked, extra]) => {
        const more = decidePrice({ ...asked, proposals: [...asked.proposals, extra] });

        return more.priceCents <= Math.min(decidePrice(asked).priceCents, extra.priceCents);
      }),
    ),
  );
});

t.test('becoming entitled to the social tariff never raises the price', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(question, (asked) => {
        const priceWhen = (entitled: boolean) =>
          decidePrice({ ...asked, social: asked.social && { ...asked.social, entitled } });

        return priceWhen(true).priceCents <= priceWhen(false).priceCents;
      }),
    ),
  );
});

t.test('the shares of a poor holder name the same parties as those of his twin', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(question, (asked) => {
        const partiesWhen = (entitled: boolean) =>
          decidePrice({ ...asked, social: asked.social && { ...asked.social, entitled } })
            .shares.map(({ party }) => party)
            .join();

        return partiesWhen(true) === partiesWhen(false);
      }),
    ),
  );
});

t.test('an offer above the regular price, below zero or without funder is refused', async (t) => {
  const offer = (priceCents: number) => ({
    ...TICKET,
    proposals: [proposal('a', priceCents, 'x')],
  });
  const unfunded = { ...proposal('a', 500, 'x'), fundedBy: {} };

  t.throws(() => decidePrice(offer(1001)), /more than the regular price/);
  t.throws(() => decidePrice(offer(-1)), /below zero/);
  t.throws(() => decidePrice(offer(0.5)), /whole number of cents/);
  t.throws(() => decidePrice({ ...TICKET, proposals: [unfunded] }), RangeError);
  t.throws(() => decidePrice({ ...TICKET, regularPriceCents: -1, social: null }), /below zero/);
  t.throws(
    () => decidePrice({ ...TICKET, proposals: [proposal('a', 500, 'holder')] }),
    /holder funds nothing/,
  );
});

t.test('a social price of another regular price is refused', async (t) => {
  const [, ...headless] = SOCIAL;
  const of = (shares: typeof SOCIAL) => ({ ...TICKET, social: { entitled: false, shares } });

  t.throws(() => decidePrice({ ...of(SOCIAL), regularPriceCents: 900 }), /of the regular price/);
  t.throws(() => decidePrice({ ...of(headless), regularPriceCents: 800 }), /holder comes first/);
});
