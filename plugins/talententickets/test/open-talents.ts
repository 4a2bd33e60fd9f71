import assert from 'node:assert/strict';
import { knownJobs } from '../../../core/jobs/known-jobs.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import {
  type ApiHolder,
  openApi,
  shippedInstallation,
  type TestApi,
} from '../../../test/fixtures/open-api.ts';
import { activeMunicipality } from '../../../test/fixtures/test-towns.ts';
import type { TalentConfig } from '../config.ts';

type Test = Parameters<typeof openApi>[0];

export const YOUTH = 'mechelen-youth';
export const CLUB = 'mechelen-judo-club';
/** Born so that the child is eight today. */
export const EIGHT = '2018-05-05';

/** A line of a rights check, of a ticket. */
export interface TicketLine {
  readonly right: string;
  readonly roleId: string;
  readonly permit: boolean;
  readonly remaining: number | null;
}

/** Mechelen as it is shipped, on 20 November 2026, or with other settings of its tickets. */
export async function openTalents(t: Test, change: Partial<TalentConfig> = {}) {
  const installation = changeTickets(await shippedInstallation(), change);
  const api = await openApi(t, { installation });
  const inTown = { municipality: 'mechelen', cardSystemId: 2 };
  return {
    api,
    addChild: (birthDate = EIGHT, child: object = {}): Promise<ApiHolder> =>
      api.addHolder({ ...inTown, birthDate, ...child }),
    giveBudgets: () => runJob(api, 'give-budgets'),
    reportUse: () => runJob(api, 'report-use'),
    linesOf: (client: string, number: string) => linesOf(api, client, number),
    /** The club is paid an amount with a ticket. */
    pay: async (holder: ApiHolder, use: object, client = CLUB) => {
      const [line] = await linesOf(api, client, holder.number);
      assert(line, 'the club sees that there are tickets');
      return api.as(client).post(`/roles/${line.roleId}/uses`, { card: holder.number, ...use });
    },
    /** What is left of each ticket, as the youth service sees it. */
    leftOf: async (holder: ApiHolder) => {
      const lines = await linesOf(api, YOUTH, holder.number);
      return Object.fromEntries(
        lines.map(({ remaining, right }) => [right.split(':')[1], remaining]),
      );
    },
  };
}

/** A use that a household of which the fee is 120 euro asks for. */
export function useOf(allowance: string, amount: number, toPayCents = 12_000) {
  return { allowance, amount, toPayCents };
}

/** The budgets that were given, by holder and year. */
export async function budgetsOf(api: TestApi) {
  return api.core.asOwner<{ holder: string; year: number }>(
    `select passholder_id as holder, (attributes->>'year')::int as year from core.role
      where plugin = 'talententickets' order by 1, 2`,
  );
}

async function runJob(api: TestApi, name: string): Promise<void> {
  const job = knownJobs(api.core).find((one) => one.name === `talententickets.${name}`);
  assert(job, `there is a job ${name}`);
  await job.run({ municipality: 'mechelen' });
}

async function linesOf(api: TestApi, client: string, number: string): Promise<TicketLine[]> {
  const answer = await api.as(client).get(`/passes/${number}/rights`);
  assert.equal(answer.statusCode, 200, answer.body);
  const { rights } = answer.json<{ rights: TicketLine[] }>();
  return rights.filter(({ right }) => /^(?:talententickets:|tickets$)/.test(right));
}

function changeTickets(installation: Installation, change: Partial<TalentConfig>): Installation {
  const towns = installation.municipalities.map((town) => {
    const plugin = town.plugins.get('talententickets');
    if (!plugin) return town;
    const config = { ...(plugin.config as TalentConfig), ...change };
    const others = [...town.plugins.values()].filter((one) => one !== plugin);
    return activeMunicipality(town.config, [...others, { ...plugin, config }]);
  });
  return new Installation(towns);
}
