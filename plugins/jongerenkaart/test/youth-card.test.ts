import fc from 'fast-check';
import t from 'tap';
import { addToDay, ageOn, isWithin } from '../../../core/contract/period.ts';
import { bookFact } from '../../../core/billing/book-fact.ts';
import { violatedLaws } from '../../../core/billing/ledger-laws.ts';
import { decidePrice } from '../../../core/tariffs/decide-price.ts';
import {
  factsWith,
  pricedFactsWith,
  residentBorn,
  ticketOf,
  withoutTitles,
} from '../../../test/fixtures/plugin-facts.ts';
import type { YouthCardConfig } from '../config.ts';
import { deriveYouthCard } from '../derive-youth-card.ts';
import {
  PARTNER_USE,
  partnerFee,
  TICKET_DISCOUNT,
  youthPrice,
  youthRights,
} from '../youth-benefits.ts';

const lier: YouthCardConfig = {
  department: 'youth',
  fromAge: 12,
  endsAtAge: 26,
  reductions: { youth: { percentOff: 50 }, cinema: { centsOff: 200 } },
};

function cardOf(birthDate: string, today: string, residence: string | null = 'lier') {
  const holder = { ...residentBorn(birthDate, today), residence };
  return deriveYouthCard({ config: lier, holder, municipality: 'lier' });
}

const card = {
  role: 'youngster',
  period: { from: '2012-03-15', until: '2026-03-14' },
  attributes: {},
};

t.test('whoever is 12 to 25 and lives in the town has the card; nobody issues it', async (t) => {
  t.same(cardOf('2000-03-15', '2012-03-14'), [], 'the day before the twelfth birthday');
  t.same(cardOf('2000-03-15', '2012-03-15'), [card]);
  t.same(cardOf('2000-03-15', '2026-03-14'), [card]);
  t.same(cardOf('2000-03-15', '2026-03-15'), [], 'the twenty-sixth birthday');
});

t.test('who moves out has the card no more', async (t) => {
  t.same(cardOf('2005-03-15', '2026-01-10', 'mechelen'), []);
  t.same(cardOf('2005-03-15', '2026-01-10', null), []);
});

t.test('the card is the same every day of those years', async (t) => {
  const born = fc.integer({ min: 0, max: 20_000 }).map((days) => addToDay('1980-01-01', { days }));
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(born, fc.nat({ max: 13_000 }), (birthDate, days) => {
        const today = addToDay(birthDate, { days });
        const age = ageOn(birthDate, today);
        const [found] = cardOf(birthDate, today);

        return age >= 12 && age <= 25
          ? found !== undefined &&
              isWithin(today, found.period) &&
              ageOn(birthDate, found.period.from) === 12 &&
              ageOn(birthDate, found.period.until ?? '') === 25 &&
              ageOn(birthDate, addToDay(found.period.until ?? '', { days: 1 })) === 26
          : found === undefined;
      }),
    ),
  );
});

t.test('a cinema ticket of 8 euro costs 6 with the card; the youth service bears 2', async (t) => {
  const [proposal] = youthPrice(
    pricedFactsWith({ config: lier, granted: [TICKET_DISCOUNT] }),
    ticketOf('cinema', 800),
  );
  t.same(proposal, { priceCents: 600, fundedBy: { youth: 1 } });
  if (!proposal) return;

  const decision = decidePrice({
    regularPriceCents: 800,
    earner: 'cinema',
    social: null,
    proposals: [{ ...proposal, plugin: 'jongerenkaart', role: 'youngster' }],
    town: new Set(['youth']),
  });
  const fact = bookFact({ decisions: [decision], account: { owner: 'cinema', means: 'card' } });

  t.match(fact.entries, [{ debtor: 'youth', creditor: 'cinema', kind: 'funding', cents: 200 }]);
  t.same(violatedLaws(fact), []);
});

t.test('the card gives nothing at organizers that are not named', async (t) => {
  const facts = pricedFactsWith({ config: lier, granted: [TICKET_DISCOUNT] });

  t.same(youthPrice(facts, ticketOf('library', 800)), []);
  t.same(youthPrice({ ...facts, granted: [] }, ticketOf('cinema', 800)), []);
  t.same(withoutTitles(youthRights(factsWith({ config: lier }))), [{ right: TICKET_DISCOUNT }]);
});

const withPartners: YouthCardConfig = {
  ...lier,
  partnerUses: {
    number: 2,
    period: 'MONTH',
    places: {
      foyer: { title: 'Popcorn bij de film', partner: 'cinema', useCents: 150 },
      'youth-bar': { title: 'Drankje', partner: 'youth', useCents: 100 },
    },
  },
};

t.test('a partner without tickets gives something for a tap, and is owed it', async (t) => {
  const facts = factsWith({ config: withPartners });
  const use = { ...facts, allowance: 'uses', amount: 1 };

  t.same(withoutTitles(youthRights(facts)).slice(1), [
    { right: PARTNER_USE, place: 'foyer', allowance: 'uses' },
    { right: PARTNER_USE, place: 'youth-bar', allowance: 'uses' },
  ]);
  t.same(partnerFee({ ...use, place: 'foyer' }), {
    priceCents: 150,
    earner: 'cinema',
    payer: { party: 'youth', kind: 'fee' },
  });
  t.equal(partnerFee({ ...use, place: 'youth-bar' }), null, 'it owes itself nothing');
  t.equal(partnerFee({ ...use, place: 'elsewhere' }), null);
  t.equal(partnerFee({ ...use, place: null }), null);
});
