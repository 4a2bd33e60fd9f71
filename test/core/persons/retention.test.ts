import { randomUUID } from 'node:crypto';
import t from 'tap';
import { knownJobs } from '../../../core/jobs/known-jobs.ts';
import { publishConfiguration } from '../../../core/municipalities/publish-configuration.ts';
import { eraseInactiveHolders } from '../../../core/persons/erase-inactive-holders.ts';
import { reduceOldLooks } from '../../../core/persons/reduce-old-looks.ts';
import { checkIn } from '../../../core/points/check-in.ts';
import { deleteCheckIn } from '../../../core/points/delete-check-in.ts';
import { reduceOldCheckIns } from '../../../core/points/reduce-old-check-ins.ts';
import { searchPassholders } from '../../../core/persons/search-passholders.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { createEvent } from '../../../core/events/create-event.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { newPassNumber } from '../../fixtures/open-api.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const core = await openTestCore(t, testInstallation());
const library = testCaller(core, 'library');
const STORIES = {
  title: 'Voorleesuurtje',
  regularPriceCents: 0,
  placeId: null,
  calendar: { type: 'PERMANENT' },
  earnsPoints: true,
  points: 1,
  limit: null,
  marginMinutes: 60,
} as const;

async function forget(): Promise<void> {
  await core.asOwner(`truncate core.person, core.passholder, core.card, core.card_directory,
    core.event, core.command, core.look, core.look_count, core.money_fact, core.outbox cascade`);
  await core.asOwner('delete from core.points_account');
  // What configuration names goes with it: a household that pays is a party.
  await publishConfiguration(core.orm, core.installation(), core.now());
}

async function addStories(): Promise<string> {
  return (await createEvent(core, library, { event: STORIES, command: NO_KEY })).id;
}

/** Somebody who took part at these moments. */
async function addVisitor(eventId: string, moments: readonly string[], municipality = 'lier') {
  core.setNow(moments[0] ?? '2026-11-20T10:00:00+01:00');
  const number = newPassNumber();
  const holder = await addHolder(core, { number, municipality });
  const saved = [];
  for (const moment of moments) {
    core.setNow(moment);
    const command = { key: randomUUID(), hash: moment };
    const done = await checkIn(core, library, { card: number, eventId, command });
    saved.push({ id: done.saved.checkInId, command });
  }
  core.setNow('2026-11-20T10:00:00+01:00');
  return { ...holder, number, saved };
}

const counts = () =>
  core.asOwner('select month::text, check_ins from core.check_in_count order by month');
const brokenLaws = async () => (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0);

t.test('a check-in of more than thirteen months ago is a count, its point stays', async (t) => {
  await forget();
  const eventId = await addStories();
  const { passholderId, saved } = await addVisitor(eventId, [
    '2025-10-19T23:59:00+02:00',
    '2025-10-19T09:00:00+02:00',
    '2025-10-20T00:00:00+02:00',
    '2026-11-01T10:00:00+01:00',
  ]);

  await reduceOldCheckIns(core, 1);

  t.same(await counts(), [{ month: '2025-10-01', check_ins: 2 }]);
  const kept = await core.asOwner<{ id: string }>('select id from core.check_in');
  t.same(
    kept.map(({ id }) => id).toSorted(),
    saved
      .slice(2)
      .map(({ id }) => id)
      .toSorted(),
    'the first day that is kept is the same day thirteen months ago',
  );
  const postings = await core.asOwner(`
    select happened_at, recorded_at = happened_at as is_month_only from core.points_posting
     where check_in_id is null`);
  t.same(
    postings,
    Array.from({ length: 2 }, () => {
      return { happened_at: new Date('2025-10-31T00:00:00+01:00'), is_month_only: true };
    }),
  );
  const [account] = await core.asOwner<{ balance: number }>(
    'select balance from core.points_account where passholder_id = $1',
    [passholderId],
  );
  t.equal(account?.balance, 4);
  const lots = await core.asOwner(`
    select l.earned_at = p.happened_at as is_same from core.points_lot l
      join core.points_posting p on p.id = l.id where p.check_in_id is null`);
  t.same(lots, [{ is_same: true }, { is_same: true }]);
  t.same(await brokenLaws(), []);
});

