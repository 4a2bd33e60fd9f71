import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Problem } from '../../../core/contract/problem.ts';
import { refusalOf } from '../../../core/database/refusal.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { openCard } from '../../../core/rights/open-card.ts';
import { checkRights } from '../../../core/rights/check-rights.ts';
import {
  setSocialStatus,
  type SocialStatusDecision,
} from '../../../core/tariffs/set-social-status.ts';
import { addHolder, openTestCore, type TestHolder } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const core = await openTestCore(t, testInstallation());
const welfare = testCaller(core, 'welfare');

let made = 0;
async function holder(change: Partial<TestHolder> = {}): Promise<{ id: string; number: string }> {
  made += 1;
  const number = String(made).padStart(13, '0');
  const { passholderId } = await addHolder(core, { number, ...change });
  return { id: passholderId, number };
}

const set = (
  passholderId: string,
  decision: Partial<SocialStatusDecision> = {},
  caller = welfare,
) => setSocialStatus(core, caller, { passholderId, status: 'ACTIVE', command: null, ...decision });
const rowsOf = (id: string) =>
  core.asOwner<Record<string, unknown>>(
    'select status, effective_from::text, end_date::text, organizer_id from core.social_status ' +
      'where passholder_id = $1 order by recorded_at',
    [id],
  );

async function refused(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    return error instanceof Problem ? error.definition.name : (refusalOf(error)?.name ?? '?');
  }
  return 'done';
}

t.test('the welfare service grants the social tariff from today on', async (t) => {
  const { id, number } = await holder();

  const recorded = await set(id, { endDate: '2027-12-31' });

  t.same(recorded, { status: 'ACTIVE', effectiveFrom: '2026-11-20', endDate: '2027-12-31' });
  t.same(await rowsOf(id), [
    {
      status: 'ACTIVE',
      effective_from: '2026-11-20',
      end_date: '2027-12-31',
      organizer_id: organizerId('lier', 'welfare'),
    },
  ]);
  const question = { card: number, eventId: null, place: null, at: core.now() };
  const { facts } = await checkRights(core, welfare, question);
  t.match(facts, { social: { status: 'ACTIVE', endDate: '2027-12-31' }, holder: { version: 2 } });
});

t.test('a later decision takes over, and what was before stays', async (t) => {
  const { id } = await holder();
  await set(id, { endDate: '2027-12-31', effectiveFrom: '2026-01-01' });

  await set(id, { status: 'SUSPENDED' });
  await set(id, { status: 'NONE', effectiveFrom: '2027-01-01' });

  t.match(await rowsOf(id), [
    { status: 'ACTIVE', effective_from: '2026-01-01' },
    { status: 'SUSPENDED', effective_from: '2026-11-20' },
    { status: 'NONE', effective_from: '2027-01-01', end_date: null },
  ]);
});

t.test(
  'the decision that took effect last counts on a day, whenever it was recorded',
  async (t) => {
    const { id, number } = await holder();
    const told = async (day: string): Promise<unknown> => {
      const question = { card: number, eventId: null, day };
      return (await openCard(core, welfare, question)).social;
    };
    await set(id, { effectiveFrom: '2026-06-01', endDate: '2027-06-30' });
    await set(id, { effectiveFrom: '2026-01-01', endDate: '2026-06-30' });

    t.equal(await told('2025-12-31'), null, 'before its first day');
    t.match(await told('2026-05-31'), { endDate: '2026-06-30' });
    t.match(await told('2026-06-01'), { endDate: '2027-06-30' }, 'an older day undoes nothing');

    await set(id, { effectiveFrom: '2026-06-01', status: 'SUSPENDED' });
    t.match(await told('2026-06-01'), { status: 'SUSPENDED' }, 'of one day the last one');
    await set(id, { effectiveFrom: '2026-09-01' });
    t.match(await told('2026-08-31'), { status: 'SUSPENDED' });
    t.match(await told('2026-09-01'), { status: 'ACTIVE', endDate: null });
  },
);

