import { knownJobs } from '../../../core/jobs/known-jobs.ts';
import { Installation, placeId } from '../../../core/municipalities/installation.ts';
import { openApi, shippedInstallation, type TestApi } from '../../../test/fixtures/open-api.ts';
import type { TestHolder } from '../../../test/fixtures/open-core.ts';
import { factsOf } from '../../../test/fixtures/written-facts.ts';
import type { SportpasConfig } from '../config.ts';

type Test = Parameters<typeof openApi>[0];

/** The moment at which every test begins. */
const START = '2026-11-20T10:00:00+01:00';

/**
 * The swimming lessons of Lier on a fresh database, as many times as tests of one file need them:
 * each takes its own series, so that they can share a town.
 */
export async function openTown(t: Test) {
  const names = Array.from({ length: 12 }, (_, at) => `swimming-${at}`);
  const installation = withSwimming(await shippedInstallation(), (swimming) => {
    return Object.fromEntries(names.map((name) => [name, swimming]));
  });
  let current = installation;
  const api = await openApi(t, { installation: () => current });
  return {
    /** The next series, with so many places, at the moment that the town was opened. */
    async openSeries({ places = 20 }: { places?: number } = {}) {
      const name = names.shift();
      if (name === undefined) throw new Error('a test file takes twelve series at most');
      api.core.setNow(START);
      const addPlaces = (count: number): void => {
        current = withPlaces(current, name, count);
      };
      addPlaces(places);
      return { ...openOne(api, name), api, addPlaces };
    },
  };
}

function openOne(api: TestApi, series: string) {
  const desk = api.as('lier-sports-desk');
  const children: string[] = [];
  const addChild = async (holder: Partial<TestHolder> = {}) => {
    const child = await api.addHolder({ birthDate: '2018-05-05', ...holder });
    children.push(child.passholderId);
    return child;
  };
  const path = `/sportpas/series/${series}/enrolments`;
  return {
    desk,
    path,
    addChild,
    addChildren: (count: number) => Promise.all(Array.from({ length: count }, () => addChild())),
    enrol: (card: string, waitWhenFull = false, payerCard?: string) =>
      desk.post(path, { card, waitWhenFull, ...(payerCard !== undefined && { payerCard }) }),
    show: async () => {
      const list = (await desk.get('/sportpas/series')).json<{ series: string }[]>();
      return list.find((one) => one.series === series);
    },
    find: async (card = '') =>
      (await desk.post('/sportpas/enrolments/find', { card }, { key: null })).json(),
    cancel: (id: string) => desk.post(`/sportpas/enrolments/${id}/cancel`),
    answer: (id: string, word: 'accept' | 'decline') =>
      desk.post(`/sportpas/enrolments/${id}/${word}`, word === 'accept' ? {} : undefined),
    tap: (card: string, key = 'swimming-pool') =>
      desk.post('/sportpas/attendances', { card, placeId: placeId('lier', key) }),
    strike: (id: string) => desk.post(`/sportpas/attendances/${id}/strike`),
    /** Does a job of the plugin, as a worker does. */
    async work(job: 'settle-lessons' | 'offer-places') {
      const known = knownJobs(api.core).find(({ name }) => name === `sportpas.${job}`);
      await known?.run({ municipality: 'lier' });
    },
    rightsOf: async (card: string) => {
      const library = api.as('lier-library-desk');
      const { rights } = (await library.get(`/passes/${card}/rights`)).json();
      return (rights as { plugin: string }[]).filter(({ plugin }) => plugin === 'sportpas');
    },
    /** Every fact of the children that were added. */
    facts: () => factsOf(api, children),
  };
}

type Series = SportpasConfig['series'];

function withPlaces(installation: Installation, name: string, places: number): Installation {
  return withSwimming(installation, (_, series) => {
    const one = series[name];
    return one ? { ...series, [name]: { ...one, places } } : series;
  });
}

function withSwimming(
  installation: Installation,
  change: (swimming: Series[string], series: Series) => Series,
): Installation {
  const towns = installation.municipalities.map((town) => {
    const sportpas = town.plugins.get('sportpas');
    if (town.key !== 'lier' || !sportpas) return town;
    const config = structuredClone(sportpas.config) as SportpasConfig;
    const [swimming] = Object.values(config.series);
    if (swimming) config.series = change(swimming, config.series);
    const plugins = new Map(town.plugins).set('sportpas', { ...sportpas, config });
    return { ...town, plugins };
  });
  return new Installation(towns);
}
