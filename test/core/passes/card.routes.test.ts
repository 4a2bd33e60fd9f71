import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Installation } from '../../../core/municipalities/installation.ts';
import { cardRoutes } from '../../../core/passes/card.routes.ts';
import { passholderRoutes } from '../../../core/persons/passholder.routes.ts';
import { socialStatusRoutes } from '../../../core/tariffs/social-status.routes.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { call, client, makeIssuer, openApp } from '../http/open-app.ts';

const clients = {
  library: client({ permissions: ['CARDS_WRITE', 'PASSHOLDERS_FIND', 'SOCIALTARIFF_WRITE'] }),
  kiosk: client(),
  welfare: client({
    organizers: ['library', 'welfare'],
    permissions: ['SOCIALTARIFF_WRITE', 'PASSHOLDERS_FIND'],
  }),
};
const installation = new Installation([
  activeMunicipality(townConfig('lier', 1, { clients })),
  activeMunicipality(townConfig('mechelen', 2)),
]);
const core = await openTestCore(t, installation);
const issuer = await makeIssuer();
const app = await openApp(t, {
  installation,
  issuer,
  databaseUrl: core.appUrl,
  routes: [cardRoutes, passholderRoutes, socialStatusRoutes],
});

const { passholderId } = await addHolder(core, { number: '0914603487671' });
await addHolder(core, { number: '0917198435211', cardStatus: 'BLOCKED' });
await addHolder(core, { cardSystemId: 2, municipality: 'mechelen', number: '0941612477609' });

type Body = Record<string, unknown>;

/** Sends a command or a search of a client. */
async function send(
  clientId: string,
  address: string,
  { body, key = randomUUID() }: { body?: Body; key?: string | null } = {},
) {
  const [method = '', url = ''] = address.split(' ');
  return call(app, await issuer.tokenFor(clientId), {
    method: method as 'POST' | 'PUT',
    url: `/api${url}`,
    ...(body && { payload: body }),
    headers: key === null ? {} : { 'idempotency-key': key },
  });
}

const REPLACE = 'POST /cards/0914603487671/replace';
const SOCIAL = `PUT /passholders/${passholderId}/social-tariff`;
const problemOf = (response: { json(): unknown }): unknown =>
  String((response.json() as { type: unknown }).type)
    .split('/')
    .at(-1);

t.test('a desk replaces a card, and the same key answers the same', async (t) => {
  const [key, body] = [randomUUID(), { newNumber: '0945300917909' }];

  const replaced = await send('library', REPLACE, { body, key });
  const again = await send('library', REPLACE, { body, key });

  t.equal(replaced.statusCode, 200);
  t.same(replaced.json(), {
    uitpasNumber: '0945300917909',
    status: 'ACTIVE',
    passholderId,
    replacedUitpasNumber: '0914603487671',
  });
  t.equal(again.body, replaced.body);
  const other = await send('library', REPLACE, { body: { newNumber: '0957781037099' }, key });
  t.same([other.statusCode, problemOf(other)], [422, 'idempotency-key-reused']);
});

t.test('a desk blocks a card by any of its numbers', async (t) => {
  const { passholderId: id } = await addHolder(core, {
    number: '0950734340561',
    chipNumber: '04CAAD033C10CE',
  });

  const blocked = await send('library', 'POST /cards/04caad033c10ce/block');

  t.same(blocked.json(), {
    uitpasNumber: '0950734340561',
    status: 'BLOCKED',
    passholderId: id,
    replacedUitpasNumber: null,
  });
});

t.test('what cannot be done is a problem that says so', async (t) => {
  const cases = [
    ['POST /cards/0903794475371/block', undefined, 404, 'pass-not-found'],
    ['POST /cards/0941612477609/block', undefined, 404, 'pass-of-another-card-system'],
    [REPLACE, { newNumber: '0957781037099' }, 409, 'pass-already-replaced'],
    [REPLACE, { newNumber: 'abc' }, 400, 'invalid-uitpas-number'],
    [REPLACE, { newNumber: '0914603487671' }, 409, 'pass-already-replaced'],
    ['POST /cards/0917198435211/replace', { newNumber: '0945300917909' }, 409, 'card-not-in-stock'],
    ['POST /cards/0917198435211/replace', { newNumber: '0941612477609' }, 409, 'pass-number-taken'],
    [REPLACE, {}, 400, 'invalid-data'],
    [REPLACE, { newNumber: '0957781037099', extra: 1 }, 400, 'invalid-data'],
    [REPLACE, undefined, 400, 'missing'],
  ] as const;
  for (const [address, body, status, name] of cases) {
    const refused = await send('library', address, body === undefined ? {} : { body });
    t.same([refused.statusCode, problemOf(refused)], [status, name], `${address} ${name}`);
  }
});