t.test('points do not expire sooner because their day is forgotten', async (t) => {
  await forget();
  await addVisitor(await addStories(), ['2025-03-10T10:00:00+01:00']);
  await core.asOwner("update core.points_lot set expires_at = '2027-03-11T00:00:00+01:00'");

  await reduceOldCheckIns(core, 1);

  const [lot] = await core.asOwner<{ until: Date }>(
    'select expires_at as until from core.points_lot',
  );
  t.same(lot?.until, new Date('2027-04-01T00:00:00+02:00'), 'with its month only');
});

t.test('the command that saved it is refused, and nobody can try what it said', async (t) => {
  await forget();
  const eventId = await addStories();
  const { number, saved } = await addVisitor(eventId, ['2025-01-01T10:00:00+01:00']);
  const { command } = saved[0] ?? { command: NO_KEY };
  await reduceOldCheckIns(core, 1);

  await t.rejects(checkIn(core, library, { card: number, eventId, command }), {
    code: 'PK000',
    message: 'fact-erased',
  });
  const other = { key: command.key, hash: 'of another request' };
  await t.rejects(checkIn(core, library, { card: number, eventId, command: other }), {
    message: 'fact-erased',
  });

  t.same(await core.asOwner('select payload_hash from core.command'), [{ payload_hash: null }]);
  t.equal((await core.asOwner('select 1 from core.check_in')).length, 0);
});

t.test('a check-in that was taken back is counted nowhere', async (t) => {
  await forget();
  const eventId = await addStories();
  const { saved } = await addVisitor(eventId, [
    '2025-01-01T10:00:00+01:00',
    '2025-01-02T10:00:00+01:00',
  ]);
  await deleteCheckIn(core, library, { id: saved[0]?.id ?? '', command: NO_KEY });

  await reduceOldCheckIns(core, 1);

  t.same(await counts(), [{ month: '2025-01-01', check_ins: 1 }]);
  t.same(await brokenLaws(), []);
});

t.test('twice, or by several at once, is once', async (t) => {
  await forget();
  const eventId = await addStories();
  for (let at = 0; at < 3; at += 1) {
    await addVisitor(
      eventId,
      Array.from({ length: 20 }, () => '2025-03-01T10:00:00+01:00'),
    );
  }

  await Promise.all(Array.from({ length: 6 }, () => reduceOldCheckIns(core, 1)));
  await reduceOldCheckIns(core, 1);

  t.same(await counts(), [{ month: '2025-03-01', check_ins: 60 }]);
  t.same(await brokenLaws(), []);
});

t.test('each municipality keeps its own holders as long as it says', async (t) => {
  await forget();
  const { municipalities } = core.installation();
  const [lier, nijlen] = municipalities;
  const eventId = await addStories();
  await addVisitor(eventId, ['2025-03-01T10:00:00+01:00']);
  await addVisitor(eventId, ['2025-03-01T10:00:00+01:00'], 'nijlen');
  t.equal(lier?.cardSystemId, nijlen?.cardSystemId);
  const retention = nijlen?.config.retention as { checkInMonths: number };
  retention.checkInMonths = 24;

  await reduceOldCheckIns(core, 1);
  retention.checkInMonths = 13;

  t.same(await counts(), [{ month: '2025-03-01', check_ins: 1 }]);
  t.equal((await core.asOwner('select 1 from core.check_in')).length, 1);
});

t.test('looks of more than ninety days ago are counts, failed ones apart', async (t) => {
  await forget();
  const { number } = await addVisitor(await addStories(), ['2026-01-01T10:00:00+01:00']);
  const look = (body: object) => searchPassholders(core, library, { ...body, start: 0, limit: 5 });
  const noor = { firstName: 'Noor', name: 'Peeters', dateOfBirth: '1985-07-30' };
  for (const moment of ['2026-08-21T10:00:00+02:00', '2026-08-22T10:00:00+02:00']) {
    core.setNow(moment);
    await look({ uitpasNumber: number, ...noor });
    await look({ email: 'niemand@voorbeeld.be' });
  }
  core.setNow('2026-11-20T10:00:00+01:00');

  await Promise.all([reduceOldLooks(core, 1), reduceOldLooks(core, 1)]);
  await reduceOldLooks(core, 1);

  const reduced = await core.asOwner(
    `select client_id, subject, is_failed, month::text, looks from core.look_count
      order by is_failed`,
  );
  const same = { client_id: 'lier-library-desk', subject: 'person', month: '2026-08-01', looks: 1 };
  t.same(reduced, [
    { ...same, is_failed: false },
    { ...same, is_failed: true },
  ]);
  t.equal((await core.asOwner('select 1 from core.look')).length, 2);
});

