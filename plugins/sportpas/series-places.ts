import { LockMode } from '@mikro-orm/core';
import type { Host } from '../../core/contract/host.ts';
import { clockAt } from '../../core/contract/period.ts';
import type { LessonSeries, SportpasConfig } from './config.ts';
import { Enrolment, SeriesRow } from './enrolment.entity.ts';
import { isOfAge, isOver } from './lesson-series.ts';
import { seriesNotFound } from './problems.ts';

const HOUR_MS = 3_600_000;

/** A series of which nobody else changes a place until the end of the command. */
export interface HeldSeries {
  readonly key: string;
  readonly settings: LessonSeries;
  /** The number of the last one who asked for a place. */
  readonly lastNumber: number;
}

/** @throws Problem `sportpas-series-not-found` */
export function findSeries({ config }: Host<SportpasConfig>, key: string): LessonSeries {
  const settings = Object.hasOwn(config.series, key) ? config.series[key] : undefined;
  if (settings === undefined) {
    const keys = Object.keys(config.series).join(', ') || 'none';
    throw seriesNotFound({ detail: `the lesson series are: ${keys}` });
  }
  return settings;
}

/**
 * Waits until nobody else is changing the places of a series.
 *
 * @throws Problem `sportpas-series-not-found`
 */
export async function holdSeries(host: Host<SportpasConfig>, key: string): Promise<HeldSeries> {
  const settings = findSeries(host, key);
  const { cardSystemId, entities, municipality } = host;
  const named = { cardSystemId, municipality, series: key };
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true };
  const known = await entities.findOne(SeriesRow, named, lock);
  if (known) return { key, settings, lastNumber: known.lastNumber };
  await entities.upsert(
    SeriesRow,
    { ...named, id: host.newId(), lastNumber: 0 },
    {
      onConflictFields: ['cardSystemId', 'municipality', 'series'],
      onConflictAction: 'ignore',
    },
  );
  const { lastNumber } = await entities.findOneOrFail(SeriesRow, named, lock);
  return { key, settings, lastNumber };
}

/** How many places of a series nobody has or is offered, and how many wait for one. */
export async function countPlaces(
  host: Host<SportpasConfig>,
  { key, settings }: Pick<HeldSeries, 'key' | 'settings'>,
): Promise<{ left: number; waiting: number }> {
  const { entities, municipality } = host;
  const ofSeries = { municipality, series: key };
  const taken = await entities.count(Enrolment, {
    ...ofSeries,
    state: { $in: ['offered', 'enrolled'] },
  });
  const waiting = await entities.count(Enrolment, { ...ofSeries, state: 'waiting' });
  return { left: Math.max(settings.places - taken, 0), waiting };
}

/**
 * Offers every free place to the first who waits and fits. Nobody is enrolled or charged by itself.
 *
 * @param series held
 */
export async function offerFreePlaces(
  host: Host<SportpasConfig>,
  series: HeldSeries,
): Promise<void> {
  const { key, settings } = series;
  const { config, entities, municipality } = host;
  const { day } = clockAt(host.now());
  if (isOver(settings, day)) return;
  const { left } = await countPlaces(host, series);
  const queue = await entities.find(
    Enrolment,
    { municipality, series: key, state: 'waiting' },
    { orderBy: { number: 'asc' }, disableIdentityMap: true },
  );
  let free = left;
  for (const { id, passholderId } of queue) {
    if (free === 0) return;
    const holder = await host.passholders.readFacts(passholderId, day);
    if (!holder || !isOfAge(holder, settings)) {
      await entities.nativeUpdate(Enrolment, { id }, { state: 'cancelled' });
      continue;
    }
    const until = host.now() + config.offerHours * HOUR_MS;
    const offer = await host.offers.make({ passholderId, about: `place/${id}`, until });
    const offered = { state: 'offered' as const, offerId: offer.id, offeredUntil: until };
    await entities.nativeUpdate(Enrolment, { id }, offered);
    free -= 1;
  }
}
