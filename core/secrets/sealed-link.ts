import { formatUuid } from '../database/uuid.ts';
import type { KeyRing } from './key-ring.ts';
import { seal, unseal } from './seal.ts';

/** What a link leads to. */
export interface LinkTarget {
  readonly cardSystemId: number;
  /** A UUID. */
  readonly id: string;
}

/** The key of one kind of links: what is made for one opens nothing else. */
const sealedFor = (kind: string) =>
  ({ purpose: 'link-sealing', context: `pasklaar ${kind}` }) as const;

const BYTES = 4 + 6 + 16;

/**
 * Makes the secret part of a link: sealed, so that it tells nothing and nobody can make one; of one
 * length whatever it leads to. Who has it needs no token.
 *
 * @param kind what it leads to: `picture link`
 * @param until milliseconds since 1970
 */
export function makeSealedLink(
  keys: KeyRing,
  { cardSystemId, id }: LinkTarget,
  { kind, until }: { readonly kind: string; readonly until: number },
): string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeUInt32BE(cardSystemId, 0);
  bytes.writeUIntBE(until, 4, 6);
  bytes.write(id.replaceAll('-', ''), 10, 'hex');
  return seal(keys, bytes, sealedFor(kind)).toString('base64url');
}

/** Reads what {@link makeSealedLink} made; undefined when it is over or none of ours. */
export function readSealedLink(
  keys: KeyRing,
  link: string,
  { kind, now }: { readonly kind: string; readonly now: number },
): LinkTarget | undefined {
  const bytes = unseal(keys, Buffer.from(link, 'base64url'), sealedFor(kind));
  if (bytes?.length !== BYTES || bytes.readUIntBE(4, 6) < now) return undefined;
  return { cardSystemId: bytes.readUInt32BE(0), id: formatUuid(bytes.subarray(10)) };
}
