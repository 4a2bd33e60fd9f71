import { associationId } from '../../../core/associations/known-associations.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { schoolId } from '../../../core/persons/known-schools.ts';
import type { Town } from '../ask.ts';
import { isNumbered, isOneself } from '../exceptions.ts';
import { DISCREET_NUMBER } from '../persons.ts';

const LIBRARY = 'lier-library-desk';
const REGISTRATION = 'lier-registration';
const ADMIN = 'lier-office-head';
const WELFARE = 'lier-welfare';
const APP = 'lier-app';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const LIST = 'GET /api/passholders';
const SCHOOL = '/api/passholders/{passholderId}/school';
const MEMBERSHIPS = '/api/passholders/{passholderId}/association-memberships';
const FAMILY = '/api/passholders/{passholderId}/family-members';
const MEMBER = `${FAMILY}/{familyMemberId}`;
const ADMINS = '/api/organizers/{organizerId}/admins';
const CLIENT = '/api/permissions/{clientId}';
const TOKEN = 'GET /api/passholders/me/uitid/registration-token';
const STATUS = 'GET /api/passholders/me/uitid/status';
const UITID = 'PUT /api/passholders/me/uitid';
const ME = '/api/passholders/me';

/** Who may act for an organizer, and what a client may, says nothing of any holder. */
export async function changeAccess({ ask, hear }: Town): Promise<void> {
  hear('access is changed');
  const uit = organizerId('lier', 'uit');
  await ask(LIBRARY, 'GET /api/organizers/{id}', { status: 200, params: { id: uit } });
  const params = { organizerId: uit };
  const body = { email: 'an@voorbeeld.be', type: 'ADMIN', userId: 'an' };
  await ask(ADMIN, `POST ${ADMINS}`, { status: 201, params, body });
  await ask(ADMIN, `GET ${ADMINS}`, { status: 200, params });
  await ask('lier-office/an', `GET ${ADMINS}`, { status: 200, params });
  await ask(LIBRARY, `GET ${ADMINS}`, { status: 403, params });
  const gone = { ...params, adminUserId: 'an' };
  await ask(ADMIN, `DELETE ${ADMINS}/{adminUserId}`, { status: 204, params: gone });
  await ask('lier-office/an', `GET ${ADMINS}`, { status: 403, params });
  const client = { clientId: 'lier-finance' };
  const details = [{ id: 'ORGANIZERS_SEARCH' }];
  const grants = [{ organizer: { id: uit }, permissionDetails: details }];
  await ask(ADMIN, `PUT ${CLIENT}`, { status: 204, params: client, body: grants });
  await ask(ADMIN, `GET ${CLIENT}`, { status: 200, params: client });
  await ask(LIBRARY, `GET ${CLIENT}`, { status: 403, params: client });
}

/** A holder goes to school and is a member of something. */
export async function belongSomewhere({ ask, hear, twin }: Town): Promise<void> {
  hear('a school and an association');
  const params = { passholderId: twin.passholderId };
  const school = schoolId('lier', 'school-at-the-nete');
  await ask(REGISTRATION, `GET ${SCHOOL}`, { status: 404, params });
  await ask(REGISTRATION, `PUT ${SCHOOL}`, { status: 204, params, body: { id: school } });
  await ask(REGISTRATION, `GET ${SCHOOL}`, { status: 200, params });
  await ask(REGISTRATION, LIST, { status: 200, query: { schoolId: school } });
  await ask(LIBRARY, `PUT ${SCHOOL}`, { status: 403, params, body: { id: school } });
  await ask(REGISTRATION, `DELETE ${SCHOOL}`, { status: 204, params });

  const query = { organizerId: organizerId('lier', 'library') };
  const volunteers = associationId('lier', 'library-volunteers');
  const listed = { ...query, permission: 'READ' };
  await ask(LIBRARY, 'GET /api/associations', { status: 200, query: listed });
  const body = { association: { id: volunteers }, endDate: '2027-03-31' };
  await ask(LIBRARY, `GET ${MEMBERSHIPS}`, { status: 200, params, query });
  await ask(LIBRARY, `POST ${MEMBERSHIPS}`, { status: 201, params, query, body });
  await ask(LIBRARY, `POST ${MEMBERSHIPS}`, { status: 400, params, query, body });
  await ask(LIBRARY, `GET ${MEMBERSHIPS}`, { status: 200, params, query });
  await ask(REGISTRATION, LIST, { status: 200, query: { associationId: volunteers } });
  await ask(WELFARE, `GET ${MEMBERSHIPS}`, { status: 403, params });
  const left = { ...params, associationId: volunteers };
  await ask(LIBRARY, `DELETE ${MEMBERSHIPS}/{associationId}`, { status: 204, params: left, query });
}

