import { Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { forbidden, unauthorized } from '../access/problems.ts';
import type { Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { lookAtPerson } from './note-looks.ts';
import {
  makeRegistrationToken,
  readRegistrationToken,
  type RegistrationToken,
} from './registration-token.ts';

/** The header in which a registration token comes. */
export const registrationTokenHeader = Type.Object({
  'x-registration-token': Type.Optional(
    Type.String({ maxLength: 300, description: 'can be used once, within half an hour' }),
  ),
});

/** Who says to have a pass. */
export interface SaidHolder {
  /**
   * Answers a registration token; undefined when pass and date of birth are not one holder's.
   *
   * @throws the refusals of `core.identify_by_birth`
   */
  make(core: Core, caller: Caller): Promise<string | undefined>;
}

const DAY = /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/;
const MAX_CARD = 64;

/**
 * Reads a pass number and a date of birth out of HTTP Basic (RFC 7617), as UiTPAS takes them.
 *
 * @throws Problem `unauthorized` for anything else
 */
export function tokenFor(authorization = ''): SaidHolder {
  const [, encoded = ''] = /^basic +([A-Za-z0-9+/=_-]{1,200})$/i.exec(authorization.trim()) ?? [];
  const [number = '', born = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const card = readPassIdentifier(number);
  if (card === '' || card.length > MAX_CARD || !isDay(born)) {
    throw unauthorized({ detail: 'send Authorization: Basic base64(uitpasNumber:dateOfBirth)' });
  }
  return { make: async (core, caller) => identify(core, caller, { card, born }) };
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

async function identify(
  core: Core,
  caller: Caller,
  { card, born }: { card: string; born: Day },
): Promise<string | undefined> {
  const { cardSystemId, municipality } = caller;
  const passholderId = await callFunction<string | null>(core.pool, 'core.identify_by_birth', [
    cardSystemId,
    municipality.id,
    card,
    born,
    JSON.stringify(lookAtPerson(core, caller)),
    new Date(core.now()).toISOString(),
  ]);
  if (passholderId === null) return undefined;
  return makeRegistrationToken(core.keys, { cardSystemId, passholderId }, core.now());
}

/**
 * Reads the registration token of a request.
 *
 * @throws Problem `forbidden` for one that is over, of another card system or none
 */
export function readTokenOf(
  core: Core,
  { cardSystemId }: Caller,
  header: string | string[] | undefined,
): RegistrationToken {
  const text = typeof header === 'string' ? header : '';
  const token = readRegistrationToken(core.keys, text, core.now());
  if (token?.cardSystemId === cardSystemId) return token;
  throw forbidden({ detail: 'x-registration-token is no registration token, or is over' });
}

/** @throws Problem `forbidden`, in the words of a token that is over */
export function assertUnspent<Found>(found: Found | null): Found {
  if (found !== null) return found;
  throw forbidden({ detail: 'x-registration-token is no registration token, or is over' });
}
