import {
  chooseKeyVersion,
  DEFAULT_DISTRIBUTION_KEY,
  type DistributionKey,
  type DistributionKeyVersion,
  ORGANIZER,
  RESIDENCE,
  splitSocialPrice,
} from '../billing/distribution-key.ts';
import type { PriceDecision } from '../billing/price-decision.ts';
import type { PlaceKey, Quote } from '../contract/facts.ts';
import type { Cents, PartyKey, Weights } from '../contract/money.ts';
import type { Day } from '../contract/period.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import type { MunicipalityConfig } from '../municipalities/municipality-config.ts';
import type { RoleOffer } from '../plugins/combine.ts';
import { type CouponOffer, decidePrice, type PriceQuestion } from './decide-price.ts';
import { judgeSocialStatus, type SocialStatus } from './social-status.ts';

/** What the price of an event for a holder depends on. */
export interface PriceCircumstances {
  readonly installation: Installation;
  /** Whose event it is. */
  readonly seller: { readonly municipality: ActiveMunicipality; readonly organizer: string };
  readonly residence: ActiveMunicipality | undefined;
  /** The status that is in force, or null when there never was one. */
  readonly social: SocialStatus | null;
  readonly day: Day;
  readonly regularPriceCents: Cents;
  /** Where the event is; null when it has no place. */
  readonly place: PlaceKey | null;
  /** The name of the distribution key that was chosen for the event by hand; null when none was. */
  readonly manualKey?: string | null | undefined;
  /** The prices that the holder's roles offer. */
  readonly offersFor: (quote: Quote) => readonly RoleOffer[];
}

/**
 * Decides what an event costs a holder and who bears it, by party id. The municipality of the
 * organizer decides about the key, the grace period and who pays for residents from outside.
 */
export function quotePrice(question: PriceCircumstances): PriceDecision {
  return decidePrice(questionOf(question));
}

/** What an event costs a holder by a coupon instead: that price, whatever else is on offer. */
export interface CouponQuote {
  /** The organizers that fund the difference are parties of this municipality. */
  readonly municipality: ActiveMunicipality;
  readonly priceCents: Cents;
  readonly fundedBy: Weights;
}

/**
 * Decides what an event costs a holder who uses a coupon, and who bears it. The others that might
 * have paid are written down with nothing, as for every price.
 */
export function quoteCoupon(question: PriceCircumstances, coupon: CouponQuote): PriceDecision {
  const { installation } = question;
  const { municipality, priceCents, fundedBy } = coupon;
  const idOf = (party: PartyKey): PartyKey => partyIdOf(installation, municipality, party);
  const offer: CouponOffer = { priceCents, fundedBy: mapWeights(fundedBy, idOf) };
  return decidePrice({ ...questionOf(question), coupon: offer });
}

function questionOf(question: PriceCircumstances): PriceQuestion {
  const { installation, seller, day, regularPriceCents, manualKey = null } = question;
  const { municipality, organizer } = seller;
  const idOf = (key: PartyKey): PartyKey => partyIdOf(installation, municipality, key);
  const earner = idOf(organizer);

  const residencePayer = residencePayerOf(question.residence, municipality);
  const key = distributionKeyFor(municipality, { organizer, day, manualKey });
  const shares = key
    ? splitSocialPrice(regularPriceCents, byId(key, idOf), {
        residencePayer: residencePayer === null ? null : idOf(residencePayer),
        organizer: earner,
      })
    : null;

  const offers = question.offersFor({
    event: { organizer, place: question.place },
    regularPriceCents,
  });
  return {
    regularPriceCents,
    earner,
    social: shares && {
      shares,
      entitled: isEntitled(question.social, { municipality, day }),
    },
    proposals: offers.map(({ priceCents, fundedBy, role }) => ({
      plugin: role.plugin.definition.name,
      role: role.name,
      priceCents,
      fundedBy: mapWeights(fundedBy, (party) => partyIdOf(installation, role.municipality, party)),
    })),
    town: townPartiesOf(installation, municipality.cardSystemId),
  };
}