t.test('who did nothing for two years is erased, and nobody else', async (t) => {
  await forget();
  const eventId = await addStories();
  // Its point says October: since the end of that month it is two years.
  const long = '2024-10-19T10:00:00+02:00';
  const gone = await addVisitor(eventId, [long]);
  const active = await addVisitor(eventId, [long, '2025-01-01T10:00:00+01:00']);
  const [held, poor, former] = [
    await addVisitor(eventId, [long]),
    await addVisitor(eventId, [long]),
    await addVisitor(eventId, [long]),
  ];
  await core.asOwner(
    `insert into core.role (card_system_id, id, passholder_id, municipality_id, plugin, name,
       attributes, valid_from)
     select 1, gen_random_uuid(), $1, municipality_id, 'staff-card', 'badge', '{}', '2020-01-01'
       from core.passholder where id = $1`,
    [held.passholderId],
  );
  const status = (passholderId: string, endDate: string) =>
    core.asOwner(
      `insert into core.social_status (
         card_system_id, id, passholder_id, status, effective_from, end_date)
       values (1, gen_random_uuid(), $1, 'ACTIVE', '2020-01-01', $2)`,
      [passholderId, endDate],
    );
  await status(poor.passholderId, '2026-12-31');
  await status(former.passholderId, '2024-06-30');
  await reduceOldCheckIns(core, 1);

  await Promise.all([eraseInactiveHolders(core, 1), eraseInactiveHolders(core, 1)]);
  await eraseInactiveHolders(core, 1);

  const erased = await core.asOwner<{ id: string }>(
    'select id from core.passholder where person_id is null',
  );
  t.same(
    erased.map(({ id }) => id).toSorted(),
    [gone.passholderId, former.passholderId].toSorted(),
  );
  t.not(active.passholderId, null);
  t.same(await brokenLaws(), []);
});

t.test('who cannot be erased keeps nobody else from it', async (t) => {
  await forget();
  const eventId = await addStories();
  const holders = [];
  for (let at = 0; at < 3; at += 1) {
    holders.push(await addVisitor(eventId, ['2020-01-01T10:00:00+01:00']));
  }
  await reduceOldCheckIns(core, 1);
  const [first] = holders.toSorted((a, b) => (a.passholderId < b.passholderId ? -1 : 1));
  await core.asOwner(`
    create function core.fail_as_a_mistake() returns trigger language plpgsql as
      $$ begin raise exception 'as a mistake of ours would'; end $$;
    create trigger fails before delete on core.person for each row
      when (old.id = '${first?.personId}') execute function core.fail_as_a_mistake()`);

  await t.rejects(eraseInactiveHolders(core, 1), { message: '1 holders could not be erased' });

  const left = await core.asOwner<{ id: string }>(
    'select id from core.passholder where person_id is not null',
  );
  t.same(left, [{ id: first?.passholderId }]);
  await core.asOwner('drop trigger fails on core.person; drop function core.fail_as_a_mistake()');
});

t.test(
  'a check-in that came while its holder was erased is reduced by the next turn',
  async (t) => {
    await forget();
    const eventId = await addStories();
    const { passholderId } = await addVisitor(eventId, ['2026-11-01T10:00:00+01:00']);
    await core.asOwner('update core.passholder set person_id = null where id = $1', [passholderId]);

    await reduceOldCheckIns(core, 1);

    t.equal((await core.asOwner('select 1 from core.check_in')).length, 0);
    t.same(await counts(), [{ month: '2026-11-01', check_ins: 1 }]);
  },
);

t.test('each of this is a job that comes back every day', (t) => {
  const jobs = knownJobs(core).filter(({ everyMinutes }) => everyMinutes === 24 * 60);

  t.same(
    jobs.map(({ name }) => name),
    ['check-ins.reduce', 'looks.reduce', 'passholders.erase-inactive', 'orders.forget'],
  );
  t.same(jobs[0]?.targets(core.installation()), [{ cardSystem: '1' }, { cardSystem: '2' }]);
  t.end();
});
