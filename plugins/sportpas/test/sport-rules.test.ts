import fc from 'fast-check';
import t from 'tap';
import { bookFact } from '../../../core/billing/book-fact.ts';
import { DEFAULT_DISTRIBUTION_KEY } from '../../../core/billing/distribution-key.ts';
import { violatedLaws } from '../../../core/billing/ledger-laws.ts';
import { decideCharge } from '../../../core/tariffs/decide-charge.ts';
import {
  factsWith,
  issuanceWith,
  residentBorn,
  useWith,
  withoutTitles,
} from '../../../test/fixtures/plugin-facts.ts';
import { passPrice } from '../pass-prices.ts';
import { ATTEND, ENTER, sportRights } from '../sport-rights.ts';
import { turnFee } from '../turn-fees.ts';
import { lier } from './lier-settings.ts';

const period = { from: '2026-09-01', until: '2027-08-31' };
const roleNamed = (name: string) => ({ name, attributes: {}, period });
const CHILDREN_ONLY = { code: 'outside-age-band', nl: 'Dit is voor wie 6 tot en met 12 jaar is.' };

t.test('a pass opens the facilities of its holder’s age, and no other', async (t) => {
  const adult = withoutTitles(
    sportRights(factsWith({ config: lier, role: roleNamed('period-pass') })),
  );

  t.same(adult, [
    { right: ENTER, place: 'sports-hall' },
    { right: ENTER, place: 'gym', reason: CHILDREN_ONLY },
    { right: ENTER, place: 'swimming-pool' },
    {
      right: ATTEND,
      place: 'gym',
      reason: { code: 'outside-age-band', nl: 'Dit is voor wie 60 tot en met 130 jaar is.' },
    },
  ]);
});

t.test('an age band holds from its youngest age until its oldest, both included', async (t) => {
  const mayEnterGym = (birthDate: string): boolean => {
    const holder = residentBorn(birthDate);
    const facts = factsWith({ config: lier, holder, role: roleNamed('period-pass') });
    return sportRights(facts).some(
      (one) => one.right === ENTER && one.place === 'gym' && !one.reason,
    );
  };

  t.notOk(mayEnterGym('2020-11-21'), 'five, six tomorrow');
  t.ok(mayEnterGym('2020-11-20'), 'six today');
  t.ok(mayEnterGym('2013-11-21'), 'twelve, thirteen tomorrow');
  t.notOk(mayEnterGym('2013-11-20'), 'thirteen today');
});

t.test('a turn card pays each entry with a turn, and gives no lessons', async (t) => {
  const rights = withoutTitles(
    sportRights(factsWith({ config: lier, role: roleNamed('turn-card') })),
  );

  t.same(
    new Set(rights.map(({ right, allowance }) => `${right} ${allowance}`)),
    new Set([`${ENTER} turns`]),
  );
});

t.test('a pass costs the young what the young pay, by their age on the first day', async (t) => {
  const priceOf = (length: 'year' | 'term', from: string): number => {
    const holder = residentBorn('2009-01-15');
    const issuance = issuanceWith({ config: lier, holder, from, attributes: { length } });
    return passPrice({ ...issuance, role: 'period-pass' })?.priceCents ?? 0;
  };

  t.equal(priceOf('year', '2026-11-20'), 8000, 'seventeen');
  t.equal(priceOf('year', '2027-01-15'), 12_000, 'eighteen that day');
  t.equal(priceOf('term', '2026-11-20'), 4800, 'no price for the young');
});

t.test('a turn card at the social tariff costs 9 euro; town and sport bear the rest', async (t) => {
  const charge = passPrice({ ...issuanceWith({ config: lier }), role: 'turn-card' });
  if (charge === null) throw new Error('a turn card has a price');
  const rule = { key: DEFAULT_DISTRIBUTION_KEY, residencePayer: 'lier' };
  const fact = bookFact({
    decisions: [decideCharge(charge, { entitled: true, rule })],
    account: { owner: 'sport', means: 'card' },
  });

  t.same(fact.shares, [
    { party: 'holder', cents: 900 },
    { party: 'lier', cents: 1800 },
    { party: 'sport', cents: 1800 },
  ]);
  t.match(fact.entries, [{ debtor: 'lier', creditor: 'sport', kind: 'funding', cents: 1800 }]);
  t.same(violatedLaws(fact), []);
});

t.test('a turn at the pool of the city company makes sport owe it 3 euro', async (t) => {
  const used = { config: lier, allowance: 'turns', amount: 1, place: 'swimming-pool' };
  const charge = turnFee(useWith(used));
  t.ok(charge);
  if (!charge) return;
  const fact = bookFact({ decisions: [decideCharge(charge, null)], account: null });

  t.match(fact.entries, [{ debtor: 'sport', creditor: 'agb', kind: 'fee', cents: 300 }]);
  t.same(fact.shares, [{ party: 'sport', cents: 300 }]);
  t.same(fact.payments, []);
  t.same(violatedLaws(fact), []);
});

t.test('a turn where sport is at home, and one of unknown place, makes nobody owe', async (t) => {
  for (const place of ['sports-hall', 'museum', null]) {
    t.equal(turnFee(useWith({ config: lier, allowance: 'turns', amount: 1, place })), null);
  }
  const own = { operator: 'sport', turnFeeCents: 300 };
  const config = { ...lier, facilities: { 'sports-hall': own } };
  t.equal(turnFee(useWith({ config, allowance: 'turns', amount: 1, place: 'sports-hall' })), null);
});

t.test('the fee is per turn, whatever the number', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (amount) => {
        const used = { config: lier, allowance: 'turns', amount, place: 'swimming-pool' };
        return turnFee(useWith(used))?.priceCents === 300 * amount;
      }),
    ),
  );
});
