import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import type { MoneyFactRow } from '../billing/money-fact-row.ts';
import type { PaymentMeans } from '../contract/money.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { nationalNumberHashes } from '../persons/national-number-hash.ts';
import { type PersonDetails, personRecord } from '../persons/person-record.ts';
import { type PrivateDetails, sealPrivate } from '../persons/private-details.ts';
import { residenceAt } from '../persons/residence-at.ts';
import type { SocialStatusRow } from '../tariffs/social-grant.ts';
import { type GivenOut, giveOut } from './give-out.ts';
import { readNewCard } from './new-card.ts';
import { passSaleRows, priceOfPass } from './pass-sale.ts';

/** A card that may be new: a list and a demo have cards that no stock knows. */
interface AnyCard {
  /** Of a card in the stock, or a pass number that nobody has yet. */
  readonly number: string;
  /** Of a card that is not known yet; the stock knows the chips of its own. */
  readonly chipNumber?: string | null;
}

/** A new pass holder, as a desk registers one. */
export interface Registration {
  readonly person: PersonDetails;
  readonly card: AnyCard | GivenOut;
  readonly household: {
    readonly id: string;
    readonly relation: 'adult' | 'child' | 'guardian';
  } | null;
  /** How the pass is paid; null when it is not sold: a demo, a gift of the town. */
  readonly payment: { readonly means?: PaymentMeans | undefined } | null;
  /** Left out or null: no social tariff is granted. */
  readonly social?: SocialStatusRow | null;
  readonly private?: PrivateDetails;
  readonly command: CommandKey | null;
}

/** What a registration came to. */
export interface RegisteredPassholder {
  readonly passholderId: string;
  readonly uitpasNumber: string;
}

/**
 * Makes a person a pass holder of the caller's municipality, in one transaction: the person, the
 * card, the account of points, the place in a household, and the sale of the pass. A person who is
 * known by national number without a pass (a guardian, a payer) stays one person.
 *
 * @throws Problem `invalid-uitpas-number`; for a card that must be in the stock `invalid-card` and
 * `invalid-card-status`; the refusals of core/passes/register-passholder.sql
 */
export async function registerPassholder(
  core: Core,
  caller: Caller,
  registration: Registration,
): Promise<RegisteredPassholder> {
  const { card } = registration;
  if ('type' in card) {
    return giveOut(core, { cardSystemId: caller.cardSystemId, given: card }, (number) => {
      const stocked = { card: number, cardMayBeNew: false, chipNumber: null, cardType: card.type };
      return register(core, caller, { ...registration, given: stocked });
    });
  }
  const { number, mayBeNew } = readNewCard(card.number);
  const given = {
    card: number,
    cardMayBeNew: mayBeNew,
    chipNumber: card.chipNumber ?? null,
    cardType: 'NFC_CARD',
  } as const;
  return register(core, caller, { ...registration, given });
}

/** The card as `core.register_passholder` takes it. */
export interface GivenCard {
  readonly card: string;
  readonly cardMayBeNew: boolean;
  readonly chipNumber: string | null;
  readonly cardType: GivenOut['type'];
}

async function register(
  core: Core,
  caller: Caller,
  registration: Registration & { readonly given: GivenCard },
): Promise<RegisteredPassholder> {
  const { command } = registration;
  const { holder, hashes, sale } = registrationRow(core, caller, registration);
  return callForJson<RegisteredPassholder>(core.pool, 'core.register_passholder', [
    caller.cardSystemId,
    JSON.stringify(holder),
    hashes,
    JSON.stringify(sale),
    new Date(core.now()).toISOString(),
    command?.key ?? null,
    command?.hash ?? null,
  ]);
}

/** A registration as `core.register_passholder` takes it. */
export interface RegistrationRow {
  readonly holder: { readonly passholderId: string; readonly person: { readonly id: string } };
  readonly hashes: readonly string[];
  readonly sale: readonly MoneyFactRow[];
}

/** Decides all that a registration writes, and writes nothing. */
export function registrationRow(
  core: Core,
  caller: Caller,
  registration: Omit<Registration, 'card' | 'command'> & { readonly given: GivenCard },
): RegistrationRow {
  const { person, household, payment } = registration;
  const { cardSystemId, installation, municipality } = caller;
  const now = core.now();
  const passholderId = randomUUID();
  const record = personRecord(core.keys, randomUUID(), person);
  const holder = {
    passholderId,
    person: { ...record, opt_in_preferences: person.optInPreferences ?? null },
    municipalityId: municipality.id,
    residenceId: residenceAt(installation, cardSystemId, person.postalCode)?.id ?? null,
    ...registration.given,
    resolvesDiscreet: caller.resolvesDiscreetAliases,
    householdId: household?.id ?? null,
    relation: household?.relation ?? null,
    private: sealPrivate(core.keys, passholderId, registration.private ?? {}),
    social: registration.social ?? null,
  };
  const { birthDate, nationalNumber } = person;
  const { prices } = municipality.config.pass;
  const priceCents = priceOfPass(prices, { birthDate, day: clockAt(now).day });
  const sale =
    payment && passSaleRows({ ...holder, priceCents, means: payment.means, now }, caller);
  return {
    holder,
    hashes: nationalNumber === null ? [] : nationalNumberHashes(core.keys, nationalNumber),
    sale: sale ?? [],
  };
}
