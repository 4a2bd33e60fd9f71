import type { FastifyInstance } from 'fastify';
import type { Day } from '../contract/period.ts';

/** A person as the government knows one. */
export interface GovernmentPerson {
  /** Eleven digits. */
  readonly nationalNumber: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
}

/** Whether somebody has a right to the social tariff; of whom it knows nothing, it says so. */
export type Entitlement =
  | { readonly kind: 'entitled'; readonly until: Day }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** Who logged in there, with the children. */
export interface LoggedIn {
  readonly user: GovernmentPerson;
  readonly children: readonly GovernmentPerson[];
}

/**
 * A service of the government that says who somebody is, and who has a right to the social tariff:
 * the one place where an adapter for another one comes. It may be slow or away: then its promises
 * are rejected or never end, and core/government/ask-government.ts tells that.
 */
export interface GovernmentService {
  /** How long an answer is waited for. */
  readonly patienceMs: number;
  /** Where somebody logs in; then the browser goes to the callback with `code` and `state`. */
  loginUrl(login: {
    readonly callbackUrl: string;
    readonly state: string;
    /** Also somebody who is logged in. */
    readonly isPrompted: boolean;
  }): string;
  /** A code of the callback for a session, once; null for a code that is none. */
  exchange(code: string): Promise<string | null>;
  /** Who a session is of; null once it is over. */
  identify(session: string): Promise<LoggedIn | null>;
  findEntitlement(nationalNumber: string): Promise<Entitlement>;
  /** A service that lives in this process adds its own pages, under `/api`. */
  mount?(app: FastifyInstance): void;
}
