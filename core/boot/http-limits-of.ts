import type { Settings } from '../../config/settings.ts';
import type { HttpLimits } from '../http/http-limits.ts';

/** The limits of the web server, as the environment sets them. */
export function httpLimitsOf(settings: Settings): HttpLimits {
  return {
    load: { maxInFlight: settings.maxRequestsInFlight, maxLagMs: settings.maxEventLoopDelayMs },
    rates: {
      requests: settings.requestsPerMinute,
      searches: settings.searchesPerMinute,
      misses: settings.missesPerMinute,
      strangers: settings.strangersPerMinute,
    },
    requestTimeoutMs: settings.requestTimeoutS * 1000,
    // The platform takes no more for a part than for the whole.
    headersTimeoutMs: Math.min(settings.headersTimeoutS, settings.requestTimeoutS) * 1000,
    trustedProxies: settings.trustedProxies.split(',').map((proxy) => proxy.trim()),
  };
}
