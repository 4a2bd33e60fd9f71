import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { type ApiHolder, newPassNumber, type TestApi } from '../../fixtures/open-api.ts';
import type { OperationCase } from '../operation-case.ts';

const BIRTH = '1985-07-30';

/** The headers by which somebody who knows a pass asks a registration token. */
export function knowing(number: string, birthDate = BIRTH): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${number}:${birthDate}`).toString('base64')}` };
}

/** A registration token of a holder of Lier. */
export async function registrationToken(api: TestApi, { number }: ApiHolder): Promise<string> {
  const headers = { ...knowing(number), 'x-client-id': 'lier-app' };
  const url = '/api/passholders/me/uitid/registration-token';
  const answer = await api.anonymous.send({ method: 'GET', url, headers });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ token: string }>().token;
}

async function tokenHeaders(api: TestApi) {
  return { 'x-registration-token': await registrationToken(api, await api.addHolder()) };
}

/** Who signs in for a case: each links this one anew. */
const CITIZEN = 'lier-app/burger';

let citizens = 0;

/** A new holder of Lier to whom a UiTiD is linked, and that who signs in by. */
export async function addCitizen(api: TestApi) {
  citizens += 1;
  const who = `lier-app/noor-${citizens}`;
  const holder = await api.addHolder({ number: newPassNumber() });
  const headers = { 'x-registration-token': await registrationToken(api, holder) };
  const linked = await api
    .as(who)
    .send({ method: 'PUT', url: '/api/passholders/me/uitid', headers });
  assert.equal(linked.statusCode, 201, linked.body);
  return { ...holder, who };
}

/** Links whoever signs in for a case to a new holder, and to no other. */
async function linkCitizen(api: TestApi): Promise<void> {
  await api.core.asOwner("update core.person set uitid_id = null where uitid_id = 'burger'");
  const { personId } = await api.addHolder();
  await api.core.asOwner("update core.person set uitid_id = 'burger' where id = $1", [personId]);
}

/** A good call of every operation of the pass holder who signed in. */
export const currentPassholderCases: readonly OperationCase[] = [
  {
    operation: 'get-passholders-me',
    client: CITIZEN,
    status: 200,
    prepare: async (api) => {
      await linkCitizen(api);
      return { method: 'GET', path: '/passholders/me' };
    },
  },
  {
    operation: 'post-passholders-me',
    client: 'lier-app/nieuw/85073003328',
    status: 200,
    prepare: async (api) => {
      await api.core.asOwner(
        "update core.person set national_number_hash = null, first_name = 'Noor'",
      );
      return {
        method: 'POST',
        path: '/passholders/me',
        body: {
          name: 'Peeters',
          // Eleven digits could be a national number.
          firstName: `Noor ${randomInt(2 ** 30)}`,
          dateOfBirth: BIRTH,
          postalCode: '2500',
          city: 'Lier',
          cardSystem: { id: 1 },
          registrationOrganizer: { id: organizerId('lier', 'uit') },
        },
      };
    },
  },
  {
    operation: 'put-passholders-me-uitid',
    client: CITIZEN,
    status: 201,
    prepare: async (api) => {
      await api.core.asOwner("update core.person set uitid_id = null where uitid_id = 'burger'");
      return { method: 'PUT', path: '/passholders/me/uitid', headers: await tokenHeaders(api) };
    },
  },
  {
    operation: 'get-passholders-me-uitid-registration-token',
    client: 'lier-app',
    status: 200,
    prepare: async (api) => {
      const { number } = await api.addHolder();
      const path = '/passholders/me/uitid/registration-token';
      return { method: 'GET', path, headers: knowing(number) };
    },
  },
  {
    operation: 'get-passholders-me-uitid-status',
    client: 'lier-app',
    status: 200,
    prepare: async (api) => ({
      method: 'GET',
      path: '/passholders/me/uitid/status',
      headers: await tokenHeaders(api),
    }),
  },
  {
    operation: 'get-uitid-emails-email',
    client: 'lier-app-server',
    status: 200,
    prepare: async () => ({ method: 'GET', path: '/uitid/emails/noor@voorbeeld.be' }),
  },
];
