import { randomUUID } from 'node:crypto';
import t from 'tap';
import { SimulatedGovernment } from '../../../core/government/simulated-government.ts';
import { knownGovernments } from '../../../core/government/known-governments.ts';
import {
  addNumbered,
  comeBack,
  governmentOf,
  newNationalNumber,
  residentToken,
  startPath,
} from '../../api/cases/social-tariff-validation.ts';
import { openApi } from '../../fixtures/open-api.ts';

const NOW = '2026-11-20T10:00:00+01:00';
const api = await openApi(t, { moment: NOW });
const government = governmentOf(api);
const VALIDATION = '/social-tariff-validation';

t.beforeEach(() => {
  api.core.setNow(NOW);
  government.behaviour = 'up';
});

function holding(token: string) {
  api.customTokens.set(token, token);
  return api.as(token);
}

const validate = (id: string, client = 'lier-welfare', key: string = randomUUID()) =>
  api.as(client).post(`/passholders/${id}/social-tariff/validations`, undefined, { key });

async function holder(kind: 'entitled' | 'none' | 'unknown') {
  const nationalNumber = newNationalNumber();
  if (kind === 'entitled') {
    government.know({ nationalNumber, entitlement: { kind, until: '2027-12-31' } });
  }
  if (kind === 'none') government.know({ nationalNumber, entitlement: { kind } });
  return addNumbered(api, nationalNumber);
}

const statusOf = (id: string) =>
  api.core.asOwner<object>(
    `select status, effective_from::text as from, end_date::text as until
       from core.social_status where passholder_id = $1`,
    [id],
  );
const looksAt = (id: string) =>
  api.core.asOwner<{ client: string }>(
    'select client_id as client from core.look where passholder_id = $1',
    [id],
  );

t.test(
  'who has a right to it by the government gets the social tariff until its day',
  async (t) => {
    const id = await holder('entitled');

    const answer = await validate(id);

    t.same(answer.json(), {
      outcome: 'ENTITLED',
      socialTariff: { status: 'ACTIVE', effectiveFrom: '2026-11-20', endDate: '2027-12-31' },
    });
    t.same(await statusOf(id), [{ status: 'ACTIVE', from: '2026-11-20', until: '2027-12-31' }]);
    t.ok((await looksAt(id)).every(({ client }) => client === 'lier-welfare'));
    t.ok((await looksAt(id)).length > 0, 'it is a look');
  },
);

t.test('who has none, or is not known there, keeps the status that there is', async (t) => {
  const [none, unknown] = [await holder('none'), await holder('unknown')];

  t.same((await validate(none)).json(), { outcome: 'NONE', socialTariff: null });
  t.same((await validate(unknown)).json(), { outcome: 'UNKNOWN', socialTariff: null });

  for (const id of [none, unknown]) {
    t.same(await statusOf(id), []);
    t.equal((await looksAt(id)).length, 1, 'and that it was asked is a look');
  }
  const { passholderId } = await api.addHolder();
  t.match((await validate(passholderId)).json(), { outcome: 'UNKNOWN' }, 'without a number');
});

for (const behaviour of ['down', 'slow'] as const) {
  t.test(`a service that is ${behaviour} changes nothing, and is told`, async (t) => {
    const id = await holder('entitled');
    const key = randomUUID();
    const service = new SimulatedGovernment({ patienceMs: 50 });
    const known = api.core.governments as Map<string, SimulatedGovernment>;
    known.set('simulated', service);
    t.teardown(() => known.set('simulated', government));
    service.behaviour = behaviour;

    const answer = await validate(id, 'lier-welfare', key);

    t.equal(answer.statusCode, 503);
    t.ok(answer.headers['retry-after']);
    t.match(answer.json(), {
      type: '/problems/service-unavailable',
      endUserMessage: { nl: /overheidsdienst/ },
    });
    t.same(await statusOf(id), []);
    known.set('simulated', government);
    t.match((await validate(id, 'lier-welfare', key)).json(), { outcome: 'ENTITLED' });
  });
}

