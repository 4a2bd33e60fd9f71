import { HOLDER } from '../billing/money-fact.ts';
import type { PriceDecision } from '../billing/price-decision.ts';
import { type Charge, HOUSEHOLD, type PartyKey } from '../contract/money.ts';
import type { Day } from '../contract/period.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { type ChargeSocial, decideCharge } from '../tariffs/decide-charge.ts';
import { distributionKeyFor, isEntitled, residencePayerOf } from '../tariffs/quote-price.ts';
import type { RoleKind } from './role-kind.ts';

/** What the price of a role for a holder depends on. */
export interface RolePriceQuestion {
  readonly installation: Installation;
  readonly kind: RoleKind;
  readonly charge: Charge;
  /** Where the holder lives, when that is a municipality of the installation. */
  readonly residence: ActiveMunicipality | undefined;
  /** The status that is in force on the day, or null when there never was one. */
  readonly social: CardFacts['social'];
  readonly day: Day;
  /** The party, by id, that pays at home; only what is settled has one. */
  readonly householdId?: string;
}

/**
 * Decides what a role costs a holder and who bears it, by party id. The municipality of the role
 * decides about the key, the grace period and who pays for residents from outside.
 *
 * The payers of the social tariff are named for every holder, entitled or not.
 */
export function priceRole(question: RolePriceQuestion): PriceDecision {
  const { installation, kind, charge } = question;
  const decision = decideCharge(charge, socialOf(question));
  const { householdId } = question;
  const idOf = (key: PartyKey): PartyKey =>
    key === HOUSEHOLD && householdId !== undefined
      ? householdId
      : (installation.partyId(kind.municipality, key) ?? HOLDER);
  const { payer } = decision;
  return {
    ...decision,
    earner: idOf(decision.earner),
    payer: payer.kind === 'collection' ? payer : { ...payer, party: idOf(payer.party) },
    shares: decision.shares.map(({ party, cents }) => ({ party: idOf(party), cents })),
  };
}

function socialOf({
  kind,
  charge,
  residence,
  social,
  day,
}: RolePriceQuestion): ChargeSocial | null {
  const { definition, municipality, plugin } = kind;
  // What one department owes another is not a price that anybody in poverty pays.
  if (charge.payer?.kind === 'fee' || charge.isForEverybody) return null;
  const rule = definition.social?.(plugin.config);
  if (rule === undefined) return null;

  const entitled = isEntitled(social, { municipality, day });
  if (rule !== 'distribution-key') return { entitled, rule };
  const organizer = definition.owner(plugin.config);
  const key = distributionKeyFor(municipality, { organizer, day });
  if (key === null) return null;
  return { entitled, rule: { key, residencePayer: residencePayerOf(residence, municipality) } };
}
