import assert from 'node:assert/strict';
import type { OrganizerKey } from '../contract/facts.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import type { Account } from './book-fact.ts';
import type { PaymentMeans } from '../contract/money.ts';

/** The organizer at whose desk money is taken or given back. */
export interface Desk {
  readonly municipality: ActiveMunicipality;
  readonly organizer: OrganizerKey;
}

/**
 * The account that takes or gives the money of a desk: that of the configured owner, else the
 * organizer's own; by the means that was used, else its usual one.
 *
 * @returns the owner by party id
 */
export function accountOf(
  installation: Installation,
  { municipality, organizer }: Desk,
  means?: PaymentMeans,
): Account {
  const settings = municipality.config.organizers[organizer];
  assert(settings !== undefined, `${municipality.key} has no organizer ${organizer}`);
  const used = means ?? settings.defaultMeans;
  const owner = installation.partyId(municipality, settings.accounts?.[used] ?? organizer);
  assert(owner !== null, 'the holder has no account');
  return { owner, means: used };
}