t.test('what was granted answers the same while the service is away', async (t) => {
  const id = await holder('entitled');
  const key = randomUUID();
  const first = await validate(id, 'lier-welfare', key);
  government.behaviour = 'down';

  t.equal((await validate(id, 'lier-welfare', key)).body, first.body);
  t.equal((await statusOf(id)).length, 1);
});

t.test('only the service that manages the social tariff asks, of its own town', async (t) => {
  const id = await holder('entitled');

  for (const client of ['lier-library-desk', 'lier-registration', 'lier-hr', 'lier-finance']) {
    t.equal((await validate(id, client)).statusCode, 403, client);
  }
  t.equal((await validate(id, 'mechelen-social-house')).statusCode, 404);
  t.same(await looksAt(id), []);
});

t.test('a resident logs in at the government, and comes back with a code', async (t) => {
  const verifier = randomUUID();

  const back = await comeBack(api, verifier);

  t.equal(back.get('state'), 'staat-7');
  const code = back.get('code') ?? '';
  t.notMatch([...back.values()].join(' '), /85073003328/, 'no national number is in an address');
  const take = (codeVerifier: string) =>
    api.anonymous.post(`${VALIDATION}/token`, { code, codeVerifier }, { key: null });
  t.match((await take('another')).json(), { jsonPointer: '/codeVerifier' });
  const taken = await take(verifier);
  t.equal(taken.statusCode, 200);
  t.match((await take(verifier)).json(), { jsonPointer: '/code' }, 'a code works once');

  const token = taken.json<{ token: string }>().token;
  const told = await holding(token).get(`${VALIDATION}?cardSystemId=1`);
  t.match(told.json(), {
    user: { inszNumber: '85073003328', givenName: 'Jan', hasSocialTariff: true },
    children: [{ givenName: 'Fien', hasSocialTariff: true }],
  });
  t.equal((await holding(token).get(`${VALIDATION}?cardSystemId=2`)).statusCode, 400);
  api.core.setNow('2026-11-20T10:30:01+01:00');
  t.equal((await holding(token).get(VALIDATION)).statusCode, 401, 'half an hour later it is over');
});

t.test('who has a pass is shown its number, and that is a look', async (t) => {
  const nationalNumber = newNationalNumber();
  government.know({ nationalNumber });
  const id = await addNumbered(api, nationalNumber);
  const resident = holding(await residentToken(api, nationalNumber));

  const told = await resident.get(VALIDATION);

  t.match(told.json(), { user: { hasSocialTariff: false, uitpasNumber: /^\d{13}$/ } });
  t.same(await looksAt(id), [{ client: 'social-tariff-validation' }]);
});

t.test('nobody comes back to a page that no town allows', async (t) => {
  const answer = await api.anonymous.get(startPath('x', 'http://localhost:3000/pas-aanvragen/'));

  t.equal(answer.statusCode, 400);
  t.equal(answer.headers['location'], undefined);
});

t.test('who does not log in comes back with words', async (t) => {
  const started = await api.anonymous.get(startPath('x'));
  const { searchParams } = new URL(String(started.headers['location']));
  const state = searchParams.get('state') ?? '';

  const back = await api.app.inject(
    `/api${VALIDATION}/callback?${new URLSearchParams({ state }).toString()}`,
  );

  t.match(back.headers['location'], /\?error=U\+bent\+niet\+aangemeld\.&state=staat-7$/);
  t.equal((await api.app.inject(`/api${VALIDATION}/callback?state=none`)).statusCode, 400);
});

t.test('the page of the stand-in lets somebody choose who to be', async (t) => {
  const started = await api.anonymous.get(startPath('x'));
  const { pathname, search } = new URL(String(started.headers['location']));

  const page = await api.app.inject(`${pathname}${search}`);

  t.equal(page.statusCode, 200);
  const [, href = ''] = /<a href="([^"]+)">Hanne Somers/.exec(page.body) ?? [];
  const back = await api.app.inject(href.replaceAll('&amp;', '&'));
  t.match(back.headers['location'], /^http:\/\/localhost:3000\/pas-aanvragen\?code=/);
});

t.test('in production there is no invented government', (t) => {
  t.equal(knownGovernments('production').size, 0);
  t.end();
});
