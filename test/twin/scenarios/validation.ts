import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { SimulatedGovernment } from '../../../core/government/simulated-government.ts';
import type { Town } from '../ask.ts';

const VALIDATION = '/api/social-tariff-validation';
const VALIDATE = 'POST /api/passholders/{id}/social-tariff/validations';
const VERIFIER = 'een-willekeurig-woord';
/** Of the twin, as test/twin/persons.ts registers it. */
const NATIONAL_NUMBER = '03031456796';

/** The government knows the same of every twin: what it says is no word of what is kept here. */
export async function askGovernment({ ask, core, hear, twin, neighbour }: Town): Promise<void> {
  hear('the government is asked');
  const service = core.governments.get('simulated');
  assert(service instanceof SimulatedGovernment);
  service.know({ nationalNumber: NATIONAL_NUMBER, entitlement: { kind: 'none' } });

  const query = {
    state: 'staat-7',
    code_challenge: hash('sha256', VERIFIER, 'base64'),
    redirect_uri: 'http://localhost:3000/pas-aanvragen',
  };
  const started = await ask(null, `GET ${VALIDATION}/start`, { status: 303, query });
  const { searchParams } = new URL(started.header('location'));
  const state = searchParams.get('state') ?? '';
  await ask(null, `GET ${VALIDATION}/simulated-login`, { status: 200, query: { state } });
  const come = { state, code: service.logIn(NATIONAL_NUMBER) };
  const back = await ask(null, `GET ${VALIDATION}/callback`, { status: 303, query: come });
  const code = new URL(back.header('location')).searchParams.get('code');
  const body = { code, codeVerifier: VERIFIER };
  const taken = await ask(null, `POST ${VALIDATION}/token`, { status: 200, body });
  await ask(null, `GET ${VALIDATION}`, { status: 200, token: taken.at('/token') });

  for (const { passholderId } of [twin, neighbour]) {
    const params = { id: passholderId };
    await ask('lier-library-desk', VALIDATE, { status: 403, params });
    await ask('lier-hr', VALIDATE, { status: 403, params });
    await ask('lier-welfare', VALIDATE, { status: 200, params });
  }
}
