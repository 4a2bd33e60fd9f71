import type { Host } from '../../core/contract/host.ts';
import { clockAt } from '../../core/contract/period.ts';
import type { SportpasConfig } from './config.ts';
import { Enrolment, SeriesRow } from './enrolment.entity.ts';
import { isOfAge, isOver } from './lesson-series.ts';
import {
  alreadyEnrolled,
  holderNotFound,
  outsideAgeBand,
  seriesFull,
  seriesOver,
} from './problems.ts';
import { countPlaces, findSeries, type HeldSeries, holdSeries } from './series-places.ts';

/** Who wants a place in which series. */
export interface EnrolmentOrder {
  /** Of the enrolment that is made. */
  readonly id: string;
  readonly series: string;
  readonly card: string;
  /** A card of who pays; when left out, the household of the holder does. */
  readonly payerCard?: string | undefined;
  readonly waitWhenFull: boolean;
}

/**
 * Gives a holder a place in a series and charges the household, or a place on its waiting list when
 * all are taken. There are never more places than there are: who asks at the same time waits.
 *
 * @returns what came of it
 * @throws Problem, each `sportpas-`: `series-not-found`, `series-over`, `holder-not-found`,
 * `outside-age-band`, `already-enrolled`, `series-full`
 */
export async function enrol(
  host: Host<SportpasConfig>,
  order: EnrolmentOrder,
): Promise<Enrolment['began']> {
  const settings = findSeries(host, order.series);
  const { day } = clockAt(host.now());
  if (isOver(settings, day)) throw seriesOver();
  const passholderId = await findByCard(host, order.card);
  const payerId = await findPayer(host, order.payerCard);
  const holder = await host.passholders.readFacts(passholderId, day);
  if (!holder) throw holderNotFound();
  if (!isOfAge(holder, settings)) throw outsideAgeBand();

  const series = await holdSeries(host, order.series);
  if (await isInSeries(host, series, passholderId)) throw alreadyEnrolled();
  const { left, waiting } = await countPlaces(host, series);
  const isFull = left === 0 || waiting > 0;
  if (isFull && !order.waitWhenFull) throw seriesFull();
  const began = isFull ? 'waiting' : 'enrolled';
  const { id } = order;
  const roleId = isFull ? null : await givePlace(host, { id, series, passholderId, payerId });
  await addEnrolment(host, series, { id, passholderId, began, roleId });
  return began;
}

/** @throws Problem `sportpas-holder-not-found` */
export async function findByCard(host: Host<SportpasConfig>, card: string): Promise<string> {
  const passholderId = await host.findHolder(card);
  if (passholderId === null) throw holderNotFound();
  return passholderId;
}

/** @throws Problem `sportpas-holder-not-found` */
export async function findPayer(
  host: Host<SportpasConfig>,
  card: string | undefined,
): Promise<string | undefined> {
  return card === undefined ? undefined : findByCard(host, card);
}

/**
 * Makes a place the role of a holder, and charges it: the social tariff, if any, is core's.
 *
 * @returns the id of the role
 */
export async function givePlace(
  host: Host<SportpasConfig>,
  place: {
    /** Of the enrolment. */
    readonly id: string;
    readonly series: Pick<HeldSeries, 'key'>;
    readonly passholderId: string;
    readonly payerId: string | undefined;
  },
): Promise<string> {
  const { id, series, passholderId, payerId } = place;
  const attributes = { series: series.key };
  const role = await host.roles.issue({ passholderId, role: 'lesson-series', attributes });
  await host.charge({
    about: `place/${id}`,
    serviceDate: clockAt(host.now()).day,
    ...(payerId !== undefined && { payerId }),
    items: [{ roleId: role.id, data: { kind: 'place' } }],
  });
  return role.id;
}

async function isInSeries(
  { entities, municipality }: Host<SportpasConfig>,
  { key }: HeldSeries,
  passholderId: string,
): Promise<boolean> {
  const live = { $in: ['waiting', 'offered', 'enrolled'] as const };
  const found = { municipality, series: key, passholderId, state: live };
  return (await entities.count(Enrolment, found)) > 0;
}

async function addEnrolment(
  host: Host<SportpasConfig>,
  { key, lastNumber }: HeldSeries,
  enrolment: Pick<Enrolment, 'id' | 'passholderId' | 'began'> & { roleId: string | null },
): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const number = lastNumber + 1;
  const ofSeries = { cardSystemId, municipality, series: key };
  await entities.nativeUpdate(SeriesRow, ofSeries, { lastNumber: number });
  const state = enrolment.began;
  await entities.insert(Enrolment, { ...ofSeries, ...enrolment, number, state });
}
