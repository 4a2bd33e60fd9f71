import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { CalendarPeriod, Day } from '../contract/period.ts';

/** What `core.add_ticket_grant` takes: so many tickets in each calendar period. */
export interface TicketGrantRow {
  readonly municipality_id: string;
  /** Null is the social tariff of a group. */
  readonly coupon: string | null;
  readonly volume: number;
  readonly period: CalendarPeriod;
  readonly valid_from: Day;
  readonly valid_until: Day | null;
  readonly organizer_id: string;
  readonly client_id: string;
}

/** What a caller gives a holder or a group. */
export function ticketGrantRow(
  caller: Caller,
  given: {
    readonly coupon: string | null;
    readonly volume: number;
    readonly period: CalendarPeriod;
    readonly from: Day;
    readonly until: Day | null;
  },
): TicketGrantRow {
  const { coupon, volume, period, from, until } = given;
  return {
    municipality_id: caller.municipality.id,
    coupon,
    volume,
    period,
    valid_from: from,
    valid_until: until,
    organizer_id: actingOrganizerId(caller),
    client_id: caller.clientId,
  };
}