/** Whether the social tariff holds for somebody on a day, the grace period included. */
export function isEntitled(
  social: SocialStatus | null,
  context: { municipality: ActiveMunicipality; day: Day },
): boolean {
  const { graceDays } = context.municipality.config.socialTariff;
  return judgeSocialStatus(social, { graceDays, day: context.day }).entitled;
}

/**
 * Who pays the part of the residence: the municipality where the holder lives when it shares the
 * card, else who is configured to stand in, else nobody.
 */
export function residencePayerOf(
  residence: ActiveMunicipality | undefined,
  municipality: ActiveMunicipality,
): PartyKey | null {
  if (residence && residence.cardSystemId === municipality.cardSystemId) return residence.key;
  return municipality.config.socialTariff.payerForOutsiders ?? null;
}

/**
 * The distribution key that holds on a day for what an organizer offers; null when none does. A key
 * that has a name holds only where it was chosen by hand; when it is no longer there, the others.
 *
 * @param manualKey the name of the one that was chosen by hand
 */
export function distributionKeyFor(
  municipality: ActiveMunicipality,
  { organizer, day, manualKey = null }: { organizer: string; day: Day; manualKey?: string | null },
): DistributionKey | null {
  const { distributionKeys } = municipality.config;
  const chosen = distributionKeys.filter(({ name }) => name !== undefined && name === manualKey);
  const manual = chooseKeyVersion(chosen.map(keyVersionOf), { organizerClass: null, day });
  if (manual) return manual.key;
  const versions = distributionKeys.filter(({ name }) => name === undefined);
  if (versions.length === 0) return DEFAULT_DISTRIBUTION_KEY;
  const organizerClass = municipality.config.organizers[organizer]?.kind ?? null;
  return chooseKeyVersion(versions.map(keyVersionOf), { organizerClass, day })?.key ?? null;
}

/** One distribution key as the configuration file writes it. */
export function keyVersionOf(
  version: MunicipalityConfig['distributionKeys'][number],
): DistributionKeyVersion {
  const { holderPercent, holderPriceCents, tariffStepCents, payers, outsideNorm } = version;
  const holder =
    holderPriceCents === undefined
      ? { percent: holderPercent ?? 20 }
      : { priceCents: holderPriceCents };
  return {
    ...(version.organizerClass === 'any' ? {} : { organizerClass: version.organizerClass }),
    validFrom: version.validFrom,
    key: { holder, stepCents: tariffStepCents, others: payers, outsideNorm },
  };
}

function byId(key: DistributionKey, idOf: (key: PartyKey) => PartyKey): DistributionKey {
  const others = mapWeights(key.others, (party) =>
    party === RESIDENCE || party === ORGANIZER ? party : idOf(party),
  );
  return { ...key, others };
}

function mapWeights(weights: Weights, idOf: (key: PartyKey) => PartyKey): Weights {
  return Object.fromEntries(Object.entries(weights).map(([party, part]) => [idOf(party), part]));
}

function partyIdOf(
  installation: Installation,
  municipality: ActiveMunicipality,
  key: PartyKey,
): PartyKey {
  const id = installation.partyId(municipality, key);
  if (id === null) throw new Error('the holder is no party of a key');
  return id;
}

const townParties = new WeakMap<Installation, Map<number, ReadonlySet<PartyKey>>>();

function townPartiesOf(installation: Installation, cardSystemId: number): ReadonlySet<PartyKey> {
  const bySystem = townParties.get(installation) ?? new Map<number, ReadonlySet<PartyKey>>();
  townParties.set(installation, bySystem);
  const known = bySystem.get(cardSystemId);
  if (known) return known;
  const parties = installation.partiesOfCardSystem(cardSystemId).filter((party) => party.isTown);
  const ids = new Set(parties.map((party) => party.id));
  bySystem.set(cardSystemId, ids);
  return ids;
}
