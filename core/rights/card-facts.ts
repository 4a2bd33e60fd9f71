import type { CalendarPeriod, Day } from '../contract/period.ts';

/** What `core.read_cards` tells of a card: the facts of a tap, as stored. */
export interface CardFacts {
  readonly card: {
    readonly number: string;
    readonly chipNumber: string | null;
    readonly status: 'PROVISIONED' | 'LOCAL_STOCK' | 'ACTIVE' | 'BLOCKED' | 'DELETED';
  };
  /** Null for a card that nobody has yet. */
  readonly holder: {
    readonly id: string;
    /** Counts every change of a role, a status, the residence or the card. */
    readonly version: number;
    readonly municipalityId: string;
    readonly residenceId: string | null;
    /** Null once the person is erased. */
    readonly firstName: string | null;
    readonly initial: string | null;
    readonly birthDate: Day | null;
    readonly points: number;
    readonly partners: number;
    readonly children: number;
    readonly guardians: number;
    /** Of a group pass, whose holder is no person; null or left out for a person. */
    readonly group?: GroupFacts | null;
  } | null;
  readonly social: {
    readonly status: 'ACTIVE' | 'SUSPENDED' | 'NONE';
    readonly endDate: Day | null;
  } | null;
  readonly roles: readonly StoredRole[];
  readonly event: {
    readonly id: string;
    readonly organizerId: string;
    readonly placeId: string | null;
    readonly regularPriceCents: number;
    readonly version: number;
    /** False when its organizer took it out of the card system; true when left out. */
    readonly isInCardSystem?: boolean;
    /** The name of the distribution key that was chosen for it by hand, if one was. */
    readonly distributionKey?: string | null;
  } | null;
}

/** What a desk is told of a group: never who is in it. */
export interface GroupFacts {
  readonly name: string;
  /** Null when it has no social tariff, but coupons alone. */
  readonly socialTariff: {
    readonly grantNumber: number;
    readonly totalTicketsPerYear: number;
    /** Of the calendar year of the day. */
    readonly availableTickets: number;
    readonly validFrom: Day;
    readonly validUntil: Day | null;
  } | null;
}

/** A role as `core.role` holds it. */
export interface StoredRole {
  readonly id: string;
  readonly plugin: string;
  readonly name: string;
  readonly municipalityId: string;
  readonly attributes: unknown;
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  /** Written down at its first use: what it is follows from facts, not from this row. */
  readonly isDerived: boolean;
  readonly allowances: readonly StoredAllowance[] | null;
}

/**
 * An allowance as `core.allowance` holds it: that of the role, or of the calendar period of the
 * day.
 */
export interface StoredAllowance {
  readonly key: string;
  readonly period: 'ROLE' | CalendarPeriod;
  readonly granted: number;
  readonly used: number;
  /** What lapsed with a use; nothing when left out. */
  readonly lapsed?: number;
  readonly validUntil: Day | null;
}
