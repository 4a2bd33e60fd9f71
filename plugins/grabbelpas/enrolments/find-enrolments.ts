import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import { isoOf } from '../../../core/contract/moment.ts';
import { addToDay, clockAt } from '../../../core/contract/period.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { Activity } from '../activities/activity.entity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { holderNotFound } from '../problems.ts';
import { findByCard } from './enrol.ts';
import { Enrolment, TOLD } from './enrolment.entity.ts';

const uuid = Type.String({ format: 'uuid' });
const Day = Type.String({ format: 'date' });
const Card = Type.Object({
  card: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
});
const Found = Type.Object({
  id: uuid,
  activityId: uuid,
  title: Type.String(),
  firstDay: Day,
  lastDay: Day,
  from: Type.String({ description: 'each day' }),
  until: Type.String({ description: 'each day' }),
  regularPriceCents: Type.Integer({
    description: 'before any reduction: as it was charged, or will be to who accepts now',
  }),
  together: Type.String({
    format: 'uuid',
    description: 'the same for siblings who asked together: one answer to an offer is for all',
  }),
  state: Type.Union(
    TOLD.$in.map((state) => Type.Literal(state)),
    {
      description:
        '`activity-cancelled` until the last day of the activity is over; `cancelled` of a place ' +
        'that was given up and is paid in part, as long as a note of a doctor still counts',
    },
  ),
  isMoved: Type.Boolean({
    description: 'the activity went to another day, hour or place since: it can be given up freely',
  }),
  offer: Type.Union([
    Type.Object({
      id: Type.String({
        format: 'uuid',
        description: 'to accept it by; another one once the activity is changed',
      }),
      until: Type.String({ format: 'date-time', description: 'the last moment to accept it' }),
    }),
    Type.Null(),
  ]),
});

/** What a desk needs to answer an offer or to cancel: the enrolments of the child before it. */
export const findEnrolments: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/enrolments/find',
  summary: 'The enrolments of the holder of a card, and the places that are offered',
  permission: 'GRABBELPAS_ENROLMENTS_WRITE',
  changesNothing: true,
  body: Card,
  response: Type.Array(Found),
  problems: [holderNotFound],
  async handle(host: Host<GrabbelpasConfig>, { body }: { body: Static<typeof Card> }) {
    const { entities, municipality } = host;
    const passholderId = await findByCard(host, body.card);
    const told = await entities.find(
      Enrolment,
      { municipality, passholderId, state: TOLD },
      { orderBy: { activityId: 'asc', number: 'asc' }, disableIdentityMap: true },
    );
    const activities = await entities.find(
      Activity,
      { id: { $in: told.map(({ activityId }) => activityId) } },
      { disableIdentityMap: true },
    );
    const byId = new Map(activities.map((one) => [one.id, one]));
    return told.flatMap((enrolment): Static<typeof Found>[] => {
      const activity = byId.get(enrolment.activityId);
      return activity && isTold(enrolment, activity, host) ? [show(enrolment, activity)] : [];
    });
  },
};

function isTold(
  { isKept, state }: Enrolment,
  { lastDay }: Activity,
  { config, now }: Pick<Host<GrabbelpasConfig>, 'config' | 'now'>,
): boolean {
  const { day: today } = clockAt(now());
  if (state === 'activity-cancelled') return today <= lastDay;
  if (state !== 'cancelled') return true;
  return isKept && today <= addToDay(lastDay, { days: config.refund.noteDays });
}

function show(
  { id, isMoved, offerId, offeredUntil, priceCents, roleId, state, together }: Enrolment,
  { firstDay, from, id: activityId, lastDay, priceCents: askedCents, title, until }: Activity,
): Static<typeof Found> {
  const isOffered = state === 'offered' && offerId && typeof offeredUntil === 'number';
  return {
    id,
    activityId,
    title,
    firstDay,
    lastDay,
    from,
    until,
    regularPriceCents: roleId ? priceCents : askedCents,
    together,
    state: state as Static<typeof Found>['state'],
    isMoved,
    offer: isOffered ? { id: offerId, until: isoOf(offeredUntil) } : null,
  };
}
