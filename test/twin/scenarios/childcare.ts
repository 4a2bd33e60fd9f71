import { hasEnrolment, listsChildren, ownerOfBadge, ownerOfChild } from '../exceptions.ts';
import type { Town } from '../ask.ts';

const CARE = 'lier-childcare';
const DOOR = 'lier-childcare-door';
const LIBRARY = 'lier-library-desk';

const PATH = '/api/childcare-access';
const ENROL = `POST ${PATH}/enrolments`;
const FIND = `POST ${PATH}/enrolments/find`;
const PATTERN = `PUT ${PATH}/enrolments/{id}/days`;
const PERSONS = `PUT ${PATH}/enrolments/{id}/persons`;
const PAYERS = `PUT ${PATH}/enrolments/{id}/payers`;
const ALLERGIES = `PUT ${PATH}/enrolments/{id}/allergies`;
const END = `POST ${PATH}/enrolments/{id}/end`;
const ARRIVE = `POST ${PATH}/arrivals`;
const LEAVE = `POST ${PATH}/departures`;
const INSIDE = `GET ${PATH}/locations/{placeId}/inside`;
const PAGE = `GET ${PATH}/locations/{placeId}/inside/page`;
const FETCH = `GET ${PATH}/attendances/{id}/persons`;
const DEVICE_LIST = `GET ${PATH}/locations/{placeId}/device/list`;
const DEVICE_KEY = `GET ${PATH}/locations/{placeId}/device/key`;
const LEAVE_STAY = `POST ${PATH}/attendances/{id}/departure`;
const DAY = `GET ${PATH}/locations/{placeId}/days/{day}`;
const ADD = `POST ${PATH}/attendances`;
const CORRECT = `POST ${PATH}/attendances/{id}/correct`;
const STRIKE = `POST ${PATH}/attendances/{id}/strike`;
const MEALS = `PUT ${PATH}/attendances/{id}/meals`;
const HISTORY = `GET ${PATH}/attendances/{id}/history`;
const REFUSED = `GET ${PATH}/days/{day}/refused-pick-ups`;
const PAY = `POST ${PATH}/payments`;
const CERTIFICATES = `GET ${PATH}/certificates/{year}`;
const CHARGES = `GET ${PATH}/months/{month}/charges`;
const CHARGE_LIST = `GET ${PATH}/exports/charges`;
const CERTIFICATE_LIST = `GET ${PATH}/exports/certificates`;
const EXPORT = `GET ${PATH}/exports/children`;
const RIGHTS = 'GET /api/passes/{number}/rights';

const WEEK = { days: [1, 2, 3, 4, 5], onFreeDays: false, mayLeaveAlone: true };
const because = 'Vergeten te tikken.';

