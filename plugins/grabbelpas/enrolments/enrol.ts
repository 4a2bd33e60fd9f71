import type { Host } from '../../../core/contract/host.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { Activity } from '../activities/activity.entity.ts';
import { hasBegun, opensOn } from '../activities/activity-hours.ts';
import { findActivity, holdActivity } from '../activities/hold-activity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment, LIVE } from './enrolment.entity.ts';
import { givePlaces, pointAt } from './give-places.ts';
import { findMisfit } from './misfit.ts';
import { countPlaces, offerFreePlaces } from './offer-free-places.ts';
import { readChild } from './read-children.ts';
import {
  activityBegun,
  activityFull,
  alreadyEnrolled,
  holderNotFound,
  notYetOpen,
  outsideAgeBand,
  passRequired,
  sameChild,
  waitingListFull,
} from '../problems.ts';

/** Who wants a place in which activity. */
export interface EnrolmentOrder {
  /** Of all enrolments that are made: they are given together, or not at all. */
  readonly together: string;
  readonly activityId: string;
  readonly cards: readonly string[];
  /** A card of who pays; when left out, the household of each child does. */
  readonly payerCard?: string | undefined;
  readonly waitWhenFull: boolean;
}

/** What came of the wish of one child. */
export interface EnrolmentOutcome {
  readonly id: string;
  readonly state: Enrolment['began'];
  /** What the payer owes for the place, after the social tariff; null for who waits. */
  readonly chargedCents: number | null;
}

/**
 * Gives a child, or siblings together, a place each in an activity and charges the household, or a
 * place on its waiting list when there are not enough. There are never more places than there are:
 * who asks at the same time waits.
 *
 * @returns what came of each, in the order of the cards
 * @throws Problem, each `grabbelpas-`: `activity-not-found`, `activity-begun`, `not-yet-open`,
 * `holder-not-found`, `same-child`, `outside-age-band`, `pass-required`, `already-enrolled`,
 * `activity-full`, `waiting-list-full`, `overlap`
 */
export async function enrol(
  host: Host<GrabbelpasConfig>,
  order: EnrolmentOrder,
): Promise<EnrolmentOutcome[]> {
  const seen = await findActivity(host, order.activityId);
  assertOpen(seen, host.now());
  const children = await findChildren(host, order.cards);
  const payerId = await findPayer(host, order.payerCard);
  await assertFit(host, { children, activity: seen, list: '/cards' });

  const activity = await holdActivity(host, order.activityId);
  assertOpen(activity, host.now());
  if (ASKED_OF_CHILDREN.some((term) => activity[term] !== seen[term])) {
    await assertFit(host, { children, activity, list: '/cards' });
  }
  await assertNew(host, activity, children);
  const began = await decideBegin(host, activity, order);
  const lastNumber = activity.lastNumber + children.length;
  await host.entities.nativeUpdate(Activity, { id: activity.id }, { lastNumber });
  const { cardSystemId, municipality } = host;
  const { together } = order;
  const rows = children.map((passholderId, at) => ({
    cardSystemId,
    id: host.newId(),
    municipality,
    activityId: activity.id,
    together,
    number: activity.lastNumber + 1 + at,
    passholderId,
    payerId: payerId ?? null,
    began,
    state: 'waiting' as const,
  }));
  await host.entities.insertMany(Enrolment, rows);
  const charged =
    began === 'enrolled'
      ? await givePlaces(host, activity, { enrolments: rows, list: '/cards' })
      : new Map<string, number>();
  return rows.map(({ id }) => ({ id, state: began, chargedCents: charged.get(id) ?? null }));
}

/**
 * The pass holder of a card.
 *
 * @throws Problem `grabbelpas-holder-not-found`
 */
export async function findByCard(
  host: Host<GrabbelpasConfig>,
  card: string,
  jsonPointer = '/card',
): Promise<string> {
  const passholderId = await host.findHolder(card);
  if (passholderId === null) throw holderNotFound({ jsonPointer });
  return passholderId;
}

/** @throws Problem `grabbelpas-holder-not-found` */
export async function findPayer(
  host: Host<GrabbelpasConfig>,
  card: string | undefined,
): Promise<string | undefined> {
  return card === undefined ? undefined : findByCard(host, card, '/payerCard');
}

async function findChildren(
  host: Host<GrabbelpasConfig>,
  cards: readonly string[],
): Promise<string[]> {
  const children: string[] = [];
  for (const [at, card] of cards.entries()) {
    const passholderId = await findByCard(host, card, `/cards/${at}`);
    if (children.includes(passholderId)) throw sameChild({ jsonPointer: `/cards/${at}` });
    children.push(passholderId);
  }
  return children;
}

/**
 * @param asked.list where the request names the children; left out when it does not
 * @throws Problem, each `grabbelpas-`: `holder-not-found`, `outside-age-band`, `pass-required`
 */
export async function assertFit(
  host: Host<GrabbelpasConfig>,
  asked: { children: readonly string[]; activity: Activity; list?: string },
): Promise<void> {
  const { activity, children, list } = asked;
  const problems = { age: outsideAgeBand, pass: passRequired };
  for (const [at, passholderId] of children.entries()) {
    const named = list === undefined ? {} : { jsonPointer: `${list}/${at}` };
    const child = await readChild(host, passholderId);
    if (!child) throw holderNotFound(named);
    const misfit = findMisfit(child, activity, host.config);
    if (misfit !== null) throw problems[misfit](named);
  }
}

/** @throws Problem `grabbelpas-already-enrolled` */
async function assertNew(
  { entities }: Host<GrabbelpasConfig>,
  { id: activityId }: Activity,
  children: readonly string[],
): Promise<void> {
  const live = await entities.find(
    Enrolment,
    { activityId, passholderId: { $in: [...children] }, state: LIVE },
    { fields: ['passholderId'], disableIdentityMap: true },
  );
  const enrolled = new Set(live.map(({ passholderId }) => passholderId));
  if (enrolled.size > 0) throw alreadyEnrolled(pointAt('/cards', children, enrolled));
}

function assertOpen(activity: Activity, now: number): void {
  const clock = clockAt(now);
  if (hasBegun(activity, clock)) throw activityBegun();
  const day = opensOn(activity, activity.openDays);
  if (clock.day < day) throw notYetOpen({ detail: `enrolment opens on ${day}`, opensOn: day });
}

/** What a child is to fit. */
const ASKED_OF_CHILDREN = ['agesFrom', 'agesUntil', 'firstDay', 'lastDay'] as const;

/** Who waited longer goes first, also where a place came free unseen. */
async function decideBegin(
  host: Host<GrabbelpasConfig>,
  activity: Activity,
  { cards, waitWhenFull }: EnrolmentOrder,
): Promise<Enrolment['began']> {
  let counted = await countPlaces(host, activity);
  if (counted.left > 0 && counted.waiting > 0) {
    await offerFreePlaces(host, activity);
    counted = await countPlaces(host, activity);
  }
  const { left, waiting } = counted;
  if (cards.length <= left) return 'enrolled';
  if (!waitWhenFull) throw activityFull({ detail: `${left} places are left` });
  const isFull = waiting + cards.length > host.config.waitingPlaces;
  if (isFull || cards.length > activity.places) throw waitingListFull();
  return 'waiting';
}
