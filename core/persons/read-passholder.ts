import type { Caller } from '../access/caller.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { MembershipFacts } from '../passes/membership-shape.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { lookAtPerson } from './note-looks.ts';
import type { OptInPreferences } from './person-record.ts';

/** A pass holder with the person, as `core.show_passholders` tells it. */
export interface StoredPassholder extends MembershipFacts {
  readonly id: string;
  /** Counts every change of a role, a status, the residence or the card. */
  readonly version: number;
  /** ISO 8601. */
  readonly registeredAt: string;
  readonly points: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: Day;
  readonly email: string | null;
  readonly phone: string | null;
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly optInPreferences: OptInPreferences | null;
  /** A UiTiD is linked. */
  readonly hasUitid: boolean;
}

/**
 * Opens a pass holder of the caller's municipality, who lives there or was registered there, and
 * records the look.
 *
 * @param asked.isNoted false for who has just written what is read
 * @throws Problem `passholder-not-found` for anybody else, alike for who does not exist
 */
export async function readPassholder(
  core: Core,
  caller: Caller,
  asked: { readonly id: string; readonly isNoted: boolean },
): Promise<StoredPassholder> {
  const { cardSystemId, municipality } = caller;
  const found = await callForJson<StoredPassholder | null>(core.pool, 'core.read_passholder', [
    cardSystemId,
    asked.id,
    municipality.id,
    clockAt(core.now()).day,
    asked.isNoted ? JSON.stringify(lookAtPerson(core, caller)) : null,
  ]);
  if (!found) throw passholderNotFound();
  return found;
}
