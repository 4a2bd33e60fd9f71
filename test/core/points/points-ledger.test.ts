import fc from 'fast-check';
import { Client } from 'pg';
import t from 'tap';
import { createEvent } from '../../../core/events/create-event.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { refusalOf } from '../../../core/database/refusal.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { makePassNumber } from '../../../core/passes/pass-number.ts';
import { checkIn } from '../../../core/points/check-in.ts';
import { deleteCheckIn } from '../../../core/points/delete-check-in.ts';
import { expirePoints } from '../../../core/points/expire-points.ts';
import { cancelRedemption } from '../../../core/rewards/cancel-redemption.ts';
import { redeemReward } from '../../../core/rewards/redeem-reward.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { offer } from '../rewards/reward-desk.ts';
import { PlainLedger } from './plain-ledger.ts';

const MONTHS = 3;
const SIZES = [1, 2, 3] as const;
const towns = new Installation([
  activeMunicipality(townConfig('lier', 1, { points: { expireAfterMonths: MONTHS } })),
]);
const core = await openTestCore(t, towns, '2025-01-01T12:00:00+01:00');
const desk = testCaller(core);

const owner = new Client({ connectionString: core.ownerUrl });
await owner.connect();
t.teardown(() => owner.end());
const ask = async <Row extends object>(sql: string, values: unknown[]): Promise<Row[]> =>
  (await owner.query<Row>(sql, values)).rows;

const eventIds = new Map<number, string>();
const rewardIds = new Map<number, string>();
for (const points of SIZES) {
  const event = {
    title: `Goed voor ${points}`,
    regularPriceCents: 0,
    placeId: null,
    calendar: { type: 'PERMANENT' },
    earnsPoints: true,
    points,
    limit: null,
    marginMinutes: 0,
  } as const;
  eventIds.set(points, (await createEvent(core, desk, { event, command: NO_KEY })).id);
  rewardIds.set(points, (await offer(core, desk, { points })).id);
}

let passes = 0;
async function makeHolder(): Promise<{ card: string; passholderId: string }> {
  passes += 1;
  const number = makePassNumber(String(passes).padStart(12, '0'));
  const { passholderId } = await addHolder(core, { number });
  return { card: number, passholderId };
}

const earn = async (card: string, points: number) =>
  (await checkIn(core, desk, { card, eventId: eventIds.get(points) ?? '', command: NO_KEY })).saved
    .checkInId;
const redeem = async (card: string, points: number) =>
  (await redeemReward(core, desk, { card, rewardId: rewardIds.get(points) ?? '', command: NO_KEY }))
    .id;
const cancel = async (id: string) => cancelRedemption(core, desk, { id, command: NO_KEY });
const remove = async (id: string) => deleteCheckIn(core, desk, { id, command: NO_KEY });

/** What came of something: its answer, or the name of the refusal. A deadlock undoes all of one. */
async function outcomeOf<Answer>(act: Promise<Answer>): Promise<Answer | { refused: string }> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof Problem) return { refused: error.definition.name };
    const refusal = refusalOf(error);
    if (refusal) return { refused: refusal.name };
    if ((error as { code?: string }).code === '40P01') return { refused: 'deadlock' };
    throw error;
  }
}

const isRefused = (outcome: unknown): outcome is { refused: string } =>
  typeof outcome === 'object' && outcome !== null && 'refused' in outcome;

async function accountOf(passholderId: string): Promise<{ balance: number; lots: number[] }> {
  const [account] = await ask<{ balance: number; lots: number[] }>(
    `select a.balance, array(
              select l.remaining from core.points_lot l
               where l.account_id = a.id order by l.earned_at) as lots
       from core.points_account a where a.passholder_id = $1`,
    [passholderId],
  );
  return account ?? { balance: -1, lots: [] };
}

async function brokenLaws(): Promise<string[]> {
  const laws = await verifyInstallation(core);
  return laws.filter(({ wrong }) => wrong > 0).map(({ law, first }) => `${law}: ${first}`);
}

interface Act {
  readonly days: number;
  readonly act: 'earn' | 'redeem' | 'cancel' | 'delete' | 'expire';
  readonly points: number;
  readonly which: number;
}
type History = readonly Act[];
/** Something that was earned or redeemed, and whose it is. */
interface Made {
  readonly id: string;
  readonly points: number;
  readonly at: number;
}

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    days: fc.constantFrom(0, 0, 1, 30, 70),
    act: fc.constantFrom<Act['act'][]>(
      'earn',
      'earn',
      'redeem',
      'redeem',
      'cancel',
      'delete',
      'expire',
    ),
    points: fc.constantFrom(...SIZES),
    which: fc.nat(9),
  }),
  { minLength: 4, maxLength: 16 },
);

