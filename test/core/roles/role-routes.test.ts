import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Installation, organizerId, placeId } from '../../../core/municipalities/installation.ts';
import { roleRoutes } from '../../../core/roles/role.routes.ts';
import { showSoldRole } from '../../../core/roles/role-shapes.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { call, client, makeIssuer, openApp } from '../http/open-app.ts';
import { addSomebody, lineAt, sellAt } from './role-desk.ts';
import { townRoles } from './town-roles.ts';

const permissions = ['ROLES_READ', 'ROLES_WRITE', 'ROLES_USE'];
const desk = (organizer: string) => client({ organizers: [organizer], permissions });
const clients = {
  library: desk('library'),
  centre: desk('cultural-centre'),
  sport: client({ organizers: ['sport', 'agb'], permissions }),
  hr: desk('hr'),
  restaurant: desk('restaurant'),
  looker: client({ permissions: ['ROLES_READ'] }),
};
const installation = new Installation([
  activeMunicipality(townConfig('lier', 1, { clients }), townRoles),
  activeMunicipality(townConfig('nijlen', 1)),
]);
const core = await openTestCore(t, installation);
const issuer = await makeIssuer();
const app = await openApp(t, {
  issuer,
  installation,
  databaseUrl: core.appUrl,
  routes: [roleRoutes],
});

type Client = keyof typeof clients;

async function post(
  who: Client,
  url: string,
  { key = randomUUID(), ...payload }: { key?: string; [property: string]: unknown },
) {
  const headers = { 'idempotency-key': key };
  const token = await issuer.tokenFor(who);
  return call(app, token, { method: 'POST', url: `/api${url}`, payload, headers });
}

async function get(who: Client, url: string) {
  return call(app, await issuer.tokenFor(who), `/api${url}`);
}

const friend = { plugin: 'friends', role: 'friend', payment: { means: 'cash' } };
const badge = { plugin: 'staff', role: 'badge', attributes: { staffNumber: '7' } };

t.test('a desk sells a role and is told its price', async (t) => {
  const { passholderId } = await addSomebody(core);

  const sold = await post('library', `/passholders/${passholderId}/roles`, friend);

  t.equal(sold.statusCode, 201);
  t.match(sold.json(), {
    plugin: 'friends',
    role: 'friend',
    municipality: 'lier',
    passholderId,
    validFrom: '2026-11-20',
    validUntil: '2027-11-19',
    priceCents: 500,
    paidCents: 500,
  });
});

t.test('a sold role carries its title, also when its plugin was switched off since', async (t) => {
  const { passholderId } = await addSomebody(core);
  const sold = await sellAt(core, 'library', { passholderId, plugin: 'friends', role: 'friend' });

  const title = { nl: 'Vriend van het cultuurcentrum' };
  t.match(showSoldRole(core, installation, sold), { title, municipality: 'lier' });
  t.match(showSoldRole({ ...core, plugins: new Map() }, installation, sold), {
    title: { nl: 'friend' },
  });
});

t.test('a desk that acts for several organizers says for which', async (t) => {
  const { passholderId } = await addSomebody(core);
  const turnCard = { plugin: 'sport', role: 'turn-card', payment: { means: 'card' } };

  const sold = await post('sport', `/passholders/${passholderId}/roles`, {
    ...turnCard,
    organizerId: organizerId('lier', 'agb'),
  });

  t.equal(sold.statusCode, 201);
  t.match(
    await core.asOwner('select seller_id from core.money_fact where passholder_id = $1', [
      passholderId,
    ]),
    [{ seller_id: organizerId('lier', 'agb') }],
  );
});

t.test('the whole life of a role: listed, used, renewed, taken back, ended, told', async (t) => {
  const { passholderId, number } = await addSomebody(core);
  const turnCard = { plugin: 'sport', role: 'turn-card' };
  const { id } = (await post('sport', `/passholders/${passholderId}/roles`, turnCard)).json();

  const use = { card: number, placeId: placeId('lier', 'city-pool') };
  const used = await post('sport', `/roles/${id}/uses`, use);
  t.equal(used.statusCode, 201);
  t.match(used.json(), { roleId: id, allowance: 'turns', unit: 'turn', amount: 1, remaining: 9 });

  const renewed = await post('library', `/roles/${id}/renew`, {});
  t.equal(renewed.statusCode, 200);
  t.match(renewed.json(), { id, priceCents: 4500 });
  const takenBack = await post('library', `/roles/${id}/end`, { reason: 'mistake' });
  t.match(takenBack.json(), { id, priceCents: -4500, paidCents: -4500 });

  const listed = await get('sport', `/passholders/${passholderId}/roles`);
  t.equal(listed.statusCode, 200);
  t.match(listed.json(), {
    totalItems: 1,
    member: [
      {
        id,
        status: 'ACTIVE',
        attributes: { size: 'S' },
        allowances: [{ key: 'turns', granted: 10, used: 1, remaining: 9 }],
      },
    ],
  });
  const ended = await post('sport', `/roles/${id}/end`, { lastDay: '2026-12-01', reason: 'moved' });
  t.match(ended.json(), { validUntil: '2026-12-01', priceCents: 0 });

  const history = await get('sport', `/roles/${id}/history`);
  t.same(
    history.json().member.map(({ kind }: { kind: string }) => kind),
    ['issued', 'renewed', 'withdrawn', 'ended'],
  );
});

