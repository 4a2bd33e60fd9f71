import type { Caller } from '../access/caller.ts';
import { clockAt, isWithin } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { nationalNumberInUrl } from '../http/problems.ts';
import { showCardSystem, townsOfCardSystem } from '../municipalities/card-system-shape.ts';
import { noteLook } from '../persons/note-looks.ts';
import type { CardFacts, GroupFacts } from '../rights/card-facts.ts';
import { openCard } from '../rights/open-card.ts';
import { endOfStatus, mayKnowStatus, statusOnDay } from '../tariffs/show-status.ts';
import type { SocialStatusOnDay } from '../tariffs/social-status.ts';
import { readPassIdentifier } from './pass-identifier.ts';
import { invalidCardStatus, passNotFound } from './problems.ts';

/** A pass as UiTPAS shows it to a desk. */
export interface ShownPass {
  readonly passholderId: string;
  readonly passType: 'INDIVIDUAL' | 'GROUP';
  readonly uitpasNumber: string;
  /** Of a person, or what a group is called. */
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
  const firstName = nameOf(facts);
  if (!holder || firstName === null) throw passNotFound();

  const { installation, cardSystemId } = caller;
  const towns = townsOfCardSystem(installation, cardSystemId);
  const residence = holder.residenceId === null ? undefined : installation.byId(holder.residenceId);
  const isTold = mayKnowStatus(caller, holder);
  if (isTold && !holder.group) await noteLook(core, caller, holder.id);
  return {
    passholderId: holder.id,
    passType: passTypeOf(holder),
    uitpasNumber: card.number,
    firstName,
    points: holder.points,
    postalCode: residence?.config.postalCodes[0] ?? ELSEWHERE,
    cardSystem: showCardSystem(towns),
    socialTariff: isTold ? shownStatus(facts, caller, day) : { status: 'NONE' },
  };
}

function nameOf({ holder }: CardFacts): string | null {
  return holder?.group?.name ?? holder?.firstName ?? null;
}

function passTypeOf({ group }: NonNullable<CardFacts['holder']>): ShownPass['passType'] {
  return group ? 'GROUP' : 'INDIVIDUAL';
}

function shownStatus(facts: CardFacts, caller: Caller, day: string): ShownPass['socialTariff'] {
  const { status, endDate } = facts.holder?.group
    ? groupStatus(facts.holder.group, day)
    : statusOnDay(facts.social, caller, day);
  if (status === 'NONE' || status === 'SUSPENDED') return { status: 'NONE' };
  return { status, endDate: endOfStatus(endDate) };
}

function groupStatus(
  { socialTariff }: GroupFacts,
  day: string,
): Pick<SocialStatusOnDay, 'status' | 'endDate'> {
  if (!socialTariff) return { status: 'NONE', endDate: null };
  const { validFrom: from, validUntil: endDate } = socialTariff;
  return { status: isWithin(day, { from, until: endDate }) ? 'ACTIVE' : 'EXPIRED', endDate };
}

function problemOfStatus(facts: CardFacts): Error {
  const { card, holder } = facts;
  const { status: cardStatus } = card;
  const isKnown = holder !== null && nameOf(facts) !== null;
  return invalidCardStatus({
    cardStatus,
    ...(isKnown && { passholderId: holder.id, passType: passTypeOf(holder) }),
  });
}
