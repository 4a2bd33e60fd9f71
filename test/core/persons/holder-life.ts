import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addAlias } from '../../../core/passes/add-alias.ts';
import { registerPassholder } from '../../../core/passes/register-passholder.ts';
import { associationId } from '../../../core/associations/known-associations.ts';
import { sealTold } from '../../../core/orders/told-registration.ts';
import { organizerId, placeId } from '../../../core/municipalities/installation.ts';
import { createHousehold } from '../../fixtures/create-household.ts';
import { newPassNumber, type TestApi } from '../../fixtures/open-api.ts';
import { RED_PIXEL } from '../../fixtures/pictures.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { addReward } from '../../api/cases/rewards.ts';
import { askPrice, ticketAt } from '../../api/api-desk.ts';

/** Whoever answers what holders ask of their own. */
export const PRIVACY = 'lier-privacy';

/** A command that somebody gave for the holder. */
export interface GivenCommand {
  readonly client: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
}

/** A holder who did everything once: a row in every table that points to one. */
export interface Life {
  readonly passholderId: string;
  readonly personId: string;
  readonly number: string;
  readonly lastName: string;
  readonly email: string;
  readonly commands: readonly GivenCommand[];
}

let lives = 0;

/** Registers somebody in Lier, poor and on the staff, who takes part and buys. */
export async function liveLife(api: TestApi): Promise<Life> {
  lives += 1;
  const lastName = `Verdwenen${lives}`;
  const email = `verdwenen${lives}@voorbeeld.be`;
  const period = { begin: '2026-01-01T00:00:00+01:00' };
  const welcome = { type: 'WELCOME', points: 0, grantingPeriod: period };
  const rewardId = await addReward(api, welcome);
  const { passholderId, personId, number } = await register(api, { lastName, email });
  const commands: GivenCommand[] = [];
  const give = async (client: string, path: string, body: unknown) => {
    const key = randomUUID();
    const answer = await api.as(client).post(path, body, { key });
    assert(answer.statusCode < 300, `${path}: ${answer.body}`);
    commands.push({ client, method: 'POST', path, body, key });
    return answer;
  };
  const key = randomUUID();
  const social = { status: 'ACTIVE', effectiveFrom: '2026-01-01' };
  const socialPath = `/passholders/${passholderId}/social-tariff`;
  await api.as('lier-welfare').put(socialPath, social, { key });
  commands.push({ client: 'lier-welfare', method: 'PUT', path: socialPath, body: social, key });

  const eventId = await api.addEvent('library', { title: `Lezing ${lives}` });
  await give('lier-kiosk', '/checkins', { eventId, uitpasNumber: number });
  await give('lier-library-desk', '/rewards/redeemed', { rewardId, uitpasNumber: number });
  const price = await askPrice(api, 'lier-library-desk', { number, eventId });
  await give('lier-library-desk', '/ticket-sales', [ticketAt(price, { number, eventId })]);
  const roles = `/passholders/${passholderId}/roles`;
  const turnCard = { plugin: 'sportpas', role: 'turn-card', payment: { means: 'card' } };
  const sold = await give('lier-sports-desk', roles, turnCard);
  const { id: roleId } = sold.json<{ id: string }>();
  const coupons = `/passholders/${passholderId}/coupons`;
  await give('lier-library-desk', coupons, { coupon: 'reader' });
  const place = placeId('lier', 'sports-hall');
  await give('lier-sports-desk', `/roles/${roleId}/uses`, { card: number, placeId: place });
  const attributes = { staffNumber: 'D-1002', service: 'Sport', zones: ['stadhuis'] };
  const badge = await give('lier-hr', roles, { plugin: 'staff-card', role: 'badge', attributes });
  const { id: badgeId } = badge.json<{ id: string }>();
  const clock = { card: number, placeId: placeId('lier', 'town-hall-door'), direction: 'in' };
  await give('lier-door', '/staff-card/time-entries', clock);
  const end = { lastDay: '2026-12-31', reason: `verhuisd naar ${lastName}` };
  await give('lier-hr', `/roles/${badgeId}/end`, end);
  await api.core.asOwner(
    `insert into membership_cc_friends.review_row
       (card_system_id, id, municipality, member_number, season_from, season_until, state, reason,
        first_name, last_name, birth_date, handed_over_on)
     values (1, gen_random_uuid(), 'lier', $1, '2026-09-01', '2027-08-31', 'open',
             'too-little-known', 'RIK', upper($2), '1985-07-30', '2026-11-01')`,
    [`V-${lives}`, lastName],
  );
  await api.core.asOwner(
    `insert into sportpas.enrolment (
       card_system_id, id, municipality, series, number, passholder_id, state, began)
     values (1, gen_random_uuid(), 'lier', 'zwemmen', $2, $1, 'waiting', 'waiting')`,
    [passholderId, 1_000 + lives],
  );
  await api.core.asOwner(
    `with child as (
       insert into grabbelpas.child (card_system_id, id) values (1, $1)
     ), activity as (
       insert into grabbelpas.activity (
         card_system_id, id, municipality, code, title, place, first_day, last_day, from_time,
         until_time, ages_from, ages_until, places, price_cents, owed_cents, owed_per, open_days)
       values (1, gen_random_uuid(), 'lier', $2, 'Klimmen', 'gym', '2026-12-22', '2026-12-22',
               '09:00', '16:00', 6, 12, 1, 0, 0, 'present', 60)
       returning id
     )
     insert into grabbelpas.enrolment (
       card_system_id, id, municipality, activity_id, together, number, passholder_id, state, began,
       payer_id)
     select 1, gen_random_uuid(), 'lier', id, gen_random_uuid(), 1, $1, 'waiting', 'waiting', $1
       from activity`,
    [passholderId, `leven-${lives}`],
  );
  await api.core.asOwner(
    `insert into core.offer (
       card_system_id, id, municipality_id, plugin, passholder_id, about, until, state, made_at)
     select 1, gen_random_uuid(), municipality_id, 'sportpas', id, id::text, '2026-12-01', 'made',
            '2026-11-01' from core.passholder where id = $1`,
    [passholderId],
  );
  await api.core.asOwner(
    `insert into core.party (card_system_id, id, municipality_id, key, kind, name, passholder_id)
     select 1, id, municipality_id, id::text, 'household', 'Een gezin', id
       from core.passholder where id = $1`,
    [passholderId],
  );
  const sport = `organizerId=${organizerId('lier', 'sport')}`;
  const sportMember = { association: { id: associationId('lier', 'sport-members') } };
  const memberships = `/passholders/${passholderId}/association-memberships?${sport}`;
  await give('lier-registration', `/passholders/${passholderId}/family-members`, {
    uitpasNumber: (await api.addHolder()).number,
  });
  await give('lier-sports-desk', memberships, sportMember);
  const orderId = randomUUID();
  await api.core.asOwner(
    `insert into core.pass_order (
       card_system_id, id, organizer_id, status, total_cents, requested_at)
     values (1, $1, $2, 'COMPLETED', 500, '2026-11-01')`,
    [orderId, organizerId('lier', 'uit')],
  );
  const person = { firstName: 'Rik', lastName, birthDate: '1985-07-30', nationalNumber: null };
  const address = { street: null, houseNumber: null, postalCode: '2500', city: 'Lier' };
  const told = { ...person, ...address, email, phone: null };
  const registrationId = randomUUID();
  await api.core.asOwner(
    `insert into core.order_registration (
       card_system_id, id, order_id, place, told_sealed, person_id)
     values (1, $1, $2, 0, $3, $4)`,
    [
      registrationId,
      orderId,
      sealTold(api.core.keys, registrationId, { person: told, socialTariffUntil: null }),
      personId,
    ],
  );
  await api.as('lier-hr').post('/passholders/search', { email });
  const grant = { ground: 'leefloon', benefits: ['meals'], validUntil: '2027-12-31' };
  await api.as('lier-welfare').put(`/gomorpas/passholders/${passholderId}`, grant);
  await beCaredFor(api, { number, passholderId, lastName });
  return { passholderId, personId, number, lastName, email, commands };
}

