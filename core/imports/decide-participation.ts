import { type Account, bookFact } from '../billing/book-fact.ts';
import { DEFAULT_DISTRIBUTION_KEY, splitSocialPrice } from '../billing/distribution-key.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import { moneyFactRow } from '../billing/money-fact-rows.ts';
import type { PriceDecision } from '../billing/price-decision.ts';
import type { Cents, PartyKey } from '../contract/money.ts';
import type { Day } from '../contract/period.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import { decidePrice } from '../tariffs/decide-price.ts';
import { isEntitled, residencePayerOf } from '../tariffs/quote-price.ts';
import type { ParticipationRow } from './check-participation-rows.ts';

/** What is stored about a row: `core.recognise_participations` answers it. */
export interface KnownParticipation {
  readonly row: number;
  /** It was taken over before; that it may since have been erased does not matter. */
  readonly isTaken: boolean;
  /** The card, and who holds it; null for a number of nobody. */
  readonly holder: {
    readonly cardNumber: string;
    readonly passholderId: string;
    readonly version: number;
    readonly residenceId: string | null;
    /** Whose holder it is: how long its points last. */
    readonly municipalityId: string;
  } | null;
  /** The social status that was in force on the day. */
  readonly social: {
    readonly status: 'ACTIVE' | 'SUSPENDED' | 'NONE';
    readonly endDate: Day | null;
  } | null;
}

/** Whose activity it was, and whose account took the money then. */
export interface ParticipationSeller {
  readonly municipality: ActiveMunicipality;
  readonly organizerId: string;
  readonly partyId: PartyKey;
  readonly account: Account;
}

/** What a paid participation came to. */
export interface ParticipationSale {
  readonly fact: MoneyFactRow;
  readonly paidCents: Cents;
  readonly isSocial: boolean;
  /** What the town of residence bears, or who stands in for it. */
  readonly residenceCents: Cents;
  readonly organizerCents: Cents;
}

/**
 * Decides the sale of a paid participation of the past, as every town of UiTPAS did it: 20 % for
 * the holder, 40 % for the town of residence, 40 % for the organizer, to the cent, whatever the key
 * of the organizer is since. Everybody else paid the full price.
 *
 * @param id of the fact
 */
export function decideParticipationSale(
  sale: { readonly id: string; readonly row: ParticipationRow; readonly known: KnownParticipation },
  seller: ParticipationSeller,
  installation: Installation,
): ParticipationSale {
  const { id, row, known } = sale;
  const { municipality, partyId: earner, account } = seller;
  const residenceId = known.holder?.residenceId ?? null;
  const payer = payerOf(residenceId, municipality, installation);
  const shares = splitSocialPrice(row.priceCents, DEFAULT_DISTRIBUTION_KEY, {
    residencePayer: payer,
    organizer: earner,
  });
  const entitled = isEntitled(known.social, { municipality, day: row.day });
  const decision = decidePrice({
    regularPriceCents: row.priceCents,
    earner,
    social: shares && { entitled, shares },
    proposals: [],
    town: new Set(),
  });
  const fact = moneyFactRow(
    bookFact({ decisions: [decision], account }),
    {
      id,
      kind: 'ticket-sale',
      municipality,
      passholderId: known.holder?.passholderId ?? null,
      residenceId,
      plugin: null,
      role: null,
      source: decision.source,
      // The old list has regular prices only: what was paid nobody was told here.
      sellerId: null,
      happenedAt: row.happenedAt,
    },
    installation,
  );
  return {
    fact,
    paidCents: decision.priceCents,
    isSocial: decision.source === 'social',
    residenceCents: payer === null ? 0 : shareOf(decision, payer),
    organizerCents: payer === earner ? 0 : shareOf(decision, earner),
  };
}

function payerOf(
  residenceId: string | null,
  municipality: ActiveMunicipality,
  installation: Installation,
): PartyKey | null {
  const residence = residenceId === null ? undefined : installation.byId(residenceId);
  const payer = residencePayerOf(residence, municipality);
  return payer === null ? null : installation.partyId(municipality, payer);
}

function shareOf({ shares }: PriceDecision, party: PartyKey): Cents {
  return shares.find((share) => share.party === party)?.cents ?? 0;
}