t.test('what is announced says that something changed, never what', async (t) => {
  const { id } = await holder();

  await set(id, { endDate: '2027-12-31' });

  const [message] = await core.asOwner<Record<string, unknown>>(
    'select * from core.outbox where subject_id = $1',
    [id],
  );
  t.equal(message?.['kind'], 'passholder.changed');
  t.notMatch(JSON.stringify(message), /ACTIVE|2027/);
});

t.test('seeing to a status is recorded', async (t) => {
  const { id } = await holder();

  await set(id);

  t.match(await core.asOwner('select * from core.look where passholder_id = $1', [id]), [
    {
      client_id: 'lier-welfare-desk',
      organizer_id: organizerId('lier', 'welfare'),
      subject: 'person',
      subject_id: null,
    },
  ]);
});

t.test('nobody but who manages it may, and a refusal tells nothing of the holder', async (t) => {
  const { id } = await holder();
  const library = testCaller(core, 'library');

  t.equal(await refused(set(id, {}, library)), 'forbidden');
  t.equal(await refused(set(randomUUID(), {}, library)), 'forbidden', 'known or not');
  t.same(await rowsOf(id), []);
});

t.test('a service manages who lives in its municipality or was registered there', async (t) => {
  const nijlen = testCaller(core, 'welfare', { municipality: 'nijlen' });
  const mechelen = testCaller(core, 'welfare', { municipality: 'mechelen' });
  const moved = await holder({ residence: 'nijlen' });
  const own = await holder();

  t.equal(await refused(set(moved.id, {}, nijlen)), 'done');
  t.equal(await refused(set(moved.id)), 'done');
  t.equal(await refused(set(own.id, {}, nijlen)), 'passholder-not-found');
  t.equal(await refused(set(own.id, {}, mechelen)), 'passholder-not-found');
  t.equal(await refused(set(randomUUID())), 'passholder-not-found');
  t.same(await rowsOf(own.id), []);
});

t.test('dates that cannot be are refused', async (t) => {
  const { id } = await holder();

  for (const wrong of [
    { endDate: '2026-11-19' },
    { effectiveFrom: '2027-01-01', endDate: '2026-12-31' },
    { status: 'NONE', endDate: '2027-12-31' },
    { effectiveFrom: '1999-12-31' },
  ] as const) {
    t.equal(await refused(set(id, wrong)), 'invalid-data', JSON.stringify(wrong));
  }
  t.equal(
    await refused(set(id, { endDate: '2026-11-20' })),
    'done',
    'the last day may be the first',
  );
  t.equal((await rowsOf(id)).length, 1);
});

t.test('the same command again records nothing more, also when its day has passed', async (t) => {
  const { id } = await holder();
  const command = { key: randomUUID(), hash: 'asked' };
  const first = await set(id, { endDate: '2026-12-31', command });

  core.setNow('2027-03-01T10:00:00+01:00');
  const again = await set(id, { endDate: '2026-12-31', command });
  core.setNow('2026-11-20T10:00:00+01:00');

  t.same(again, first);
  t.equal((await rowsOf(id)).length, 1);
  t.equal(
    await refused(set(id, { status: 'NONE', command: { ...command, hash: 'other' } })),
    'idempotency-key-reused',
  );
});

t.test('of 32 decisions at once each is recorded, in one order', async (t) => {
  const { id, number } = await holder();
  const days = Array.from(
    { length: 32 },
    (_, at) => `2027-01-${String((at % 28) + 1).padStart(2, '0')}`,
  );

  await Promise.all(days.map((endDate) => set(id, { endDate })));

  const rows = await rowsOf(id);
  t.equal(rows.length, 32);
  const question = { card: number, eventId: null, place: null, at: core.now() };
  const { facts } = await checkRights(core, welfare, question);
  t.equal(facts.social?.endDate, rows.at(-1)?.['end_date'], 'the last one counts');
  t.equal(facts.holder?.version, 33);
});