/** As a child that pays for itself and fetches itself, with all that is kept of one. */
async function beCaredFor(
  api: TestApi,
  { lastName, number: card, passholderId }: Pick<Life, 'lastName' | 'number' | 'passholderId'>,
): Promise<void> {
  const care = api.as('lier-childcare');
  const enrolled = await care.post('/childcare-access/enrolments', {
    card,
    location: 'nest',
    days: [5],
    onFreeDays: false,
    mayLeaveAlone: true,
    allergies: 'noten',
    persons: [{ kind: 'pick-up', name: lastName, card }],
    payers: [{ card, name: lastName, share: 1 }],
  });
  assert.equal(enrolled.statusCode, 200, enrolled.body);
  const tap = { card, placeId: placeId('lier', 'nest'), because: `gebracht door ${lastName}` };
  const arrived = await care.post('/childcare-access/arrivals', tap);
  assert.equal(arrived.statusCode, 200, arrived.body);
  const { id } = enrolled.json<{ id: string }>();
  for (const kind of ['barred', 'pick-up']) {
    const persons = [{ kind, name: lastName, card }];
    await care.put(`/childcare-access/enrolments/${id}/persons`, { persons });
    if (kind === 'pick-up') continue;
    const leave = { card, placeId: tap.placeId, pickUpCard: card };
    const refused = await care.post('/childcare-access/departures', leave);
    assert.equal(refused.statusCode, 409, refused.body);
  }
  await api.core.asOwner(
    `insert into childcare_access.settled_line (
       card_system_id, id, municipality, day, about, kind, payer_id, planned, parts)
     values (1, gen_random_uuid(), 'lier', '2026-11-13', $1::text, 'care', $1::uuid, '{}', '[]')`,
    [passholderId],
  );
}

async function register(api: TestApi, names: { lastName: string; email: string }) {
  const { core } = api;
  const number = newPassNumber();
  const uit = testCaller(core, 'uit');
  const { passholderId } = await registerPassholder(core, uit, {
    card: { number, chipNumber: null },
    person: {
      ...names,
      firstName: 'Rik',
      birthDate: '1985-07-30',
      nationalNumber: null,
      phone: null,
      street: 'Grote Markt',
      houseNumber: '1',
      postalCode: '2500',
      city: 'Lier',
    },
    household: { id: await createHousehold(core, uit.municipality), relation: 'adult' },
    payment: null,
    private: { note: 'Belt liever niet.', picture: { type: 'image/png', bytes: RED_PIXEL } },
    command: { key: randomUUID(), hash: 'registration' },
  });
  const [row] = await core.asOwner<{ id: string }>(
    'select person_id as id from core.passholder where id = $1',
    [passholderId],
  );
  assert(row);
  for (const isDiscreet of [false, true]) {
    const old = isDiscreet ? `GOMOR${number}` : `OUD${number}`;
    await addAlias(core, uit, { passholderId, number: old, isDiscreet });
  }
  return { passholderId, personId: row.id, number };
}
