import type { InferEntity } from '@mikro-orm/postgresql';
import type { Party } from '../organizers/party.entity.ts';

/** A party as the ledger shows it. */
export interface ShownParty {
  /** As configuration names it: an organizer, a legal entity, a pot, or a municipality. */
  readonly key: string;
  /** The slug of its municipality. */
  readonly municipality: string;
  readonly name: string;
}

/** Every household that pays: which one is seen from the fact only. */
const HOUSEHOLD = { key: 'household', name: 'Een gezin' };

/** Shows a party of which the municipality is loaded. */
export function showParty({
  key,
  kind,
  municipality,
  name,
}: InferEntity<typeof Party>): ShownParty {
  const shown = kind === 'household' ? HOUSEHOLD : { key, name };
  return { ...shown, municipality: municipality.slug };
}
