import type { CalendarPeriod, Day } from '../contract/period.ts';
import { MAX_TICKETS } from './neutral-tariff.ts';

/** A coupon as `core.ticket_grant` holds it, with what was used in the calendar period of now. */
export interface StoredGrant {
  readonly number: number;
  readonly municipalityId: string;
  /** Its key in the configuration of that municipality. */
  readonly coupon: string;
  readonly volume: number;
  readonly period: CalendarPeriod;
  readonly validFrom: Day;
  readonly validUntil: Day | null;
  readonly used: number;
}

/** What `core.show_ticket_counts` answers. */
export interface TicketCounts {
  /** At most so many tickets of the event for one holder; null is no limit. */
  readonly volume: number | null;
  readonly period: CalendarPeriod | null;
  readonly bought: number;
  readonly grants: readonly StoredGrant[];
}

/**
 * How many tickets of an event a holder can still have, at whatever price: as many as one request
 * sells where the event sets no limit.
 */
export function ticketsLeft({ volume, bought }: Pick<TicketCounts, 'volume' | 'bought'>): number {
  return volume === null ? MAX_TICKETS : Math.max(0, Math.min(MAX_TICKETS, volume - bought));
}

/** How many tickets a grant still gives in the calendar period of now. */
export function grantLeft({ volume, used }: Pick<StoredGrant, 'volume' | 'used'>): number {
  return Math.max(0, volume - used);
}