/** The neighbour is cared for; of the twin only the childcare itself may know whether it is. */
export async function careForChildren(town: Town): Promise<void> {
  const { ask, hear, neighbour, place, twin } = town;
  hear('a child in the childcare');
  const { number: card } = neighbour;
  const placeId = place('nest');
  await ask(LIBRARY, ENROL, { status: 403, body: { card, location: 'nest', ...WEEK } });
  const made = await ask(CARE, ENROL, { status: 200, body: { card, location: 'nest', ...WEEK } });
  const params = { id: made.at('/id') };
  const persons = { persons: [{ kind: 'pick-up', name: 'Oma' }] };
  const payers = { payers: [{ share: 1, weeks: 'every' }] };
  await ask(CARE, PATTERN, { status: 204, params, body: WEEK });
  await ask(CARE, PERSONS, { status: 204, params, body: persons });
  await ask(CARE, PAYERS, { status: 204, params, body: payers });
  await ask(CARE, ALLERGIES, { status: 204, params, body: { allergies: 'noten' } });
  await ask(CARE, FIND, { status: 200, body: { card } });
  await ask(CARE, FIND, { status: 200, body: { card: twin.number }, unless: hasEnrolment });

  const tap = { card, placeId };
  const inside = await ask(DOOR, ARRIVE, { status: 200, body: tap });
  await ask(DOOR, ARRIVE, { status: 409, body: tap });
  await ask(DOOR, FETCH, { status: 200, params: { id: inside.at('/attendanceId') } });
  for (const page of [INSIDE, PAGE, DEVICE_LIST, DEVICE_KEY]) {
    await ask(DOOR, page, { status: 200, params: { placeId } });
    await ask(LIBRARY, page, { status: 403, params: { placeId } });
  }
  await ask(DOOR, LEAVE, { status: 200, body: tap });
  const again = await ask(DOOR, ARRIVE, { status: 200, body: tap });
  const stay = { id: again.at('/attendanceId') };
  await ask(LIBRARY, LEAVE_STAY, { status: 403, params: stay, body: { placeId } });
  await ask(DOOR, LEAVE_STAY, { status: 200, params: stay, body: { placeId } });
  await ask(CARE, DAY, { status: 200, params: { placeId, day: '2026-11-20' } });
  await correctStays(town, { attendance: { id: inside.at('/attendanceId') }, card, placeId });
  await ask(CARE, END, { status: 204, params, body: { lastDay: '2026-12-31' } });
}

async function correctStays(
  { ask, core, neighbour, place, twin }: Town,
  told: { attendance: { id: string }; card: string; placeId: string },
): Promise<void> {
  const { attendance: params, card, placeId } = told;
  const from = (hour: number) => ({
    arrivedAt: `2026-11-20T0${hour}:00:00+01:00`,
    departedAt: `2026-11-20T0${hour + 1}:00:00+01:00`,
  });
  await ask(CARE, CORRECT, { status: 204, params, body: { ...from(7), because } });
  await ask(CARE, MEALS, { status: 204, params, body: { meals: ['soup'] } });
  await ask(CARE, HISTORY, { status: 200, params });
  await ask(CARE, REFUSED, { status: 200, params: { day: '2026-11-20' } });
  const added = { card, placeId, ...from(8), because };
  const stay = await ask(CARE, ADD, { status: 200, body: added });
  await ask(CARE, STRIKE, { status: 204, params: { id: stay.at('/id') }, body: { because } });
  const payment = { card, month: '2026-11', receivedOn: '2026-11-20' };
  await ask(CARE, PAY, { status: 409, body: payment });
  await core.asOwner(
    `insert into childcare_access.settled_line (
       card_system_id, id, municipality, day, about, kind, payer_id, planned, parts)
     values (1, gen_random_uuid(), 'lier', '2026-11-19', 'care/twin', 'care', $1, '{}', '[]')`,
    [neighbour.passholderId],
  );
  await ask(CARE, PAY, { status: 200, body: payment });
  await ask(CARE, CERTIFICATES, { status: 200, params: { year: '2026' } });
  await ask(CARE, CERTIFICATE_LIST, { status: 200 });
  await ask(CARE, CHARGES, { status: 200, params: { month: '2026-11' } });
  await ask(CARE, CHARGE_LIST, { status: 200 });
  await ask(LIBRARY, CHARGE_LIST, { status: 403 });
  await ask(CARE, EXPORT, { status: 200, unless: listsChildren });
  await ask(LIBRARY, EXPORT, { status: 403 });

  // Who is looked for is looked for in vain, whether or not the card is of a child in care.
  const { number } = twin;
  await ask(CARE, RIGHTS, { status: 200, params: { number }, unless: ownerOfChild });
  await ask(LIBRARY, RIGHTS, { status: 200, params: { number } });
  await ask('lier-hr', RIGHTS, { status: 200, params: { number }, unless: ownerOfBadge });
  const elsewhere = { card: number, placeId: place('rainbow') };
  await ask(DOOR, ARRIVE, { status: 409, body: elsewhere });
  await ask(LIBRARY, ARRIVE, { status: 403, body: elsewhere });
}
