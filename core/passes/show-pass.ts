import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { nationalNumberInUrl } from '../http/problems.ts';
import { showCardSystem, townsOfCardSystem } from '../municipalities/card-system-shape.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { openCard } from '../rights/open-card.ts';
import { endOfStatus, mayKnowStatus, statusOnDay } from '../tariffs/show-status.ts';
import { readPassIdentifier } from './pass-identifier.ts';
import { invalidCardStatus, passNotFound } from './problems.ts';

/** A pass as UiTPAS shows it to a desk. */
export interface ShownPass {
  readonly passholderId: string;
  readonly passType: 'INDIVIDUAL';
  readonly uitpasNumber: string;
  readonly firstName: string;
  readonly points: number;
  readonly postalCode: string;
  readonly cardSystem: ReturnType<typeof showCardSystem>;
  readonly socialTariff: {
    readonly status: 'ACTIVE' | 'EXPIRED' | 'NONE';
    readonly endDate?: string;
  };
}

/** Of who lives in no town of this installation, as UiTPAS writes places abroad. */
const ELSEWHERE = '0000';

/**
 * Shows a pass by any number of its card. To whoever lacks SOCIALTARIFF_READ nobody has a social
 * tariff; a look at a status is recorded, whatever it is. The postal code is that of the town where
 * the holder lives, not of the street.
 *
 * @throws Problem `pass-not-found`, `pass-of-another-card-system`; `invalid-card-status` for a card
 * that is not active; `insz-not-in-url` for what has the length of a national number
 */
export async function showPass(core: Core, caller: Caller, identifier: string): Promise<ShownPass> {
  if (/^[0-9]{11}$/.test(readPassIdentifier(identifier))) throw nationalNumberInUrl();
  const { day } = clockAt(core.now());
  const facts = await openCard(core, caller, { card: identifier, eventId: null, day });
  const { card, holder } = facts;
  if (card.status !== 'ACTIVE') throw problemOfStatus(facts);
  if (!holder || holder.firstName === null) throw passNotFound();

  const { installation, cardSystemId } = caller;
  const towns = townsOfCardSystem(installation, cardSystemId);
  const residence = holder.residenceId === null ? undefined : installation.byId(holder.residenceId);
  const isTold = mayKnowStatus(caller, holder);
  if (isTold) await noteLook(core, caller, holder.id);
  return {
    passholderId: holder.id,
    passType: 'INDIVIDUAL',
    uitpasNumber: card.number,
    firstName: holder.firstName,
    points: holder.points,
    postalCode: residence?.config.postalCodes[0] ?? ELSEWHERE,
    cardSystem: showCardSystem(towns),
    socialTariff: isTold ? shownStatus(facts, caller, day) : { status: 'NONE' },
  };
}

function shownStatus(
  { social }: CardFacts,
  caller: Caller,
  day: string,
): ShownPass['socialTariff'] {
  const { status, endDate } = statusOnDay(social, caller, day);
  if (status === 'NONE' || status === 'SUSPENDED') return { status: 'NONE' };
  return { status, endDate: endOfStatus(endDate) };
}

function problemOfStatus({ card, holder }: CardFacts): Error {
  const { status: cardStatus } = card;
  const isKnown = holder !== null && holder.firstName !== null;
  return invalidCardStatus({
    cardStatus,
    ...(isKnown && { passholderId: holder.id, passType: 'INDIVIDUAL' }),
  });
}

/** A rights check is not recorded, and neither is a pass; being told a status is. */
async function noteLook(core: Core, caller: Caller, holderId: string): Promise<void> {
  await callFunction(core.pool, 'core.note_look', [
    caller.cardSystemId,
    holderId,
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
}
