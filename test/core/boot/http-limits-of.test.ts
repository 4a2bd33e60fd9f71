import t from 'tap';
import { readSettings } from '../../../config/settings.ts';
import { httpLimitsOf } from '../../../core/boot/http-limits-of.ts';

t.test('a server takes on as much as its environment says', (t) => {
  const settings = readSettings({
    RATE_LIMIT_REQUESTS_PER_MINUTE: '1',
    RATE_LIMIT_SEARCHES_PER_MINUTE: '2',
    RATE_LIMIT_MISSES_PER_MINUTE: '3',
    RATE_LIMIT_STRANGERS_PER_MINUTE: '4',
    MAX_REQUESTS_IN_FLIGHT: '5',
    MAX_EVENT_LOOP_DELAY_MS: '6',
    REQUEST_TIMEOUT_S: '7',
    HEADERS_TIMEOUT_S: '20',
    TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
  });

  t.strictSame(httpLimitsOf(settings), {
    rates: { requests: 1, searches: 2, misses: 3, strangers: 4 },
    load: { maxInFlight: 5, maxLagMs: 6 },
    requestTimeoutMs: 7_000,
    headersTimeoutMs: 7_000,
    trustedProxies: ['loopback', '10.0.0.0/8'],
  });
  t.end();
});

t.test('a desk with a queue before it stays far below what is allowed by itself', (t) => {
  const { rates } = httpLimitsOf(readSettings({}));
  const tapsPerMinute = 60;
  const desksOfOneClient = 20;

  t.ok(rates.requests > 2 * tapsPerMinute * desksOfOneClient);
  t.ok(rates.searches < 100 && rates.misses < 100, 'and who tries out numbers does not come far');
  t.end();
});
