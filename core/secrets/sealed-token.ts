import type { KeyRing } from './key-ring.ts';
import { seal, unsealText } from './seal.ts';

const sealedFor = (kind: string) =>
  ({ purpose: 'link-sealing', context: `pasklaar token ${kind}` }) as const;

/**
 * Makes a token that says something to us alone, until a moment: whoever holds it can neither read
 * nor change it. It is as long as what it says: for an address that names one thing there is
 * sealed-link.ts, whose links are all of one length.
 *
 * @param told what JSON can say
 * @param of.kind what it is for: a token of one kind is none of another
 * @param of.until milliseconds since 1970
 */
export function makeSealedToken(
  keys: KeyRing,
  told: object,
  { kind, until }: { readonly kind: string; readonly until: number },
): string {
  const bytes = Buffer.from(JSON.stringify({ until, told }));
  return seal(keys, bytes, sealedFor(kind)).toString('base64url');
}

/** Reads what {@link makeSealedToken} made; undefined when it is over or none of ours. */
export function readSealedToken(
  keys: KeyRing,
  token: string,
  { kind, now }: { readonly kind: string; readonly now: number },
): object | undefined {
  const bytes = unsealText(keys, token, sealedFor(kind));
  if (!bytes) return undefined;
  const { until, told } = JSON.parse(bytes.toString()) as { until: number; told: object };
  return until < now ? undefined : told;
}
