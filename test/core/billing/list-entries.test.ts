import t from 'tap';
import { listEntries } from '../../../core/billing/list-entries.ts';
import { householdOf } from '../../fixtures/households.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { refusalIn } from '../tariffs/ticket-desk.ts';
import { book, townsWithCards } from './booked-facts.ts';

const ALL = { start: 0, limit: 100 };

t.test('the entries of a municipality', async (t) => {
  const core = await openTestCore(t, townsWithCards());
  const finance = testCaller(core, 'uit');
  const show = async (search: Partial<Parameters<typeof listEntries>[2]> = {}) => {
    const { member } = await listEntries(core, finance, { ...ALL, ...search });
    return member.map(({ month, debtor, creditor, kind, cents, role }) => {
      const name = role === null ? '-' : `${role.plugin}/${role.role}/${role.title.nl}`;
      return `${month} ${debtor.key}>${creditor.key} ${cents} ${kind} ${name}`;
    });
  };
  await book(core, {
    role: 'friend',
    earner: 'cultural-centre',
    priceCents: 1000,
    funder: 'uit',
    fundedCents: 300,
  });
  await book(core, {
    role: 'saver',
    earner: 'cinema',
    priceCents: 800,
    funder: 'youth',
    fundedCents: 200,
  });
  await book(core, {
    role: 'badge',
    earner: 'restaurant',
    priceCents: 850,
    funder: 'hr',
    fundedCents: 450,
    happenedAt: '2026-12-31T23:30:00Z',
  });
  await book(core, {
    role: null,
    earner: 'club',
    priceCents: 700,
    funder: 'nijlen',
    fundedCents: 1,
    municipality: 'nijlen',
  });

  await t.test('an entry tells who owes whom how much in which month, and no more', async (t) => {
    const { totalItems, member } = await listEntries(core, finance, ALL);

    t.equal(totalItems, 3);
    const entry = member.find(({ cents }) => cents === 300);
    t.match(entry, {
      month: '2026-11',
      debtor: { key: 'uit', municipality: 'lier', name: 'UiT' },
      creditor: { key: 'cultural-centre', municipality: 'lier', name: 'Cultuurcentrum' },
      kind: 'funding',
    });
    t.same(Object.keys(entry ?? {}).toSorted(), [
      'cents',
      'creditor',
      'debtor',
      'id',
      'kind',
      'month',
      'role',
    ]);
  });

  await t.test('a hidden role is not named, one of its owner by neutral words', async (t) => {
    const lines = await show();

    t.same(lines.toSorted(), [
      '2026-11 uit>cultural-centre 300 funding cards/friend/Vriend',
      '2026-11 youth>cinema 200 funding advantage/advantage/Voordeel',
      '2027-01 hr>restaurant 450 funding -',
    ]);
  });

  await t.test('entries are found by month, debtor, creditor and kind', async (t) => {
    t.same((await show({ from: '2026-12' })).length, 1);
    t.same((await show({ to: '2026-12' })).length, 2);
    t.same((await show({ from: '2026-11', to: '2026-11', debtor: 'uit' })).length, 1);
    t.same((await show({ creditor: 'cinema' })).length, 1);
    t.same((await show({ creditor: 'cinema', debtor: 'uit' })).length, 0);
    t.same((await show({ kind: 'refund' })).length, 0);
    t.same((await show({ debtor: 'nijlen' })).length, 0);
    const unknown = listEntries(core, finance, { ...ALL, debtor: 'libary' });
    t.match(await refusalIn(unknown), { name: 'party-not-found' });
  });

  await t.test('a neighbour on the same card and another region see only their own', async (t) => {
    const nijlen = testCaller(core, 'uit', { municipality: 'nijlen' });
    const mechelen = testCaller(core, 'uit', { municipality: 'mechelen' });

    t.match(await listEntries(core, nijlen, ALL), { totalItems: 1, member: [{ cents: 1 }] });
    t.same(await listEntries(core, mechelen, ALL), { totalItems: 0, member: [] });
  });

  await t.test('what comes to nothing is not in the list', async (t) => {
    await book(core, {
      role: null,
      earner: 'club',
      priceCents: 700,
      funder: 'welfare',
      fundedCents: 0,
    });

    t.same(await show({ debtor: 'welfare' }), []);
    const [row] = await core.asOwner<{ entries: number }>(
      'select count(*)::int as entries from core.entry where cents = 0',
    );
    t.equal(row?.entries, 1);
  });

  await t.test('the order of the list is not that of the writing', async (t) => {
    for (const cents of [70, 10, 50, 30]) {
      await book(core, {
        role: null,
        earner: 'sport',
        priceCents: 100,
        funder: 'agb',
        fundedCents: cents,
      });
    }
    const { member } = await listEntries(core, finance, { ...ALL, debtor: 'agb' });

    t.same(
      member.map(({ cents }) => cents),
      [10, 30, 50, 70],
    );
  });

  await t.test(
    'a part of the list is asked by its place, with the length of the whole',
    async (t) => {
      const { totalItems, member } = await listEntries(core, finance, {
        start: 1,
        limit: 2,
        debtor: 'agb',
      });

      t.equal(totalItems, 4);
      t.same(
        member.map(({ cents }) => cents),
        [30, 50],
      );
    },
  );

  await t.test('which household pays is not in the list', async (t) => {
    const home = await householdOf(core, []);
    await core.asOwner(
      `update core.party set kind = 'household', key = 'peeters', name = 'Gezin Peeters',
              household_id = '${home}'
        where key = 'agb' and municipality_id = (select id from core.municipality where slug = 'lier')`,
    );
    const { member } = await listEntries(core, finance, { ...ALL, creditor: 'sport' });

    t.match(member[0]?.debtor, { key: 'household', name: 'Een gezin' });
    t.notMatch(JSON.stringify(member), /peeters/i);
  });
});
