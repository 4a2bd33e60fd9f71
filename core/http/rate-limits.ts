import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Problem } from '../contract/problem.ts';
import { addressRange } from './address-range.ts';
import { tooManyRequests } from './problems.ts';
import { type Bucket, fill, takeToken } from './token-bucket.ts';

/** How often something may be asked in a minute; 0 is as often as one likes. */
export interface RateLimits {
  /** By one client, whatever it is: a desk with a queue before it stays far below. */
  readonly requests: number;
  /** By one client, of what finds persons by what is told of them. */
  readonly searches: number;
  /** By one client, for numbers that nobody has: who tries them out looks for those of others. */
  readonly misses: number;
  /** From one address, by who is no client (yet). */
  readonly strangers: number;
}

/** What a caller is told who asks too often. */
export type LimitName = keyof RateLimits;

/** As often as anybody likes. */
export const UNLIMITED: RateLimits = { requests: 0, searches: 0, misses: 0, strangers: 0 };

/** More than any installation has clients; strangers may come from anywhere. */
const MAX_BUCKETS = 50_000;

/**
 * Counts who asks how often, in this process: several processes each allow as much. What is counted
 * is known by the client or the address alone, so that nothing of what was asked is kept.
 */
export class RateLimiter {
  readonly #limits: RateLimits;
  readonly #now: () => number;
  /** The least recently used first. */
  readonly #buckets = new Map<string, Bucket>();

  /** @param now milliseconds since 1970 */
  constructor(limits: RateLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /**
   * @param who a client, a user by a client, or a device: each is counted for itself
   * @throws Problem `too-many-requests` for one that asks too often
   */
  admitClient(who: string, asked: { readonly isSearch: boolean }): void {
    this.#refuseWhenEmpty('misses', who);
    this.#take('requests', who);
    if (asked.isSearch) this.#take('searches', who);
  }

  /** @throws Problem `too-many-requests` for an address from which strangers ask too often */
  admitStranger(address: string): void {
    this.#take('strangers', addressRange(address));
  }

  /** Counts an answer that told a client that a number is nobody's. */
  noteMiss(who: string): void {
    const perMinute = this.#limits.misses;
    if (perMinute === 0) return;
    const key = `misses ${who}`;
    this.#keep(key, takeToken(this.#buckets.get(key), { perMinute, nowMs: this.#now() }).bucket);
  }

  #take(limit: LimitName, who: string): void {
    const perMinute = this.#limits[limit];
    if (perMinute === 0) return;
    const key = `${limit} ${who}`;
    const rule = { perMinute, nowMs: this.#now() };
    const { isAllowed, bucket, retryAfterMs } = takeToken(this.#buckets.get(key), rule);
    this.#keep(key, bucket);
    if (!isAllowed) throw refusal(limit, perMinute, retryAfterMs);
  }

  /** What is asked next may be a miss again, so it waits until there is a token for that. */
  #refuseWhenEmpty(limit: LimitName, who: string): void {
    const perMinute = this.#limits[limit];
    const bucket = this.#buckets.get(`${limit} ${who}`);
    if (perMinute === 0 || bucket === undefined) return;
    const rule = { perMinute, nowMs: this.#now() };
    const { isAllowed, retryAfterMs } = takeToken(fill(bucket, rule), rule);
    if (!isAllowed) throw refusal(limit, perMinute, retryAfterMs);
  }

  #keep(key: string, bucket: Bucket): void {
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const oldest = this.#buckets.size > MAX_BUCKETS ? this.#buckets.keys().next() : undefined;
    if (oldest?.value !== undefined) this.#buckets.delete(oldest.value);
  }
}

/**
 * Limits what comes without a token: public addresses, and those that do not exist. Who has one is
 * counted where the token is read (core/access/authorization.ts).
 */
export function addRateLimits(app: FastifyInstance, limiter: RateLimiter): void {
  app.decorate('rateLimiter', limiter);
  app.addHook('onRequest', (request, _reply, done) => {
    if (isOpen(request)) limiter.admitStranger(request.ip);
    done();
  });
}

function isOpen(request: FastifyRequest): boolean {
  const { always, anyClient, customToken, permission } = request.routeOptions.config;
  return [always, anyClient, customToken, permission].every((lock) => lock === undefined);
}

const WORDS: Readonly<Record<LimitName, string>> = {
  requests: 'this client asks too often',
  searches: 'this client searches persons too often',
  misses: 'this client asks too often for numbers that nobody has',
  strangers: 'this address asks too often without an access token',
};

function refusal(limit: LimitName, perMinute: number, retryAfterMs: number): Problem {
  const retryAfterS = Math.ceil(retryAfterMs / 1000);
  return tooManyRequests({
    detail: `${WORDS[limit]}: ${perMinute} times a minute at most`,
    limit,
    perMinute,
    retryAfterS,
  });
}

/**
 * The headers of a refusal: `Retry-After` (RFC 9110, section 10.2.3), `RateLimit-Policy` and
 * `RateLimit` (draft-ietf-httpapi-ratelimit-headers-09). No other answer has them: what is left
 * would tell a desk how many others asked, and all answers have the same headers.
 */
export function rateLimitHeaders({ details }: Problem): Readonly<Record<string, string>> {
  const { limit, perMinute, retryAfterS } = details as Partial<Record<string, string | number>>;
  if (limit === undefined) return {};
  return {
    'retry-after': String(retryAfterS),
    'ratelimit-policy': `"${limit}";q=${perMinute};w=60`,
    ratelimit: `"${limit}";r=0;t=${retryAfterS}`,
  };
}
