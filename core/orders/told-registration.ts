import type { Day } from '../contract/period.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { seal, unseal } from '../secrets/seal.ts';
import type { PersonDetails } from '../persons/person-record.ts';

/** What an order tells of somebody. */
export interface ToldRegistration {
  readonly person: PersonDetails;
  /** Until when the government grants the social tariff; null when it was not asked for. */
  readonly socialTariffUntil: Day | null;
}

const sealedFor = (id: string) =>
  ({ purpose: 'private-sealing', context: `pasklaar order registration ${id}` }) as const;

/** Every registration is kept in a multiple of so many bytes, so that its length tells nothing. */
const BLOCK_BYTES = 1024;

/** Seals what an order tells of somebody, for the registration of this id alone. */
export function sealTold(keys: KeyRing, id: string, told: ToldRegistration): Buffer {
  const text = Buffer.from(JSON.stringify(told));
  const bytes = Buffer.alloc(Math.ceil((text.length + 1) / BLOCK_BYTES) * BLOCK_BYTES, ' ');
  text.copy(bytes);
  return seal(keys, bytes, sealedFor(id));
}

/** Opens what {@link sealTold} made. @throws Error when the key is gone, or it was changed */
export function openTold(keys: KeyRing, id: string, sealed: Buffer): ToldRegistration {
  const bytes = unseal(keys, sealed, sealedFor(id));
  if (!bytes) throw new Error('an order registration cannot be unsealed');
  return JSON.parse(bytes.toString()) as ToldRegistration;
}
