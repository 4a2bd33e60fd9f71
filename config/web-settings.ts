import { type SettingDefinition, wholeNumber, word } from './setting-domains.ts';

/** How much the web server takes on, and from whom. */
export interface WebSettings {
  readonly metricsToken: string | undefined;
  /** Separated by commas. */
  readonly trustedProxies: string;
  readonly requestsPerMinute: number;
  readonly searchesPerMinute: number;
  readonly missesPerMinute: number;
  readonly strangersPerMinute: number;
  readonly maxRequestsInFlight: number;
  readonly maxEventLoopDelayMs: number;
  readonly requestTimeoutS: number;
  readonly headersTimeoutS: number;
}

const PROXY = String.raw`(?:loopback|linklocal|uniquelocal|[0-9a-fA-F.:]+(?:/\d{1,3})?)`;

/** So that no limit is met by leaving one out by mistake. */
const perMinute = wholeNumber(0, 100_000_000);

/** The variables of the web server, in the order of docs/operations.md. */
export const webSettings: readonly SettingDefinition<keyof WebSettings>[] = [
  {
    name: 'METRICS_TOKEN',
    key: 'metricsToken',
    meaning:
      'What `/metrics` asks as `Authorization: Bearer`. Without it only this machine is answered.',
    isSecret: true,
    ...word(/^[\w.~+/=-]{16,200}$/, '16 to 200 letters, digits or signs of base64'),
  },
  {
    name: 'TRUSTED_PROXIES',
    key: 'trustedProxies',
    meaning: 'Whose `X-Forwarded-For` says where a request comes from.',
    default: 'loopback',
    ...word(
      new RegExp(`^${PROXY}(?:\\s*,\\s*${PROXY})*$`),
      'addresses, networks (10.0.0.0/8), loopback, linklocal or uniquelocal, with commas',
    ),
  },
  {
    name: 'RATE_LIMIT_REQUESTS_PER_MINUTE',
    key: 'requestsPerMinute',
    meaning: 'Requests of one client, such as all tills of a theatre together; 0 for no limit.',
    default: '6000',
    ...perMinute,
  },
  {
    name: 'RATE_LIMIT_SEARCHES_PER_MINUTE',
    key: 'searchesPerMinute',
    meaning: 'Searches for persons of one client; 0 for no limit.',
    default: '60',
    ...perMinute,
  },
  {
    name: 'RATE_LIMIT_MISSES_PER_MINUTE',
    key: 'missesPerMinute',
    meaning: 'Numbers that nobody has, asked by one client; 0 for no limit.',
    default: '30',
    ...perMinute,
  },
  {
    name: 'RATE_LIMIT_STRANGERS_PER_MINUTE',
    key: 'strangersPerMinute',
    meaning: 'Requests without a good token from one address; 0 for no limit.',
    default: '300',
    ...perMinute,
  },
  {
    name: 'MAX_REQUESTS_IN_FLIGHT',
    key: 'maxRequestsInFlight',
    meaning: 'Requests answered at the same time; what comes more gets 503. 0 for no bound.',
    default: '1000',
    ...wholeNumber(0, 100_000),
  },
  {
    name: 'MAX_EVENT_LOOP_DELAY_MS',
    key: 'maxEventLoopDelayMs',
    meaning: 'How late the process may be, on average, before it answers 503. 0 for no bound.',
    default: '500',
    ...wholeNumber(0, 60_000),
  },
  {
    name: 'REQUEST_TIMEOUT_S',
    key: 'requestTimeoutS',
    meaning: 'Seconds that a request may take to arrive; then its connection is cut.',
    default: '30',
    ...wholeNumber(1, 3600),
  },
  {
    name: 'HEADERS_TIMEOUT_S',
    key: 'headersTimeoutS',
    meaning: 'Seconds of these that its headers may take.',
    default: '10',
    ...wholeNumber(1, 3600),
  },
];
