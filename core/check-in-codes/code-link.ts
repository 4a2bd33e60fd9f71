import { formatUuid } from '../database/uuid.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { seal, unseal } from '../secrets/seal.ts';

/** Long enough to begin a download, too short to pass on. */
const LINK_LIFETIME_MS = 5 * 60_000;

const SEALED_FOR = { purpose: 'link-sealing', context: 'pasklaar check-in code link' } as const;
const BYTES = 4 + 6 + 16;

/** The event whose check-in code a link downloads. */
export interface LinkedEvent {
  readonly cardSystemId: number;
  readonly eventId: string;
}

/**
 * Makes the part of a short-lived link that names an event: sealed, of one length. Who has it needs
 * no token.
 *
 * @param now milliseconds since 1970
 */
export function makeCodeLink(
  keys: KeyRing,
  { cardSystemId, eventId }: LinkedEvent,
  now: number,
): string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeUInt32BE(cardSystemId, 0);
  bytes.writeUIntBE(now + LINK_LIFETIME_MS, 4, 6);
  bytes.write(eventId.replaceAll('-', ''), 10, 'hex');
  return seal(keys, bytes, SEALED_FOR).toString('base64url');
}

/** Reads what {@link makeCodeLink} made; undefined when it is over or none of ours. */
export function readCodeLink(keys: KeyRing, link: string, now: number): LinkedEvent | undefined {
  const sealed = Buffer.from(link, 'base64url');
  // Decoding is lenient: what we did not write ourselves is not ours.
  if (sealed.toString('base64url') !== link) return undefined;
  const bytes = unseal(keys, sealed, SEALED_FOR);
  if (bytes?.length !== BYTES || bytes.readUIntBE(4, 6) < now) return undefined;
  return { cardSystemId: bytes.readUInt32BE(0), eventId: formatUuid(bytes.subarray(10)) };
}
