import type { InferEntity } from '@mikro-orm/postgresql';
import { tenantManager } from '../database/orm.ts';
import type { Core } from '../core.ts';
import { Event } from './event.entity.ts';

/** An event as rules need it. */
export interface KnownEvent {
  readonly id: string;
  readonly organizerId: string;
  readonly placeId: string | null;
  readonly title: string;
  readonly regularPriceCents: number;
  readonly calendar: InferEntity<typeof Event>['calendar'];
  readonly earnsPoints: boolean;
  readonly points: number;
  readonly limitVolume: number | null;
  readonly limitPeriod: InferEntity<typeof Event>['limitPeriod'];
  /** At most so many tickets of one holder in a calendar period; null is no limit. */
  readonly ticketLimitVolume: number | null;
  readonly ticketLimitPeriod: InferEntity<typeof Event>['ticketLimitPeriod'];
  readonly marginMinutes: number;
  /** Whether cards of the card system can be used at it. */
  readonly isInCardSystem: boolean;
  /** The name of the distribution key that was chosen for it by hand. */
  readonly distributionKey: string | null;
  readonly version: number;
}

const MAX_KNOWN = 5_000;
const knownByCore = new WeakMap<Core, Map<string, KnownEvent>>();

/**
 * Reads an event, from memory when this process has seen it: a tap then needs one round trip. What
 * is remembered may be old, so whoever decides on it passes its version to the SQL function that
 * writes, and reads again (`isStale`) when that refuses `event-changed`.
 *
 * @returns undefined when the card system has no such event
 */
export async function readEvent(
  core: Core,
  asked: { cardSystemId: number; id: string; isStale?: boolean },
): Promise<KnownEvent | undefined> {
  const known = knownByCore.get(core) ?? new Map<string, KnownEvent>();
  knownByCore.set(core, known);
  const key = `${asked.cardSystemId}/${asked.id}`;
  const remembered = known.get(key);
  if (remembered && !asked.isStale) return remembered;

  const found = await tenantManager(core.orm, asked.cardSystemId).findOne(Event, {
    cardSystemId: asked.cardSystemId,
    id: asked.id,
  });
  if (!found) return undefined;
  const event = knownEventOf(found);
  known.delete(key);
  known.set(key, event);
  const [oldest] = known.keys();
  if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  return event;
}

/** An entity as a plain event. */
export function knownEventOf(event: InferEntity<typeof Event>): KnownEvent {
  const { organizer, place, limitVolume, limitPeriod, ...rest } = event;
  return {
    ...rest,
    organizerId: organizer.id,
    placeId: place?.id ?? null,
    limitVolume: limitVolume ?? null,
    limitPeriod: limitPeriod ?? null,
    ticketLimitVolume: event.ticketLimitVolume ?? null,
    ticketLimitPeriod: event.ticketLimitPeriod ?? null,
    distributionKey: event.distributionKey ?? null,
  };
}
