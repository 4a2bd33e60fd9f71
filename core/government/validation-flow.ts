import { hash } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { unauthorized } from '../access/problems.ts';
import type { ReadCustomToken } from '../access/custom-token.ts';
import type { Core } from '../core.ts';
import { invalidData } from '../http/problems.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { makeSealedToken, readSealedToken } from '../secrets/sealed-token.ts';
import { askGovernment, governmentOf } from './ask-government.ts';

const MINUTE_MS = 60_000;

/** What travels with somebody to the service and back, by the parts of the flow. */
const STARTED = { kind: 'validation that began', lifetimeMs: 30 * MINUTE_MS };
const CODE = { kind: 'validation code', lifetimeMs: 5 * MINUTE_MS };
const TOKEN = { kind: 'validation token', lifetimeMs: 30 * MINUTE_MS };

interface Started {
  readonly town: string;
  readonly state: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

interface Come extends Pick<Started, 'town' | 'challenge'> {
  readonly code: string;
}

interface Session {
  readonly town: string;
  readonly session: string;
}

/**
 * Where a browser goes to log in (UiTPAS API 4.0, like OAuth 2 with PKCE, RFC 7636). Nothing is
 * kept here: what has to come back travels sealed.
 *
 * @throws Problem `invalid-data` for a page that no town lets anybody come back to
 */
export function startValidation(
  core: Core,
  asked: { state: string; challenge: string; redirectUri: string; isPrompted: boolean },
  callbackUrl: string,
): string {
  const { state, challenge, redirectUri, isPrompted } = asked;
  const town = core
    .installation()
    .municipalities.find(({ config }) =>
      config.socialTariff.validation?.redirectUrls.includes(redirectUri),
    );
  if (!town)
    throw invalidData({ detail: 'query parameter redirect_uri is not allowed by any town' });
  const started: Started = { town: town.key, state, challenge, redirectUri };
  const sealed = makeSealedToken(core.keys, started, lasting(core, STARTED));
  return governmentOf(core, town).loginUrl({ callbackUrl, state: sealed, isPrompted });
}

/**
 * Where a browser goes that comes back from the service: to the page of its client, with a code or
 * with an error in words.
 *
 * @throws Problem `invalid-data` for a state that we did not make, or too long ago
 */
export function finishLogin(core: Core, come: { code?: string; state: string }): string {
  const started = readToken(core, come.state, STARTED) as Started | undefined;
  if (!started) throw invalidData({ detail: 'query parameter state is over, or none of ours' });
  const { town, state, challenge, redirectUri } = started;
  const back = new URL(redirectUri);
  if (come.code === undefined || come.code === '') {
    back.searchParams.set('error', 'U bent niet aangemeld.');
  } else {
    const told: Come = { town, challenge, code: come.code };
    const code = makeSealedToken(core.keys, told, lasting(core, CODE));
    back.searchParams.set('code', code);
  }
  back.searchParams.set('state', state);
  return back.href;
}

/**
 * A token for the code of {@link finishLogin}, to whoever began it.
 *
 * @throws Problem `invalid-data` for a code that is over or was used, and for another verifier than
 * it was begun with; `service-unavailable`
 */
export async function takeValidationToken(
  core: Core,
  { code, codeVerifier }: { code: string; codeVerifier: string },
): Promise<string> {
  const come = readToken(core, code, CODE) as Come | undefined;
  const wrong = invalidData({ detail: '/code is over, or none of ours', jsonPointer: '/code' });
  if (!come) throw wrong;
  if (challengeOf(come.challenge) !== hash('sha256', codeVerifier, 'base64url')) {
    const detail = '/codeVerifier is not the one that this was begun with';
    throw invalidData({ detail, jsonPointer: '/codeVerifier' });
  }
  const service = governmentOf(core, townOf(core, come.town));
  const session = await askGovernment(service, () => service.exchange(come.code));
  if (session === null) throw wrong;
  const told: Session = { town: come.town, session };
  return makeSealedToken(core.keys, told, lasting(core, TOKEN));
}

const sessions = new WeakMap<Caller, string>();

/** The session at the service of a caller that {@link readValidationToken} made. */
export function sessionOf(caller: Caller): string {
  return sessions.get(caller) ?? '';
}

/** A resident, by the token of {@link takeValidationToken}: nobody's client, who may nothing. */
export const readValidationToken: ReadCustomToken = async (core, token) => {
  const told = readToken(core, token, TOKEN) as Session | undefined;
  if (!told) throw unauthorized({ detail: 'this x-custom-token is over, or none of ours' });
  const municipality = townOf(core, told.town);
  const { managedBy } = municipality.config.socialTariff;
  const organizers = [...managedBy, ...Object.keys(municipality.config.organizers)].slice(0, 1);
  const caller: Caller = {
    clientId: 'social-tariff-validation',
    cardSystemId: municipality.cardSystemId,
    installation: core.installation(),
    municipality,
    organizer: organizers[0] ?? '',
    organizers,
    permissions: new Set(),
    resolvesDiscreetAliases: false,
  };
  sessions.set(caller, told.session);
  return caller;
};

function townOf(core: Core, key: string): ActiveMunicipality {
  const town = core.installation().byKey(key);
  if (!town) throw unauthorized({ detail: 'the town of this token is gone' });
  return town;
}

/** Base64 as published, or base64url as RFC 7636 has it; with or without its padding. */
function challengeOf(text: string): string {
  return Buffer.from(text, 'base64').toString('base64url');
}

interface Kind {
  readonly kind: string;
  readonly lifetimeMs: number;
}

function lasting(core: Core, { kind, lifetimeMs }: Kind): { kind: string; until: number } {
  return { kind, until: core.now() + lifetimeMs };
}

function readToken(core: Core, token: string, { kind }: Kind): object | undefined {
  return readSealedToken(core.keys, token, { kind, now: core.now() });
}
