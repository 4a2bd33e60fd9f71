import assert from 'node:assert/strict';
import { hash, randomUUID } from 'node:crypto';
import { SimulatedGovernment } from '../../../core/government/simulated-government.ts';
import { registerPassholder } from '../../../core/passes/register-passholder.ts';
import { newPassNumber, type TestApi } from '../../fixtures/open-api.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import type { OperationCase } from '../operation-case.ts';

const RESIDENT = 'a resident who logged in at the government';
const REDIRECT = 'http://localhost:3000/pas-aanvragen';
const VALIDATION = '/social-tariff-validation';

/** The stand-in of a test. */
export function governmentOf(api: TestApi): SimulatedGovernment {
  const service = api.core.governments.get('simulated');
  assert(service instanceof SimulatedGovernment);
  return service;
}

/** The address at which a client lets a resident begin. */
export function startPath(verifier: string, redirect = REDIRECT): string {
  const query = new URLSearchParams({
    state: 'staat-7',
    code_challenge: hash('sha256', verifier, 'base64'),
    redirect_uri: redirect,
  });
  return `${VALIDATION}/start?${query.toString()}`;
}

/** Begins, logs in as somebody, and answers where the browser comes back. */
export async function comeBack(
  api: TestApi,
  verifier: string,
  nationalNumber = '85073003328',
): Promise<URLSearchParams> {
  const started = await api.anonymous.get(startPath(verifier));
  assert.equal(started.statusCode, 303, started.body);
  const login = new URL(String(started.headers['location']));
  const query = new URLSearchParams({
    code: governmentOf(api).logIn(nationalNumber),
    state: login.searchParams.get('state') ?? '',
  });
  const callback = `/api${VALIDATION}/callback?${query.toString()}`;
  const back = await api.app.inject(callback);
  assert.equal(back.statusCode, 303, back.body);
  return new URL(String(back.headers['location'])).searchParams;
}

/** A token of a resident who logged in. */
export async function residentToken(api: TestApi, nationalNumber?: string): Promise<string> {
  const verifier = randomUUID();
  const code = (await comeBack(api, verifier, nationalNumber)).get('code');
  const body = { code, codeVerifier: verifier };
  const answer = await api.anonymous.post(`${VALIDATION}/token`, body, { key: null });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ token: string }>().token;
}

let registered = 0;

/** A holder of Lier of whom the national number is kept; one of the stand-in's by its number. */
export async function addNumbered(api: TestApi, nationalNumber: string): Promise<string> {
  registered += 1;
  const { passholderId } = await registerPassholder(api.core, testCaller(api.core, 'uit'), {
    card: { number: newPassNumber(), chipNumber: null },
    person: {
      firstName: 'Jan',
      lastName: `Claes${registered}`,
      birthDate: '1985-07-30',
      nationalNumber,
      email: null,
      phone: null,
      street: null,
      houseNumber: null,
      postalCode: '2500',
      city: 'Lier',
    },
    household: null,
    payment: null,
    command: null,
  });
  return passholderId;
}

let serial = 100;

/** A national number that nobody has yet, of somebody with the social tariff for the stand-in. */
export function newNationalNumber(): string {
  serial += 1;
  const base = 850_730_000 + serial;
  return `${base}${String(97 - (base % 97)).padStart(2, '0')}`;
}

/** A good call of everything about validations. */
export const validationCases: readonly OperationCase[] = [
  {
    operation: 'get-social-tariff-validation-start',
    client: 'lier-website',
    status: 303,
    prepare: async () => ({ method: 'GET', path: startPath('verifier') }),
  },
  {
    operation: 'post-social-tariff-validation-token',
    client: 'lier-website',
    status: 200,
    prepare: async (api) => {
      const codeVerifier = randomUUID();
      const code = (await comeBack(api, codeVerifier)).get('code');
      return { method: 'POST', path: `${VALIDATION}/token`, body: { code, codeVerifier } };
    },
  },
  {
    operation: 'get-social-tariff-validation',
    client: RESIDENT,
    status: 200,
    prepare: async (api) => {
      api.customTokens.set(RESIDENT, await residentToken(api));
      return { method: 'GET', path: `${VALIDATION}?cardSystemId=1` };
    },
  },
  {
    operation: 'post-passholders-id-social-tariff-validations',
    client: 'lier-welfare',
    status: 200,
    prepare: async (api) => {
      const nationalNumber = newNationalNumber();
      governmentOf(api).know({
        nationalNumber,
        entitlement: { kind: 'entitled', until: '2027-12-31' },
      });
      const id = await addNumbered(api, nationalNumber);
      return { method: 'POST', path: `/passholders/${id}/social-tariff/validations` };
    },
  },
];
