import type { Test } from 'tap';
import { HOLDER, type MoneyFact } from '../../../core/billing/money-fact.ts';
import { violatedLaws } from '../../../core/billing/ledger-laws.ts';
import { readMoneyFact } from '../../../core/billing/read-money-fact.ts';
import { tenantManager } from '../../../core/database/orm.ts';
import { knownJobs } from '../../../core/jobs/known-jobs.ts';
import { type Installation, placeId } from '../../../core/municipalities/installation.ts';
import { type ApiHolder, openApi, type TestApi } from '../../../test/fixtures/open-api.ts';
import type { TestHolder } from '../../../test/fixtures/open-core.ts';

/** A Thursday, on which there is school. */
const START = '2026-11-19T15:30:00+01:00';

const WEEK = { days: [1, 2, 3, 4, 5], onFreeDays: false, mayLeaveAlone: false };
const CARE = 'lier-childcare';

/** The childcare of Lier, as it is shipped unless another is given, on a database of its own. */
export async function openChildcare(t: Test, installation?: Installation) {
  const api = await openApi(t, installation && { installation });
  api.core.setNow(START);
  return { api, ...callsOf(api) };
}

/** One fact of the ledger, with the parties by their names. */
export interface BookedFact {
  readonly entries: readonly string[];
  readonly shares: Readonly<Record<string, number>>;
}

function callsOf(api: TestApi) {
  const desk = api.as(CARE);
  const door = api.as('lier-childcare-door');
  const at = (time: string, day = '2026-11-19') => api.core.setNow(`${day}T${time}:00+01:00`);
  const nest = placeId('lier', 'nest');
  return {
    desk,
    door,
    at,
    nest,
    addChild: (holder: Partial<TestHolder> = {}) =>
      api.addHolder({ birthDate: '2018-05-05', ...holder }),
    async enrol(child: ApiHolder, more: object = {}): Promise<string> {
      const body = { card: child.number, location: 'nest', ...WEEK, ...more };
      const answer = await desk.post('/childcare-access/enrolments', body);
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json<{ id: string }>().id;
    },
    arrive: (card: string, more: object = {}) =>
      door.post('/childcare-access/arrivals', { card, placeId: nest, ...more }),
    /** Erases somebody, at a moment when all that is still to be charged now is paid. */
    async erase({ passholderId }: ApiHolder): Promise<void> {
      const now = new Date(api.core.now()).toISOString();
      at('10:00', '2028-01-04');
      const gone = await api.as('lier-privacy').delete(`/passholders/${passholderId}`);
      api.core.setNow(now);
      if (gone.statusCode !== 204) throw new Error(gone.body);
    },
    leave: (card: string, more: object = {}) =>
      door.post('/childcare-access/departures', { card, placeId: nest, ...more }),
    /** A stay of so many minutes, from four o'clock. */
    async stay(card: string, pickUpCard: string, minutes: number) {
      at('16:00');
      const arrived = await door.post('/childcare-access/arrivals', { card, placeId: nest });
      if (arrived.statusCode !== 200) throw new Error(arrived.body);
      api.core.setNow(new Date(api.core.now() + minutes * 60_000).toISOString());
      const body = { card, placeId: nest, pickUpCard };
      const left = await door.post('/childcare-access/departures', body);
      if (left.statusCode !== 200) throw new Error(left.body);
      return left.json<{ attendanceId: string }>().attendanceId;
    },
    inside: async (placeKey = 'nest') =>
      (await door.get(`/childcare-access/locations/${placeId('lier', placeKey)}/inside`)).json<{
        children: { firstName: string; allergies: string | null; attendanceId: string }[];
      }>(),
    find: async (card: string) =>
      (await desk.post('/childcare-access/enrolments/find', { card }, { key: null })).json<
        {
          id: string;
          persons: { id: string; name: string }[];
          payers: { name: string | null }[];
        }[]
      >(),
    /** Does a job of the plugin, and all that it wakes, as a worker does. */
    work: (job: string, data: Record<string, string> = {}) => workOn(api, job, data),
    facts: (kind?: string) => factsOf(api, kind),
  };
}

async function workOn(api: TestApi, job: string, data: Record<string, string>): Promise<void> {
  const find = (name: string) => knownJobs(api.core).find((one) => one.name === name);
  const { jobs } = api.core;
  const before = jobs.wakeups.length;
  await find(`childcare-access.${job}`)?.run({ municipality: 'lier', ...data });
  for (let next = before; next < jobs.wakeups.length; next += 1) {
    const wakeup = jobs.wakeups[next];
    if (wakeup?.job.startsWith('childcare-access.')) await find(wakeup.job)?.run(wakeup.data);
  }
}

/** The facts of the childcare in the order in which they were written; each keeps the laws. */
async function factsOf({ core }: TestApi, kind = ''): Promise<BookedFact[]> {
  const em = tenantManager(core.orm, 1);
  const facts = await core.asOwner<{ id: string }>(
    `select f.id from core.money_fact f
       left join core.money_fact o on o.id = f.reverses_id
       join core.settlement s on s.id = coalesce(f.settlement_id, o.settlement_id)
      where s.plugin = 'childcare-access' and s.about like $1 || '%'
      order by f.recorded_at, f.reverses_id is null, f.id`,
    [kind],
  );
  const written: BookedFact[] = [];
  for (const { id } of facts) {
    const stored = await readMoneyFact(em, 1, id);
    if (!stored) throw new Error(`no fact ${id}`);
    const broken = violatedLaws(stored.fact);
    if (broken.length > 0) throw new Error(broken.join('; '));
    written.push(show(core, stored.fact));
  }
  return written;
}

function show(core: TestApi['core'], fact: MoneyFact): BookedFact {
  const nameOf = (party: string): string =>
    party === HOLDER ? party : (core.installation().party(party)?.key ?? 'PAYER');
  return {
    entries: fact.entries
      .map(({ debtor, creditor, cents, kind }) => {
        return `${nameOf(debtor)}>${nameOf(creditor)} ${cents} ${kind}`;
      })
      .toSorted(),
    shares: Object.fromEntries(fact.shares.map(({ party, cents }) => [nameOf(party), cents])),
  };
}
