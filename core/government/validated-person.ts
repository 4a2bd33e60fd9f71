import type { Caller } from '../access/caller.ts';
import { unauthorized } from '../access/problems.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import { nationalNumberHashes } from '../persons/national-number-hash.ts';
import { makeSealedToken, readSealedToken } from '../secrets/sealed-token.ts';
import { askGovernment, governmentOf } from './ask-government.ts';
import type { Entitlement, GovernmentPerson } from './government-service.ts';
import { sessionOf } from './validation-flow.ts';

/** Somebody as the government knows one, as UiTPAS shows it to that person. */
export interface ShownPerson {
  readonly inszNumber: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly hasSocialTariff: boolean;
  /** Of who has a pass here. */
  readonly uitpasNumber?: string;
  readonly street?: string;
  readonly postalCode?: string;
  readonly city?: string;
  /** Proves all this in an order, for an hour. */
  readonly idToken: string;
  /** ISO 8601. */
  readonly idTokenExpiresAt: string;
}

/** What an id token says. */
export interface ProvenPerson {
  readonly nationalNumber: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly town: string;
  readonly entitlement: Entitlement;
}

const ID_TOKEN = 'social tariff id token';
const LIFETIME_MS = 60 * 60_000;

/**
 * Who logged in at the government, with the children: whether each has a right to the social
 * tariff, and the pass of who has one here. Each is looked at.
 *
 * @throws Problem `unauthorized` once the session is over, `service-unavailable`
 */
export async function showValidation(
  core: Core,
  caller: Caller,
): Promise<{ user: ShownPerson; children: ShownPerson[] }> {
  const service = governmentOf(core, caller.municipality);
  const found = await askGovernment(service, async () => {
    const known = await service.identify(sessionOf(caller));
    if (!known) return null;
    const persons = [known.user, ...known.children];
    const rights = persons.map(({ nationalNumber }) => service.findEntitlement(nationalNumber));
    return { persons, rights: await Promise.all(rights) };
  });
  if (!found) throw unauthorized({ detail: 'this session is over: log in again' });
  const shown: ShownPerson[] = [];
  for (const [at, person] of found.persons.entries()) {
    shown.push(await show(core, caller, { person, entitlement: found.rights[at] ?? UNKNOWN }));
  }
  const [user, ...children] = shown;
  if (!user) throw new TypeError('nobody logged in');
  return { user, children };
}

const UNKNOWN: Entitlement = { kind: 'unknown' };

/** Who an id token is about; undefined when it is over or none of ours. */
export function readIdToken(core: Core, token: string): ProvenPerson | undefined {
  const told = readSealedToken(core.keys, token, { kind: ID_TOKEN, now: core.now() });
  return told as ProvenPerson | undefined;
}

async function show(
  core: Core,
  caller: Caller,
  { person, entitlement }: { person: GovernmentPerson; entitlement: Entitlement },
): Promise<ShownPerson> {
  const { nationalNumber, familyName, givenName, street, postalCode, city } = person;
  const uitpasNumber = await callFunction<string | null>(core.pool, 'core.find_validated_pass', [
    caller.cardSystemId,
    nationalNumberHashes(core.keys, nationalNumber),
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
  const until = core.now() + LIFETIME_MS;
  const proven: ProvenPerson = {
    nationalNumber,
    familyName,
    givenName,
    entitlement,
    town: caller.municipality.key,
  };
  return {
    inszNumber: nationalNumber,
    familyName,
    givenName,
    hasSocialTariff: entitlement.kind === 'entitled',
    ...(uitpasNumber !== null && { uitpasNumber }),
    ...(street !== null && { street }),
    ...(postalCode !== null && { postalCode }),
    ...(city !== null && { city }),
    idToken: makeSealedToken(core.keys, proven, { kind: ID_TOKEN, until }),
    idTokenExpiresAt: new Date(until).toISOString(),
  };
}
