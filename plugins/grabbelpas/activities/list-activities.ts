import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { Activity } from './activity.entity.ts';
import { coincide, hasBegun, opensOn } from './activity-hours.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { findByCard } from '../enrolments/enrol.ts';
import { Enrolment, LIVE, TAKEN } from '../enrolments/enrolment.entity.ts';
import { findHindrance, findMisfit } from '../enrolments/misfit.ts';
import { findPlaces, readChild } from '../enrolments/read-children.ts';
import { holderNotFound } from '../problems.ts';
import { lastFreeDay } from '../enrolments/refund.ts';

/** Activities that are listed at once: more than a town gives in a year. */
const MAX_LISTED = 1000;

const Day = Type.String({ format: 'date' });
const shown = {
  id: Type.String({ format: 'uuid' }),
  code: Type.String({ description: 'its number in the brochure' }),
  title: Type.String(),
  place: Type.String({ description: 'the key of the place' }),
  placeTitle: Type.String(),
  giver: Type.Union([Type.String(), Type.Null()], { description: 'who gives it, by key' }),
  ages: Type.Object({ from: Type.Integer(), until: Type.Integer() }),
  firstDay: Day,
  lastDay: Day,
  from: Type.String({ description: 'each day' }),
  until: Type.String({ description: 'each day' }),
  opensOn: Type.String({ format: 'date', description: 'from when one can enrol' }),
  freeUntil: Type.String({
    format: 'date',
    description: 'the last day on which cancelling gives everything back',
  }),
  regularPriceCents: Type.Integer({ description: 'before any reduction' }),
  places: Type.Integer(),
  placesLeft: Type.Integer({ description: 'those that are offered to who waits are taken' }),
  waiting: Type.Integer({ description: 'how many wait for a place' }),
};
const Shown = Type.Object(shown);
const Fitting = Type.Object({
  ...shown,
  state: Type.Union(
    [Type.Literal('enrolled'), Type.Literal('offered'), Type.Literal('waiting'), Type.Null()],
    { description: 'of the child; null for one that it can still ask for' },
  ),
});
const Found = Type.Object({
  activities: Type.Array(Fitting),
  because: Type.Union(
    [Type.Literal('outside-age-band'), Type.Literal('pass-required'), Type.Null()],
    {
      description:
        'why it can ask for nothing: no activity is for its age, or it has no pass on the days of ' +
        'those that are; null when it can ask for one, or when it is for another reason (there ' +
        'are none ahead, or it is elsewhere at that time)',
    },
  ),
});
const Card = Type.Object({
  card: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
});

/** The offer of the holiday, by day. */
export const listActivities: RouteDefinition<GrabbelpasConfig> = {
  method: 'GET',
  path: '/activities',
  summary: 'The holiday activities that are not over, with the places that are left',
  permission: 'GRABBELPAS_ACTIVITIES_READ',
  response: Type.Array(Shown),
  handle: async (host: Host<GrabbelpasConfig>) => show(host, await findAhead(host)),
};

/** What a child can still ask for, and what it has. */
export const listFitting: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/activities/find',
  summary: 'The activities that the holder of a card has a place in, or can ask for',
  permission: 'GRABBELPAS_ENROLMENTS_WRITE',
  changesNothing: true,
  body: Card,
  response: Found,
  problems: [holderNotFound],
  async handle(host: Host<GrabbelpasConfig>, { body }: { body: Static<typeof Card> }) {
    const passholderId = await findByCard(host, body.card);
    const ahead = await findAhead(host);
    const own = await host.entities.find(
      Enrolment,
      { passholderId, activityId: { $in: ahead.map(({ id }) => id) }, state: LIVE },
      { fields: ['activityId', 'isMoved', 'state'], disableIdentityMap: true },
    );
    const moved = new Set(own.flatMap((one) => (one.isMoved ? [one.activityId] : [])));
    const states = new Map(own.map(({ activityId, state }) => [activityId, state]));
    const child = await readChild(host, passholderId);
    if (!child) throw holderNotFound();
    const clock = clockAt(host.now());
    const places = await findPlaces(host, [passholderId], clock.day);
    const open = ahead.filter((activity) => !states.has(activity.id) && !hasBegun(activity, clock));
    const misfits = new Map(open.map((one) => [one.id, findMisfit(child, one, host.config)]));
    const canAsk = (activity: Activity): boolean =>
      misfits.get(activity.id) === null && !places.some((place) => coincide(place, activity));
    const list = await show(
      host,
      ahead.filter((activity) => states.has(activity.id) || canAsk(activity)),
    );
    const hindrance = findHindrance([...misfits.values()]);
    return {
      activities: list.map((one) => ({
        ...one,
        state: states.get(one.id) ?? null,
        // Of one that was moved all comes back until it begins.
        ...(moved.has(one.id) && { freeUntil: one.firstDay }),
      })),
      because: hindrance === null ? null : BECAUSE[hindrance],
    };
  },
};

/** In the words of the refusal that an enrolment would get. */
const BECAUSE = { age: 'outside-age-band', pass: 'pass-required' } as const;

async function findAhead({
  entities,
  municipality,
  now,
}: Host<GrabbelpasConfig>): Promise<Activity[]> {
  return entities.find(
    Activity,
    { municipality, isCancelled: false, lastDay: { $gte: clockAt(now()).day } },
    {
      orderBy: { firstDay: 'asc', from: 'asc', code: 'asc' },
      limit: MAX_LISTED,
      disableIdentityMap: true,
    },
  );
}

async function show(
  { config, entities }: Host<GrabbelpasConfig>,
  activities: readonly Activity[],
): Promise<Static<typeof Shown>[]> {
  const activityId = { $in: activities.map(({ id }) => id) };
  const count = async (state: typeof TAKEN | 'waiting') =>
    entities.countBy(Enrolment, 'activityId', { where: { activityId, state } });
  const taken = await count(TAKEN);
  const waiting = await count('waiting');
  return activities.map((activity) => {
    const { agesFrom, agesUntil, code, firstDay, from, id, lastDay, place } = activity;
    const { giver = null, places, priceCents, title, until } = activity;
    return {
      id,
      code,
      title,
      place,
      placeTitle: config.places[place]?.title ?? place,
      giver,
      ages: { from: agesFrom, until: agesUntil },
      firstDay,
      lastDay,
      from,
      until,
      opensOn: opensOn(activity, activity.openDays),
      freeUntil: lastFreeDay(activity, config.refund.freeDays),
      regularPriceCents: priceCents,
      places,
      placesLeft: Math.max(places - (taken[id] ?? 0), 0),
      waiting: waiting[id] ?? 0,
    };
  });
}
