import { knownJobs } from '../../../core/jobs/known-jobs.ts';
import {
  Installation,
  municipalityId,
  placeId,
} from '../../../core/municipalities/installation.ts';
import {
  type ApiHolder,
  openApi,
  shippedInstallation,
  type TestApi,
} from '../../../test/fixtures/open-api.ts';
import type { TestHolder } from '../../../test/fixtures/open-core.ts';
import { factsOf } from '../../../test/fixtures/written-facts.ts';
import type { GrabbelpasConfig } from '../config.ts';

type Test = Parameters<typeof openApi>[0];

/** The desk of the youth service of Lier. */
const YOUTH = 'lier-youth-desk';

/** The moment at which every test begins: a Friday. */
export const START = '2026-11-20T10:00:00+01:00';

/** An enrolment as a desk finds it. */
interface FoundEnrolment {
  readonly id: string;
  readonly activityId: string;
  readonly together: string;
  readonly state: string;
  readonly offer: { readonly id: string; readonly until: string } | null;
}

/** What a test says of an activity; the rest is that of {@link TURNEN}. */
export type ActivityBody = Record<string, unknown>;

/** A day of gymnastics in the Christmas holiday, given by the gymnastics club. */
const TURNEN = {
  title: 'Een dag turnen',
  place: 'gym',
  firstDay: '2026-12-22',
  lastDay: '2026-12-22',
  from: '09:00',
  until: '16:00',
  places: 20,
  priceCents: 789,
  giver: { organizer: 'gym-club', owedCents: 650, owedPer: 'present' },
};

/** The holidays of Lier on a fresh database, with other settings where a test needs them. */
export async function openHoliday(t: Test, change: Partial<GrabbelpasConfig> = {}) {
  const api = await openApi(t, { installation: withSettings(await shippedInstallation(), change) });
  const { core } = api;
  const desk = api.as(YOUTH);
  let made = 0;
  const say = (body: ActivityBody = {}) => ({ ...TURNEN, ...body });
  const make = async (body: ActivityBody = {}) => {
    made += 1;
    return desk.post('/grabbelpas/activities', { code: `K${made}`, ...say(body) });
  };
  const addChild = async (holder: Partial<TestHolder> = {}, hasPass = true) => {
    const child = await api.addHolder({ birthDate: '2018-05-05', ...holder });
    if (hasPass) await givePass(api, [child]);
    return child;
  };
  return {
    api,
    core,
    desk,
    make,
    say,
    addChild,
    /** The id of a new activity. */
    activity: async (body: ActivityBody = {}) => (await make(body)).json<{ id: string }>().id,
    put: (id: string, body: ActivityBody = {}) =>
      desk.put(`/grabbelpas/activities/${id}`, say(body)),
    cancelWhole: (id: string) => desk.post(`/grabbelpas/activities/${id}/cancel`),
    async addChildren(count: number) {
      const children = await Promise.all(
        Array.from({ length: count }, () => api.addHolder({ birthDate: '2018-05-05' })),
      );
      await givePass(api, children);
      return children;
    },
    enrol: (id: string, cards: readonly string[], waitWhenFull = false) =>
      desk.post(`/grabbelpas/activities/${id}/enrolments`, { cards, waitWhenFull }),
    find: async (card = ''): Promise<FoundEnrolment[]> =>
      (await desk.post('/grabbelpas/enrolments/find', { card }, { key: null })).json(),
    async show(id: string) {
      const list = (await desk.get('/grabbelpas/activities')).json<{ id: string }[]>();
      return list.find((one) => one.id === id);
    },
    cancel: (id: string, doctorsNote = false) =>
      desk.post(`/grabbelpas/enrolments/${id}/cancel`, { doctorsNote }),
    /** Answers what is offered now. */
    async answer(id: string, word: 'accept' | 'decline') {
      const path = `/grabbelpas/enrolments/${id}/${word}`;
      return desk.post(path, word === 'accept' ? { offerId: await offerOf(core, id) } : undefined);
    },
    tap: (card: string, place = 'gym') =>
      desk.post('/grabbelpas/attendances', { card, placeId: placeId('lier', place) }),
    strike: (id: string) => desk.post(`/grabbelpas/attendances/${id}/strike`),
    /** Does a job of the plugin, as a worker does. */
    async work(job: 'settle-activities' | 'offer-places') {
      const known = knownJobs(core).find(({ name }) => name === `grabbelpas.${job}`);
      await known?.run({ municipality: 'lier' });
    },
    /** Every fact of holders, but the sale of passes. */
    facts: (...holders: readonly ApiHolder[]) =>
      factsOf(
        api,
        holders.map(({ passholderId }) => passholderId),
      ),
  };
}

/** What is offered for an enrolment, or else an offer that nobody ever had. */
async function offerOf({ asOwner }: TestApi['core'], id: string): Promise<string> {
  const read = 'select offer_id as offer from grabbelpas.enrolment where id = $1';
  const [found] = await asOwner<{ offer: string | null }>(read, [id]);
  return found?.offer ?? '00000000-0000-4000-8000-000000000000';
}

/** A pass for this year and the next, without a sale each. */
async function givePass({ core }: TestApi, children: readonly ApiHolder[]): Promise<void> {
  await core.asOwner(
    `insert into core.role (card_system_id, id, municipality_id, passholder_id, plugin, name,
                            attributes, valid_from, valid_until, is_derived, version)
     select 1, gen_random_uuid(), $2, holder, 'grabbelpas', 'year-pass', '{}', '2026-01-01',
            '2027-12-31', false, 1
       from unnest($1::uuid[]) holder`,
    [children.map(({ passholderId }) => passholderId), municipalityId('lier')],
  );
}

function withSettings(installation: Installation, change: Partial<GrabbelpasConfig>): Installation {
  const towns = installation.municipalities.map((town) => {
    const grabbelpas = town.plugins.get('grabbelpas');
    if (!grabbelpas) return town;
    const config = { ...(grabbelpas.config as GrabbelpasConfig), ...change };
    const plugins = new Map(town.plugins).set('grabbelpas', { ...grabbelpas, config });
    return { ...town, plugins };
  });
  return new Installation(towns);
}