t.test('the ledger of points is that of a clerk with pencil and paper', async (t) => {
  const keep = async (history: History) => {
    const { card, passholderId } = await makeHolder();
    const paper = new PlainLedger(MONTHS);
    const [earned, taken]: [string[], string[]] = [[], []];
    for (const { days, act, points, which } of history) {
      const now = core.now() + days * 86_400_000 + 60_000;
      core.setNow(new Date(now).toISOString());
      if (act === 'earn') {
        const id = await earn(card, points);
        paper.earn(id, points, now);
        earned.push(id);
      } else if (act === 'redeem') {
        const may = paper.canRedeem(points, now);
        const id = await outcomeOf(redeem(card, points));
        assertEqual(!isRefused(id), may, `redeeming ${points}`);
        if (isRefused(id)) continue;
        paper.redeem(id, points, now);
        taken.push(id);
      } else if (act === 'cancel' && taken.length > 0) {
        const [id = ''] = taken.splice(which % taken.length, 1);
        await cancel(id);
        paper.cancel(id);
      } else if (act === 'delete' && earned.length > 0) {
        const [id = ''] = earned.splice(which % earned.length, 1);
        const may = paper.canDelete(id);
        const outcome = await outcomeOf(remove(id));
        assertEqual(!isRefused(outcome), may, 'taking a check-in back');
        if (may) paper.delete(id);
      } else if (act === 'expire') {
        await expirePoints(core, 1);
        paper.expire(now);
      }
      const account = await accountOf(passholderId);
      assertEqual(account.balance, paper.balance, 'balance');
      assertEqual(String(account.lots), String(paper.lots.map(({ left }) => left)), 'lots');
    }
  };

  await t.resolves(fc.assert(fc.asyncProperty(acts, keep), { numRuns: 40 }));
  t.same(await brokenLaws(), [], 'and every point is traced to where it was earned');
});

t.test('whatever happens at once, no point is lost, made or spent twice', async (t) => {
  const batches = fc.array(acts, { minLength: 2, maxLength: 3 });
  const keep = async (all: readonly History[]) => {
    const holders = [await makeHolder(), await makeHolder()];
    const sums = holders.map(() => 0);
    const [earned, taken]: [Made[], Made[]] = [[], []];
    for (const batch of all) {
      core.setNow(new Date(core.now() + 40 * 86_400_000).toISOString());
      const before = { earned: [...earned], taken: [...taken] };
      const works = batch.map(async ({ act, points, which }) => {
        const at = which % holders.length;
        const card = holders[at]?.card ?? '';
        const add = (moved: number): void => {
          sums[at] = (sums[at] ?? 0) + moved;
        };
        if (act === 'earn' || act === 'redeem') {
          const id = await outcomeOf(act === 'earn' ? earn(card, points) : redeem(card, points));
          if (isRefused(id)) return;
          add(act === 'earn' ? points : -points);
          (act === 'earn' ? earned : taken).push({ id, points, at });
        } else if (act === 'expire') {
          await outcomeOf(expirePoints(core, 1));
        } else {
          // Of what was there before: the same one may be picked by several.
          const made = act === 'cancel' ? before.taken : before.earned;
          const one = made[which % made.length];
          if (!one) return;
          const outcome = await outcomeOf(act === 'cancel' ? cancel(one.id) : remove(one.id));
          if (isRefused(outcome)) return;
          sums[one.at] = (sums[one.at] ?? 0) + (act === 'cancel' ? one.points : -one.points);
        }
      });
      await Promise.all(works);
      for (const [at, { passholderId }] of holders.entries()) {
        const { balance } = await accountOf(passholderId);
        const expired = await expiredOf(passholderId);
        assertEqual(balance, (sums[at] ?? 0) - expired, 'balance');
        if (balance < 0) throw new Error(`a balance of ${balance}`);
      }
    }
  };

  await t.resolves(fc.assert(fc.asyncProperty(batches, keep), { numRuns: 12 }));
  t.same(await brokenLaws(), [], 'and every point is traced to where it was earned');
});

async function expiredOf(passholderId: string): Promise<number> {
  const [sum] = await ask<{ points: number }>(
    `select coalesce(sum(p.points), 0)::int as points from core.points_posting p
       join core.points_account a on a.id = p.from_account_id
      where a.passholder_id = $1 and p.kind = 'expire'`,
    [passholderId],
  );
  return sum?.points ?? 0;
}

function assertEqual<Value>(actual: Value, expected: Value, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)}, not ${String(expected)}`);
}