t.test('a command without a key is refused, and so is who may not', async (t) => {
  const body = { newNumber: '0957781037099' };

  const keyless = await send('library', REPLACE, { body, key: null });
  const kiosk = await send('kiosk', REPLACE, { body });

  t.same([keyless.statusCode, problemOf(keyless)], [400, 'idempotency-key-required']);
  t.same([kiosk.statusCode, problemOf(kiosk)], [403, 'forbidden']);
});

t.test('a search asks in the body, and answers what a desk may see', async (t) => {
  const found = await send('library', 'POST /passholders/search', {
    body: { firstName: 'Noor', name: 'PEETERS', dateOfBirth: '1985-07-30', limit: 1 },
    key: null,
  });
  const wide = await send('library', 'POST /passholders/search', { body: { name: 'Peeters' } });
  const kiosk = await send('kiosk', 'POST /passholders/search', { body: { email: 'a@b.be' } });
  const count = { body: { email: 'a@b.be', limit: 0 } };
  const counted = await send('library', 'POST /passholders/search', count);

  t.equal(counted.statusCode, 400, 'how many are called so is not for asking alone');
  t.equal(found.statusCode, 200);
  t.equal(found.json().totalItems, 3);
  t.same(Object.keys(found.json().member[0]).toSorted(), [
    'firstName',
    'id',
    'initial',
    'uitpasNumber',
  ]);
  t.same([wide.statusCode, problemOf(wide)], [400, 'search-too-wide']);
  t.equal(kiosk.statusCode, 403);
});

t.test('a national number in an address is refused before anybody is looked for', async (t) => {
  const refused = await send('library', 'POST /passholders/search?inszNumber=85073003328');

  t.same([refused.statusCode, problemOf(refused)], [400, 'insz-not-in-url']);
});

t.test('the welfare service sets a social tariff, acting for itself', async (t) => {
  const body = { status: 'ACTIVE', endDate: '2027-12-31' };
  const [{ id: welfare } = { id: '' }] = await core.asOwner<{ id: string }>(
    "select id from core.organizer where key = 'welfare' and card_system_id = 1",
  );

  const set = await send('welfare', SOCIAL, { body: { ...body, organizerId: welfare } });

  t.equal(set.statusCode, 200);
  t.same(set.json(), { ...body, effectiveFrom: '2026-11-20' });
});

t.test('to anybody else a holder with or without social tariff is refused alike', async (t) => {
  const body = { status: 'NONE' };
  const unknown = `PUT /passholders/${randomUUID()}/social-tariff`;

  const answers = await Promise.all([
    send('library', SOCIAL, { body }),
    send('library', unknown, { body }),
    send('welfare', SOCIAL, { body }),
  ]);

  t.same(
    answers.map(({ statusCode }) => statusCode),
    [403, 403, 403],
    'its default organizer does not manage it either',
  );
  t.equal(new Set(answers.map((answer) => answer.body)).size, 1);
});

t.test('a social tariff that cannot be is refused', async (t) => {
  const [{ id: organizerId } = { id: '' }] = await core.asOwner<{ id: string }>(
    "select id from core.organizer where key = 'welfare' and card_system_id = 1",
  );
  for (const body of [
    {},
    { status: 'EXPIRED' },
    { status: 'ACTIVE', endDate: '31/12/2027' },
    { status: 'ACTIVE', endDate: '2026-11-19' },
    { status: 'NONE', endDate: '2027-12-31' },
  ]) {
    const refused = await send('welfare', SOCIAL, { body: { ...body, organizerId } });
    t.same([refused.statusCode, problemOf(refused)], [400, 'invalid-data'], JSON.stringify(body));
  }
  const unknown = `PUT /passholders/${randomUUID()}/social-tariff`;
  const nobody = await send('welfare', unknown, { body: { status: 'NONE', organizerId } });
  t.same([nobody.statusCode, problemOf(nobody)], [404, 'passholder-not-found']);
});
