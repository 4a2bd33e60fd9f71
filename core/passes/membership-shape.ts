import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import type { Day } from '../contract/period.ts';
import {
  CardSystemShape,
  showCardSystem,
  townsOfCardSystem,
} from '../municipalities/card-system-shape.ts';
import {
  endOfStatus,
  type HolderPlace,
  mayKnowStatus,
  type StatusInForce,
  statusOnDay,
} from '../tariffs/show-status.ts';

/** What a holder is in a card system, as UiTPAS shows it. */
export const MembershipShape = Type.Object({
  cardSystem: CardSystemShape,
  uitpasNumber: Type.Optional(Type.String({ description: 'of the active card' })),
  currentCard: Type.Optional(
    Type.Object({
      uitpasNumber: Type.String(),
      cardType: Type.String({ enum: ['NFC_CARD', 'DIGITAL'] }),
      status: Type.String({ enum: ['ACTIVE', 'BLOCKED', 'DELETED'] }),
    }),
  ),
  status: Type.String({ enum: ['ACTIVE', 'BLOCKED'] }),
  socialTariff: Type.Optional(
    Type.Object(
      {
        status: Type.String({ enum: ['ACTIVE', 'EXPIRED', 'SUSPENDED'] }),
        endDate: Type.String({ format: 'date-time' }),
        inGracePeriod: Type.Boolean(),
        expired: Type.Boolean(),
      },
      { description: 'for clients with SOCIALTARIFF_READ only' },
    ),
  ),
});

/** What a membership is made of. */
export interface MembershipFacts extends HolderPlace {
  /** The active card, or else the last one; null for a holder who never had one. */
  readonly card: {
    readonly number: string;
    readonly type: 'NFC_CARD' | 'DIGITAL';
    readonly status: 'ACTIVE' | 'BLOCKED' | 'DELETED';
  } | null;
  readonly social: StatusInForce;
}

/** Shows the membership of a holder in the caller's card system. */
export function showMembership(
  facts: MembershipFacts,
  caller: Caller,
  day: Day,
): Static<typeof MembershipShape> {
  const { card } = facts;
  const isActive = card?.status === 'ACTIVE';
  return {
    cardSystem: showCardSystem(townsOfCardSystem(caller.installation, caller.cardSystemId)),
    ...(isActive && { uitpasNumber: card.number }),
    ...(card && {
      currentCard: { uitpasNumber: card.number, cardType: card.type, status: card.status },
    }),
    status: isActive ? 'ACTIVE' : 'BLOCKED',
    ...(mayKnowStatus(caller, facts) && showStatus(facts.social, caller, day)),
  };
}

function showStatus(social: StatusInForce, caller: Caller, day: Day) {
  const { status, endDate, inGracePeriod } = statusOnDay(social, caller, day);
  if (status === 'NONE') return {};
  const expired = status === 'EXPIRED';
  return { socialTariff: { status, endDate: endOfStatus(endDate), inGracePeriod, expired } };
}
