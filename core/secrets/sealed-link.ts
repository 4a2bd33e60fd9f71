import { formatUuid } from '../database/uuid.ts';
import type { KeyRing } from './key-ring.ts';
import { seal, unsealText } from './seal.ts';

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

/** What a link says, also when it is over. */
export interface OpenedLink extends LinkTarget {
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Opens what {@link makeSealedLink} made; undefined for what is none of ours. */
export function openSealedLink(keys: KeyRing, link: string, kind: string): OpenedLink | undefined {
  const bytes = unsealText(keys, link, sealedFor(kind));
  if (bytes?.length !== BYTES) return undefined;
  return {
    cardSystemId: bytes.readUInt32BE(0),
    until: bytes.readUIntBE(4, 6),
    id: formatUuid(bytes.subarray(10)),
  };
}

/** As {@link openSealedLink}; undefined too when it is over. */
export function readSealedLink(
  keys: KeyRing,
  link: string,
  { kind, now }: { readonly kind: string; readonly now: number },
): LinkTarget | undefined {
  const opened = openSealedLink(keys, link, kind);
  return opened && opened.until >= now ? opened : undefined;
}
