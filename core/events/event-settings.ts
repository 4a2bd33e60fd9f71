import type { Caller } from '../access/caller.ts';
import type { CalendarPeriod } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import type { KnownEvent } from './known-events.ts';
import { getEvent } from './list-events.ts';
import { assertOwnEvent } from './may-change-event.ts';

/** At most so many in a calendar period. */
export interface PeriodLimit {
  readonly volume: number;
  readonly periodType: CalendarPeriod;
}

/** What can be set for an event, beside when it is open. */
export interface EventSettings {
  readonly id: string;
  /** Of one check-in. */
  readonly checkinPoints: number;
  /** Of one holder. */
  readonly checkinLimit?: PeriodLimit;
  /** Tickets of one holder, at whatever price. */
  readonly passholderTicketLimit?: PeriodLimit;
}

/**
 * The settings of an event of the caller's organizers.
 *
 * @throws Problem `event-not-found`, `forbidden`
 */
export async function readEventSettings(
  core: Core,
  caller: Caller,
  id: string,
): Promise<EventSettings> {
  const event = await getEvent(core, caller, id);
  assertOwnEvent(caller, event, 'EVENT_SETTINGS_READ_ALL');
  return settingsOf(event);
}

/**
 * Changes all settings of an event: a limit that is left out is none. What was decided before
 * stays.
 *
 * @throws Problem `event-not-found`, `forbidden`; `invalid-data` for points at an event that earns
 * none, because it is no leisure
 */
export async function changeEventSettings(
  core: Core,
  caller: Caller,
  { settings, command }: { settings: EventSettings; command: CommandKey },
): Promise<void> {
  const { checkinLimit, checkinPoints, id, passholderTicketLimit } = settings;
  const event = await getEvent(core, caller, id);
  assertOwnEvent(caller, event, 'EVENT_SETTINGS_UPDATE_ALL');
  if (!event.earnsPoints && checkinPoints > 0) {
    const jsonPointer = '/checkinPoints';
    throw invalidData({ detail: `${jsonPointer} must be 0: this event earns none`, jsonPointer });
  }
  const change = {
    // What it would earn if it earned points is kept.
    ...(event.earnsPoints && { points: checkinPoints }),
    limit_volume: checkinLimit?.volume ?? null,
    limit_period: checkinLimit?.periodType ?? null,
    ticket_limit_volume: passholderTicketLimit?.volume ?? null,
    ticket_limit_period: passholderTicketLimit?.periodType ?? null,
  };
  await callFunction(core.pool, 'core.change_event', [
    caller.cardSystemId,
    id,
    JSON.stringify(change),
    false,
    'event-settings',
    command.key,
    command.hash,
  ]);
}

function settingsOf(event: KnownEvent): EventSettings {
  const { id, earnsPoints, points } = event;
  const checkinLimit = limitOf(event.limitVolume, event.limitPeriod);
  const passholderTicketLimit = limitOf(event.ticketLimitVolume, event.ticketLimitPeriod);
  return {
    id,
    checkinPoints: earnsPoints ? points : 0,
    ...(checkinLimit && { checkinLimit }),
    ...(passholderTicketLimit && { passholderTicketLimit }),
  };
}

function limitOf(
  volume: number | null,
  period: CalendarPeriod | null | undefined,
): PeriodLimit | undefined {
  return volume === null ? undefined : { volume, periodType: period ?? 'ABSOLUTE' };
}
