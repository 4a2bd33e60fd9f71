import { type LoadBounds, UNBOUNDED } from './load-shedding.ts';
import { type RateLimits, UNLIMITED } from './rate-limits.ts';

/** How much a web server takes on, and from whom. */
export interface HttpLimits {
  readonly load: LoadBounds;
  readonly rates: RateLimits;
  /** How long a request may take to arrive, whole. */
  readonly requestTimeoutMs: number;
  /** How long its headers may take of that. */
  readonly headersTimeoutMs: number;
  /** Whose `X-Forwarded-For` is believed: addresses, networks, or `loopback`. */
  readonly trustedProxies: readonly string[];
}

/** For a server that nobody but its own tests can reach. */
export const NO_LIMITS: HttpLimits = {
  load: UNBOUNDED,
  rates: UNLIMITED,
  requestTimeoutMs: 30_000,
  headersTimeoutMs: 10_000,
  trustedProxies: ['loopback'],
};
