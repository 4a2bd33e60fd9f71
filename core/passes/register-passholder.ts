import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import type { PaymentMeans } from '../billing/money-fact.ts';
import type { Core } from '../core.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { nationalNumberHashes } from '../persons/national-number-hash.ts';
import { type PersonDetails, personRecord } from '../persons/person-record.ts';
import { residenceAt } from '../persons/residence-at.ts';
import { readNewCard } from './new-card.ts';
import { passSaleRows } from './pass-sale.ts';

/** A new pass holder, as a desk registers one. */
export interface Registration {
  readonly person: PersonDetails;
  readonly card: {
    /** Of a card in the stock, or a pass number that nobody has yet. */
    readonly number: string;
    /** Of a card that is not known yet; the stock knows the chips of its own. */
    readonly chipNumber?: string | null;
  };
  readonly household: {
    readonly id: string;
    readonly relation: 'adult' | 'child' | 'guardian';
  } | null;
  /** How the pass is paid; null when it is not sold: a demo, a gift of the town. */
  readonly payment: { readonly means?: PaymentMeans } | null;
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
 * @throws Problem `invalid-uitpas-number`; the refusals of core/passes/register-passholder.sql
 */
export async function registerPassholder(
  core: Core,
  caller: Caller,
  registration: Registration,
): Promise<RegisteredPassholder> {
  const { person, household, card, payment, command } = registration;
  const { cardSystemId, installation, municipality } = caller;
  const now = core.now();
  const given = readNewCard(card.number);
  const residence = residenceAt(installation, cardSystemId, person.postalCode);
  const holder = {
    passholderId: randomUUID(),
    person: personRecord(core.keys, randomUUID(), person),
    municipalityId: municipality.id,
    residenceId: residence?.id ?? null,
    card: given.number,
    cardMayBeNew: given.mayBeNew,
    resolvesDiscreet: caller.resolvesDiscreetAliases,
    chipNumber: card.chipNumber ?? null,
    householdId: household?.id ?? null,
    relation: household?.relation ?? null,
  };
  const { birthDate, nationalNumber } = person;
  const sale = payment && passSaleRows({ ...holder, birthDate, means: payment.means, now }, caller);
  const { rows } = await core.pool.query<{ registered: string }>({
    name: 'passes.register-passholder',
    text: 'select core.register_passholder($1, $2, $3, $4, $5, $6, $7) as registered',
    values: [
      cardSystemId,
      JSON.stringify(holder),
      nationalNumber === null ? [] : nationalNumberHashes(core.keys, nationalNumber),
      JSON.stringify(sale ?? []),
      new Date(now).toISOString(),
      command?.key ?? null,
      command?.hash ?? null,
    ],
  });
  return JSON.parse(rows[0]?.registered ?? '') as RegisteredPassholder;
}