t.test('what is kept with a role is shown to its owner only', async (t) => {
  const { passholderId } = await addSomebody(core);
  await post('library', `/passholders/${passholderId}/roles`, friend);
  await post('hr', `/passholders/${passholderId}/roles`, badge);

  const atLibrary = (await get('library', `/passholders/${passholderId}/roles`)).json();
  t.equal(atLibrary.totalItems, 1);
  t.notMatch(atLibrary.member[0], { attributes: {} });
  const atHr = (await get('hr', `/passholders/${passholderId}/roles`)).json();
  t.match(atHr.member[1], { role: 'badge', attributes: { staffNumber: '7' } });
});

t.test('to others a hidden role is answered as one that does not exist, to the byte', async (t) => {
  const { passholderId, number } = await addSomebody(core);
  const { id } = (await post('hr', `/passholders/${passholderId}/roles`, badge)).json();
  const nothing = randomUUID();
  const sell = `/passholders/${passholderId}/roles`;
  const masked = (body: string): string => body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');

  for (const who of ['library', 'restaurant'] as const) {
    const pairs = [
      [await post(who, sell, badge), await post(who, sell, { ...badge, plugin: 'no-such' })],
      [await post(who, `/roles/${id}/renew`, {}), await post(who, `/roles/${nothing}/renew`, {})],
      [
        await post(who, `/roles/${id}/end`, { reason: 'x' }),
        await post(who, `/roles/${nothing}/end`, { reason: 'x' }),
      ],
      [await get(who, `/roles/${id}/history`), await get(who, `/roles/${nothing}/history`)],
    ] as const;
    for (const [hidden, unknown] of pairs) {
      t.equal(hidden.statusCode, 404);
      t.equal(masked(hidden.body), masked(unknown.body));
    }
  }
  const use = { card: number, allowance: 'meals' };
  const hidden = await post('library', `/roles/${id}/uses`, use);
  t.equal(masked(hidden.body), masked((await post('library', `/roles/${nothing}/uses`, use)).body));
  const seenId = await lineAt(core, 'restaurant', number);
  const shown = (await post('restaurant', `/roles/${seenId}/uses`, use)).json();
  t.match(shown, { roleId: seenId, allowance: 'benefit', remaining: null });
});

t.test('bad input is answered with its reason and changes nothing', async (t) => {
  const { passholderId } = await addSomebody(core);
  const url = `/passholders/${passholderId}/roles`;

  for (const [payload, jsonPointer] of [
    [{ ...friend, plugin: 'Friends' }, '/plugin'],
    [{ ...friend, from: '2026-13-01' }, '/from'],
    [{ ...friend, payment: { means: 'gold' } }, '/payment/means'],
    [{ ...friend, price: 1 }, '/price'],
    [{ ...friend, attributes: { colour: 'red' } }, '/attributes/colour'],
    [{ ...badge, attributes: [] }, '/attributes'],
  ] as const) {
    const answer = await post('hr', url, payload);
    t.equal(answer.statusCode, 400, jsonPointer);
    t.match(answer.json(), { jsonPointer });
  }
  const token = await issuer.tokenFor('library');
  const without = await call(app, token, { method: 'POST', url: `/api${url}`, payload: friend });
  t.match(without.json(), { type: '/problems/idempotency-key-required' });
  t.equal((await post('looker', url, friend)).statusCode, 403);
  t.same((await get('library', url)).json(), { totalItems: 0, member: [] });
});

t.test('the same command answers the same, another one under its key is refused', async (t) => {
  const { passholderId } = await addSomebody(core);
  const url = `/passholders/${passholderId}/roles`;
  const key = randomUUID();

  const first = await post('library', url, { ...friend, key });
  const again = await post('library', url, { ...friend, key });
  const other = await post('library', url, { ...friend, from: '2027-12-01', key });

  t.equal(again.statusCode, 201);
  t.equal(again.body, first.body);
  t.equal(other.statusCode, 422);
  t.match(other.json(), { type: '/problems/idempotency-key-reused' });
});