/** Two holders are each other's family; what one of them is, the other does not see. */
export async function keepFamily({ ask, hear, twin, neighbour }: Town): Promise<void> {
  hear('a family');
  const params = { passholderId: neighbour.passholderId };
  const own = { passholderId: twin.passholderId };
  const member = { ...params, familyMemberId: twin.passholderId };
  const add = { uitpasNumber: twin.number, icon: 'vos' };
  await ask(REGISTRATION, `GET ${FAMILY}`, { status: 200, params });
  await ask(REGISTRATION, `POST ${FAMILY}`, { status: 201, params, body: add });
  await ask(REGISTRATION, `POST ${FAMILY}`, { status: 400, params, body: add });
  const hidden = { uitpasNumber: DISCREET_NUMBER };
  await ask('lier-office/niemand', `POST ${FAMILY}`, { status: 403, params, body: hidden });
  await ask(REGISTRATION, `GET ${FAMILY}`, { status: 200, params });
  await ask(REGISTRATION, `GET ${FAMILY}`, { status: 200, params: own });
  const families = 'GET /api/passholders/{passholderId}/families';
  await ask(REGISTRATION, families, { status: 200, params: own });
  await ask(REGISTRATION, families, { status: 200, params });
  await ask(REGISTRATION, `PUT ${MEMBER}`, { status: 202, params: member, body: { icon: 'uil' } });
  await ask(LIBRARY, `GET ${FAMILY}`, { status: 403, params });
  await ask(REGISTRATION, `DELETE ${MEMBER}`, { status: 202, params: member });
  await ask(REGISTRATION, `GET ${FAMILY}`, { status: 404, params: { passholderId: UNKNOWN } });
}

/** A holder links an account, and looks at what is kept of oneself: that alone may differ. */
export async function signIn({ ask, hear, twin, neighbour }: Town): Promise<void> {
  hear('a holder signs in');
  const identified = { 'x-client-id': APP };
  const knowing = (born: string) => {
    const said = Buffer.from(`${twin.number}:${born}`).toString('base64');
    return { ...identified, authorization: `Basic ${said}` };
  };
  await ask(null, TOKEN, { status: 401, headers: knowing('2003-03-15') });
  const given = await ask(null, TOKEN, { status: 200, headers: knowing('2003-03-14') });
  const registration = { 'x-registration-token': given.at('/token') };
  await ask(null, STATUS, { status: 200, headers: { ...identified, ...registration } });
  await ask(`${APP}/noor`, `GET ${ME}`, { status: 404 });
  await ask(`${APP}/noor`, UITID, { status: 201, headers: registration });
  await ask(`${APP}/jan`, UITID, { status: 400, headers: registration });
  await ask(`${APP}/noor`, `GET ${ME}`, { status: 200, unless: isOneself });
  const mail = 'GET /api/uitid/emails/{email}';
  const params = { email: 'noor@voorbeeld.be' };
  await ask('lier-app-server', mail, { status: 200, params });
  await ask(REGISTRATION, LIST, { status: 200, query: { uitidId: 'noor' } });
  const own = { passholderId: twin.passholderId };
  await ask(`${APP}/noor`, `GET ${FAMILY}`, { status: 200, params: own, unless: isOneself });
  const other = { passholderId: neighbour.passholderId };
  await ask(`${APP}/noor`, `GET ${FAMILY}`, { status: 404, params: other });
  const body = {
    name: 'Nieuw',
    firstName: 'Jan',
    dateOfBirth: '1985-07-30',
    postalCode: '2500',
    city: 'Lier',
    cardSystem: { id: 1 },
    registrationOrganizer: { id: organizerId('lier', 'uit') },
  };
  const number = '85073006197';
  await ask(`${APP}/nieuw/${number}`, `POST ${ME}`, { status: 200, body, unless: isNumbered });
  await ask(`${APP}/noor/03031456796`, `POST ${ME}`, { status: 400, body });
}
