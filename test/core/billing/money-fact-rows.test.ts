import t from 'tap';
import { accountOf } from '../../../core/billing/account-of.ts';
import { bookFact } from '../../../core/billing/book-fact.ts';
import { moneyFactRow, reversalRow } from '../../../core/billing/money-fact-rows.ts';
import { HOLDER } from '../../../core/billing/money-fact.ts';
import { HOLDER_PAYS } from '../../../core/billing/price-decision.ts';
import { entryKey } from '../../../core/billing/read-money-fact.ts';
import { partyId } from '../../../core/municipalities/installation.ts';
import { townsWhere } from '../tariffs/ticket-desk.ts';

const installation = townsWhere({ library: { accounts: { cash: 'uit' } } });
const lier = installation.byKey('lier');
if (!lier) throw new Error('no Lier');
const party = (key: string): string => partyId('lier', key);
const head = {
  id: 'f1',
  kind: 'role-sale',
  municipality: lier,
  passholderId: 'h1',
  residenceId: 'm1',
  plugin: 'sport',
  role: 'course',
  source: 'regular',
  sellerId: 's1',
  happenedAt: Date.parse('2026-11-20T23:30:00+01:00'),
} as const;
const account = accountOf(installation, { municipality: lier, organizer: 'library' });
const fact = bookFact({
  decisions: [
    {
      earner: party('club'),
      payer: HOLDER_PAYS,
      regularPriceCents: 1000,
      priceCents: 1000,
      source: 'regular',
      shares: [
        { party: HOLDER, cents: 1000 },
        { party: party('lier'), cents: 0 },
      ],
    },
  ],
  account,
});

t.test('a fact becomes rows of ids, those of 0 cents included', async (t) => {
  t.match(moneyFactRow(fact, head, installation), {
    id: 'f1',
    municipalityId: lier.id,
    configVersionId: lier.version.id,
    earnerId: party('club'),
    reversesId: null,
    happenedAt: '2026-11-20T22:30:00.000Z',
    serviceDate: '2026-11-20',
    payments: [{ payerId: null, accountOwnerId: party('library'), means: 'card', cents: 1000 }],
    shares: [
      { partyId: null, cents: 1000 },
      { partyId: party('lier'), cents: 0 },
    ],
  });
});

t.test('an entry carries the cost centre of its debtor, else of its creditor', async (t) => {
  const { entries } = moneyFactRow(fact, head, installation);

  t.match(entries, [
    { debtorId: party('library'), kind: 'collection', cents: 1000, costCentre: 'bibliotheek' },
    { debtorId: party('lier'), kind: 'funding', cents: 0, costCentre: null },
  ]);
});

t.test('a reversal keeps the cost centres of what it reverses', async (t) => {
  const [collection] = fact.entries;
  if (!collection) throw new Error('no entry');
  const costCentres = new Map([[entryKey(collection), 'as it was']]);
  const { id, kind: _kind, municipality, happenedAt, ...told } = head;
  const stored = { ...told, id, municipalityId: municipality.id, fact, costCentres };
  const giver = accountOf(installation, { municipality: lier, organizer: 'sport' });
  const reversal = { id: 'f2', municipality, giver, sellerId: 's2', happenedAt };

  const row = reversalRow(stored, reversal, installation);

  t.match(row, { id: 'f2', kind: 'reversal', reversesId: 'f1', priceCents: -1000, sellerId: 's2' });
  t.match(row.entries, [
    { kind: 'collection', cents: -1000, costCentre: 'as it was' },
    { kind: 'funding', cents: 0, costCentre: null },
    { kind: 'refund', cents: 1000, costCentre: 'bibliotheek' },
  ]);
});

t.test(
  'the account of a desk is its own, or the one that is configured for the means',
  async (t) => {
    const library = { municipality: lier, organizer: 'library' };

    t.same(accountOf(installation, library), { owner: party('library'), means: 'card' });
    t.same(accountOf(installation, library, 'cash'), { owner: party('uit'), means: 'cash' });
  },
);
