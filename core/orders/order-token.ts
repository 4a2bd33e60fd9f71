import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../secrets/key-ring.ts';

const LIFETIME_MS = 60 * 60_000;

/** Which order a token shows. */
export interface OrderTarget {
  readonly cardSystemId: number;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly requestedAt: number;
}

/**
 * The token by which whoever placed an order sees it for an hour, without any other. It follows
 * from the order, so that the same command answers the same.
 */
export function orderToken(keys: KeyRing, { cardSystemId, id, requestedAt }: OrderTarget): string {
  const told = `${cardSystemId}.${id}.${requestedAt + LIFETIME_MS}`;
  return `${told}.${signatureOf(keys, told)}`;
}

/** Reads what {@link orderToken} made; undefined when it is over or none of ours. */
export function readOrderToken(
  keys: KeyRing,
  token: string,
  now: number,
): Pick<OrderTarget, 'cardSystemId' | 'id'> | undefined {
  const [, told = '', signature = ''] = /^(.{1,80})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  const expected = Buffer.from(signatureOf(keys, told));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const [cardSystemId, id = '', until] = told.split('.');
  return Number(until) < now ? undefined : { cardSystemId: Number(cardSystemId), id };
}

function signatureOf(keys: KeyRing, told: string): string {
  const { bytes } = keys.current('custom-token');
  return createHmac('sha256', bytes).update(`order ${told}`).digest('base64url');
}
