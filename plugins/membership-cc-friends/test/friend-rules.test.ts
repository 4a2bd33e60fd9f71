import fc from 'fast-check';
import t from 'tap';
import { bookFact } from '../../../core/billing/book-fact.ts';
import { violatedLaws } from '../../../core/billing/ledger-laws.ts';
import { decideCharge } from '../../../core/tariffs/decide-charge.ts';
import {
  clockOn,
  factsWith,
  issuanceWith,
  pricedFactsWith,
  ticketOf,
  withoutTitles,
} from '../../../test/fixtures/plugin-facts.ts';
import { BOOK_EARLY, friendRights, RENEW, TICKET_DISCOUNT } from '../friend-rights.ts';
import { friendsPrice } from '../friends-price.ts';
import { membershipFee } from '../membership-fee.ts';
import { lier } from './lier-settings.ts';

const priced = pricedFactsWith({ config: lier, granted: [TICKET_DISCOUNT] });

t.test('a friend pays less for a ticket and may book before the others', async (t) => {
  t.same(withoutTitles(friendRights(factsWith({ config: lier }))), [
    { right: TICKET_DISCOUNT },
    { right: BOOK_EARLY },
  ]);
});

t.test('a desk reads where the price holds, in the words of the town', async (t) => {
  const ticketDiscount = { ...lier.ticketDiscount, where: 'De Mol' };
  const [discount] = friendRights(factsWith({ config: { ...lier, ticketDiscount } }));

  t.same(discount?.title, { nl: 'Vriendenprijs in De Mol' });
});

t.test('where the centre gives no priority, nobody has it', async (t) => {
  const config = { ...lier, priorityDays: 0 };

  t.same(withoutTitles(friendRights(factsWith({ config }))), [{ right: TICKET_DISCOUNT }]);
});

t.test('in its last days a membership reminds the desk, until it is renewed', async (t) => {
  const rightsOn = (day: string, reminderDays = 45): string[] => {
    const config = { ...lier, reminderDays };
    const role = {
      name: 'friend',
      attributes: {},
      period: { from: '2026-09-01', until: '2027-08-31' },
    };
    return friendRights({ ...factsWith({ config }), clock: clockOn(`${day}T10:00`), role }).map(
      ({ right }) => right,
    );
  };

  t.notOk(rightsOn('2027-07-17').includes(RENEW), '45 days before the last one');
  t.ok(rightsOn('2027-07-18').includes(RENEW));
  t.ok(rightsOn('2027-08-31').includes(RENEW));
  t.notOk(rightsOn('2027-09-01').includes(RENEW), 'it is over');
  t.notOk(rightsOn('2027-08-31', 0).includes(RENEW), 'the centre reminds nobody');
});

t.test("the friend's price is 15 % off at the centre, rounded down for the friend", async (t) => {
  const fundedBy = { 'cultural-centre': 1 };

  t.same(friendsPrice(priced, ticketOf('cultural-centre', 1000)), [{ priceCents: 850, fundedBy }]);
  t.same(friendsPrice(priced, ticketOf('cultural-centre', 1003)), [{ priceCents: 852, fundedBy }]);
});

t.test("the friend's price does not count elsewhere, nor without the right to it", async (t) => {
  const withoutRight = { ...priced, granted: [BOOK_EARLY] };

  t.same(friendsPrice(priced, ticketOf('cinema', 1000)), []);
  t.same(friendsPrice(withoutRight, ticketOf('cultural-centre', 1000)), []);
});

t.test('a friend never pays more than the others, nor less than nothing', async (t) => {
  const discount = fc.oneof(
    fc.record({ priceCents: fc.nat({ max: 5000 }) }),
    fc.record({ centsOff: fc.nat({ max: 5000 }) }),
    fc.record({ percentOff: fc.integer({ min: 1, max: 100 }) }),
  );
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(discount, fc.nat({ max: 20_000 }), (price, regularPriceCents) => {
        const config = { ...lier, ticketDiscount: { ...lier.ticketDiscount, price } };
        const ticket = ticketOf('cultural-centre', regularPriceCents);
        const [proposal] = friendsPrice({ ...priced, config }, ticket);

        const { priceCents = -1 } = proposal ?? {};
        return Number.isInteger(priceCents) && 0 <= priceCents && priceCents <= regularPriceCents;
      }),
    ),
  );
});

t.test(
  'a friend who buys at the library pays 5 euro; UiT, library and centre bear 5',
  async (t) => {
    const charge = membershipFee(issuanceWith({ config: lier }));
    const fact = bookFact({
      decisions: [decideCharge(charge, null)],
      account: { owner: 'library', means: 'card' },
    });

    t.same(fact.shares, [
      { party: 'holder', cents: 500 },
      { party: 'cultural-centre', cents: 100 },
      { party: 'library', cents: 100 },
      { party: 'uit', cents: 300 },
    ]);
    t.same(
      fact.entries.map(({ debtor, creditor, kind, cents }) => [debtor, creditor, kind, cents]),
      [
        ['library', 'cultural-centre', 'collection', 500],
        ['library', 'cultural-centre', 'funding', 100],
        ['uit', 'cultural-centre', 'funding', 300],
      ],
    );
    t.same(violatedLaws(fact), []);
  },
);
