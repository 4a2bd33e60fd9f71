import type { Caller } from '../access/caller.ts';
import { isOwner, visibilityFor } from '../access/visibility.ts';
import type { PriceDecision } from '../billing/price-decision.ts';
import type { Cents } from '../contract/money.ts';
import { type Clock, clockAt, isWithin } from '../contract/period.ts';
import type { Quote } from '../contract/facts.ts';
import type { Reason } from '../contract/text.ts';
import type { Core } from '../core.ts';
import {
  type Circumstances,
  combineProposals,
  combineRights,
  type GrantedRight,
  type HeldRole,
} from '../plugins/combine.ts';
import { mayQuoteFor } from '../tariffs/may-sell-for.ts';
import { type PriceCircumstances, quotePrice } from '../tariffs/quote-price.ts';
import type { CardFacts } from './card-facts.ts';
import { heldRolesOf, holderOf, residenceOf, socialStatusOf } from './held-roles.ts';
import { openCard } from './open-card.ts';

/** What a desk asks when a card is shown. */
export interface RightsQuestion {
  /** A pass number, chip number or old number. */
  readonly card: string;
  readonly eventId: string | null;
  /** Before any reduction; that of the event when left out. */
  readonly regularPriceCents?: Cents;
  readonly place: string | null;
  /** The municipality whose place it is. */
  readonly placeOf?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a card grants of all that the caller sees anything of: see core/access/visibility.ts. */
export interface RightsAnswer {
  readonly facts: CardFacts;
  /** Why the card grants nothing at all, when it does not. */
  readonly blocked: Reason | null;
  readonly rights: readonly GrantedRight[];
  /** Of the event that was asked about; null without one, or where the caller may not sell it. */
  readonly price: PriceDecision | null;
  /** On what that price was decided; null where there is none. */
  readonly asked: PriceCircumstances | null;
}

/**
 * Checks what a card grants here and now: one database round trip, then pure rules.
 *
 * @throws Problem `pass-not-found`, `pass-of-another-card-system`, `event-not-found`
 */
export async function checkRights(
  core: Core,
  caller: Caller,
  question: RightsQuestion,
): Promise<RightsAnswer> {
  const clock = clockAt(question.at);
  const facts = await openCard(core, caller, { ...question, day: clock.day });
  return judgeCard(facts, { core, caller, question, clock });
}

/** The part of {@link checkRights} that needs no database. */
function judgeCard(
  facts: CardFacts,
  context: { core: Core; caller: Caller; question: RightsQuestion; clock: Clock },
): RightsAnswer {
  const { core, caller, question, clock } = context;
  const { installation } = caller;
  const blocked = reasonBlocked(facts);
  const holder = holderOf(facts, installation, clock);
  if (!holder) {
    // A group has no roles; it may buy tickets.
    const isGroup = Boolean(facts.holder?.group) && !blocked;
    const asked = isGroup ? askedOf(facts, { caller, clock, question, offersFor: () => [] }) : null;
    return { facts, blocked, rights: [], price: asked && quotePrice(asked), asked };
  }

  const derivedRoleKey = core.keys.current('derived-role-id');
  const held = heldRolesOf(facts, holder, { installation, clock, derivedRoleKey });
  const roles = held.filter((role) => comesUp(role, { caller, clock, now: core.now() }));
  const { place, placeOf } = question;
  const circumstances: Circumstances = { clock, holder, place, placeOf };
  const rights = combineRights(roles, circumstances, blocked);
  const offersFor = (quote: Quote) => combineProposals(rights, circumstances, quote);
  const asked = blocked ? null : askedOf(facts, { caller, clock, question, offersFor });
  return { facts, blocked, rights, price: asked && quotePrice(asked), asked };
}

/**
 * Whether a role comes up at all. One that the caller sees nothing of is not even judged: its rules
 * would take time. Who sees it by its outward name alone, or sees one that follows from facts,
 * hears of it today, while it lasts: a no, or an answer for another day, would tell when it began
 * and when it ends.
 */
function comesUp(
  role: HeldRole,
  { caller, clock, now }: { caller: Caller; clock: Clock; now: number },
): boolean {
  const view = visibilityFor(caller, role);
  if (view === 'none') return false;
  const isOpen = view === 'full' && (!role.isDerived || isOwner(caller, role));
  return isOpen || (isWithin(clock.day, role.period) && clock.day === clockAt(now).day);
}

/** Null without an event that takes part, or where the caller may not sell it. */
function askedOf(
  facts: CardFacts,
  context: {
    caller: Caller;
    clock: Clock;
    question: RightsQuestion;
    offersFor: PriceCircumstances['offersFor'];
  },
): PriceCircumstances | null {
  const { event } = facts;
  const { caller, clock, question, offersFor } = context;
  const { installation } = caller;
  const seller = event && installation.organizer(event.organizerId);
  if (!seller || event.isInCardSystem === false || !mayQuoteFor(caller, seller)) return null;
  return {
    installation,
    seller: { municipality: seller.municipality, organizer: seller.key },
    residence: residenceOf(facts, installation),
    social: socialStatusOf(facts, clock.day),
    day: clock.day,
    regularPriceCents: question.regularPriceCents ?? event.regularPriceCents,
    place: event.placeId === null ? null : (installation.place(event.placeId)?.key ?? null),
    manualKey: event.distributionKey,
    offersFor,
  };
}

/** Core's own refusals, which precede every plugin. */
export function reasonBlocked(facts: CardFacts): Reason | null {
  switch (facts.card.status) {
    case 'ACTIVE':
      return null;
    case 'BLOCKED':
      return { code: 'pass-blocked', nl: 'Deze pas is geblokkeerd.' };
    case 'DELETED':
      return { code: 'pass-not-active', nl: 'Deze pas is niet meer in gebruik.' };
    default:
      return { code: 'pass-not-active', nl: 'Deze pas is nog niet in gebruik.' };
  }
}
