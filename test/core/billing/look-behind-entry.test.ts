import { randomUUID } from 'node:crypto';
import t from 'tap';
import { lookBehindEntry } from '../../../core/billing/look-behind-entry.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { refusalIn } from '../tariffs/ticket-desk.ts';
import { book, townsWithCards } from './booked-facts.ts';

t.test('the fact behind an entry', async (t) => {
  const core = await openTestCore(t, townsWithCards());
  const { passholderId } = await addHolder(core, { number: '0912345678903' });
  const fact = await book(core, {
    role: 'badge',
    earner: 'restaurant',
    priceCents: 850,
    funder: 'hr',
    fundedCents: 450,
    passholderId,
  });
  const [entry] = await core.asOwner<{ id: string }>(
    'select id from core.entry where money_fact_id = $1',
    [fact],
  );
  const asked = { entryId: entry?.id ?? '', reason: 'klacht over de afrekening van november' };
  const looks = () =>
    core.asOwner(
      `select l.client_id, o.key as organizer, l.passholder_id, l.subject, l.subject_id, l.reason
         from core.look l join core.organizer o on o.id = l.organizer_id`,
    );

  await t.test('it tells the moment, the price and who paid and bears what', async (t) => {
    const opened = await lookBehindEntry(core, testCaller(core, 'uit'), asked);

    t.match(opened, {
      kind: 'role-sale',
      happenedAt: '2026-11-20T09:00:00.000Z',
      priceCents: 850,
      earner: { key: 'restaurant' },
      passholderId,
    });
    t.same(Object.fromEntries(opened.shares.map(({ party, cents }) => [party?.key, cents])), {
      undefined: 400,
      hr: 450,
    });
    t.match(opened.payments, [
      { payer: null, accountOwner: { key: 'restaurant' }, means: 'card', cents: 400 },
    ]);
    t.notMatch(JSON.stringify(opened), /Noor|Peeters|0912345678903|badge/);
  });

  await t.test('that it was opened is recorded, with who and why', async (t) => {
    t.same(await looks(), [
      {
        client_id: 'lier-uit-desk',
        organizer: 'uit',
        passholder_id: passholderId,
        subject: 'billing-fact',
        subject_id: fact,
        reason: asked.reason,
      },
    ]);
  });

  await t.test('nothing is shown when the look cannot be recorded', async (t) => {
    await core.asOwner('alter table core.look add constraint out_of_room check (false) not valid');
    t.teardown(() => core.asOwner('alter table core.look drop constraint out_of_room'));

    await t.rejects(lookBehindEntry(core, testCaller(core, 'uit'), asked), /out_of_room/);
  });

  await t.test('an entry between others does not exist', async (t) => {
    const before = await looks();
    for (const municipality of ['nijlen', 'mechelen']) {
      const caller = testCaller(core, 'uit', { municipality });
      t.match(await refusalIn(lookBehindEntry(core, caller, asked)), { name: 'entry-not-found' });
    }
    const unknown = { ...asked, entryId: randomUUID() };
    const lier = testCaller(core, 'uit');
    t.match(await refusalIn(lookBehindEntry(core, lier, unknown)), { name: 'entry-not-found' });
    t.same(await looks(), before);
  });
});
