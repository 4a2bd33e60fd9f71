import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import type { Cents } from '../contract/money.ts';
import { clockAt } from '../contract/period.ts';
import { asMiss, Problem } from '../contract/problem.ts';
import type { Text } from '../contract/text.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import {
  invalidCardStatus,
  passholderNoActiveCardSystems,
  passNotFound,
  passOfAnotherCardSystem,
} from '../passes/problems.ts';
import { noteLook } from '../persons/note-looks.ts';
import { calendarWindows } from '../events/calendar-windows.ts';
import { checkRights, type RightsAnswer } from '../rights/check-rights.ts';
import { couponTariffs } from './coupon-tariffs.ts';
import { mayQuoteFor } from './may-sell-for.ts';
import { NEUTRAL_TARIFF, SOCIAL_TARIFF } from './neutral-tariff.ts';
import { NOT_TAKING_PART } from './problem-of-sale.ts';
import { invalidUitpasNumber, socialTariffExpired, socialTariffSuspended } from './problems.ts';
import { sealPrice } from './seal-price.ts';
import { mayKnowStatus, statusOnDay } from './show-status.ts';
import { type TicketCounts, ticketsLeft } from './ticket-counts.ts';

/** A price that a holder can have, and how many tickets at it. */
export interface Tariff {
  readonly id: string;
  readonly name: string;
  readonly priceCents: Cents;
  readonly type: 'SOCIALTARIFF' | 'COUPON';
  readonly remaining: number;
}

/** What a ticketing system asks. */
export interface TariffQuestion {
  /** Any number of the card. */
  readonly card: string;
  readonly eventId: string;
  readonly regularPriceCents: Cents;
  readonly type: 'ANY' | 'SOCIALTARIFF' | 'COUPON';
}

/** The tariffs that there are, and what the holder may wonder about. */
export interface Tariffs {
  readonly available: readonly Tariff[];
  readonly endUserMessage?: Text;
}

/**
 * The tariffs of a card for an event at a regular price: the best price, and what each coupon makes
 * of it. Of the best price no reason is told, and everybody has one, also at the full price; only
 * to who may know the status it is the social tariff by name, and nothing when nothing is lowered.
 *
 * @throws Problem `event-not-found`, `invalid-uitpasnumber`, `invalid-card-status`,
 * `passholder-no-active-cardsystems`; `forbidden` to who may not sell the event; to who may know
 * the status and asks for the social tariff alone `social-tariff-expired`,
 * `social-tariff-suspended`
 */
export async function listTariffs(
  core: Core,
  caller: Caller,
  question: TariffQuestion,
): Promise<Tariffs> {
  const { card, eventId, regularPriceCents, type } = question;
  const now = core.now();
  const asked = { card, eventId, regularPriceCents, place: null, at: now };
  const answer = await checkRights(core, caller, asked).catch(asPublished);
  const holderId = assertSellable(caller, answer);
  const counts = await callForJson<TicketCounts>(core.pool, 'core.show_ticket_counts', [
    caller.cardSystemId,
    holderId,
    eventId,
    JSON.stringify(calendarWindows(now)),
  ]);

  const { holder } = answer.facts;
  const isTold = holder !== null && mayKnowStatus(caller, holder);
  if (isTold && !holder.group) await noteLook(core, caller, holderId);
  if (isTold && type === 'SOCIALTARIFF') assertInForce(answer, caller, clockAt(now).day);
  const left = ticketsLeft(counts);
  const coupons = couponTariffs(core, answer, counts);
  const tariffs = [...bestTariff(core, caller, { answer, isTold, left }), ...coupons];
  const available = tariffs.filter((one) => type === 'ANY' || one.type === type);
  const message = left === 0 ? limitReached(counts) : messageFor(answer);
  return { available, ...(message && { endUserMessage: message }) };
}

/** The best price, unless no ticket is left. */
function bestTariff(
  core: Core,
  caller: Caller,
  { answer, isTold, left }: { answer: RightsAnswer; isTold: boolean; left: number },
): Tariff[] {
  const sealed = sealPrice(core, caller, answer);
  const { group } = answer.facts.holder ?? {};
  const isSocial = answer.price?.source === 'social';
  const groupLeft = isSocial && group?.socialTariff ? group.socialTariff.availableTickets : left;
  const remaining = Math.min(left, groupLeft);
  if (!sealed || remaining === 0) return [];
  const { tariffId: id, priceCents, regularPriceCents } = sealed.price;
  if (isTold && priceCents === regularPriceCents) return [];
  const named = isTold && isSocial ? SOCIAL_TARIFF : NEUTRAL_TARIFF;
  return [{ id, ...named, priceCents, remaining }];
}

/** @returns the id of the holder, who may be a group */
function assertSellable(caller: Caller, { facts, blocked }: RightsAnswer): string {
  const { event, holder } = facts;
  const seller = event && caller.installation.organizer(event.organizerId);
  if (!seller || !mayQuoteFor(caller, seller)) {
    throw forbidden({ detail: 'the organizer of this event does not let you sell for its events' });
  }
  if (event.isInCardSystem === false) {
    throw passholderNoActiveCardSystems({ endUserMessage: NOT_TAKING_PART });
  }
  if (blocked || !holder) throw invalidCardStatus();
  return holder.id;
}

function assertInForce({ facts }: RightsAnswer, caller: Caller, day: string): void {
  if (facts.holder?.group) return;
  const { status } = statusOnDay(facts.social, caller, day);
  if (status === 'EXPIRED') throw socialTariffExpired();
  if (status === 'SUSPENDED') throw socialTariffSuspended();
}

/** The problems with a card as they are published where prices are asked. */
function asPublished(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  const { definition, details } = error;
  if (definition === passNotFound.definition) throw invalidUitpasNumber();
  if (definition === passOfAnotherCardSystem.definition) {
    throw asMiss(passholderNoActiveCardSystems(details));
  }
  throw error;
}

const IN_PERIOD: Readonly<Record<string, string>> = {
  ABSOLUTE: '',
  DAY: ' per dag',
  WEEK: ' per week',
  MONTH: ' per maand',
  QUARTER: ' per kwartaal',
  YEAR: ' per jaar',
};

function limitReached({ volume, period }: TicketCounts): Text {
  const often = IN_PERIOD[period ?? 'ABSOLUTE'] ?? '';
  const tickets = volume === 1 ? '1 ticket' : `${volume} tickets`;
  return { nl: `U kunt voor deze activiteit maximaal ${tickets}${often} kopen met uw pas.` };
}

/** A group is no person: it may hear that its year is used up. */
function messageFor({ facts }: RightsAnswer): Text | undefined {
  const socialTariff = facts.holder?.group?.socialTariff;
  if (!socialTariff || socialTariff.availableTickets > 0) return undefined;
  const { totalTicketsPerYear } = socialTariff;
  return {
    nl: `Deze groepspas heeft dit jaar geen tickets aan kansentarief meer (${totalTicketsPerYear}).`,
  };
}
