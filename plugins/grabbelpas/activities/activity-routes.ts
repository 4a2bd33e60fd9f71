import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { cents, KEY_PATTERN, timeOfDay } from '../../../core/contract/settings.ts';
import type { ActivityTerms } from './activity-fault.ts';
import { cancelActivity } from './cancel-activity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import {
  activityBegun,
  activityNotFound,
  activityOver,
  activityWrong,
  codeTaken,
  ofYouthService,
  overlaps,
  placesTaken,
} from '../problems.ts';
import { assertYouthService, changeActivity, makeActivity } from './write-activity.ts';

const uuid = Type.String({ format: 'uuid' });
const day = (description: string) => Type.String({ format: 'date', description });
const key = (description: string) =>
  Type.String({ pattern: KEY_PATTERN, maxLength: 64, description });
const age = (description: string) => Type.Integer({ minimum: 0, maximum: 130, description });

/** Which activity or enrolment a path is about. */
export const Params = Type.Object({ id: uuid });

const Giver = Type.Object({
  organizer: key('the key of a giver of the settings'),
  owedCents: cents('what the youth service owes for it'),
  owedPer: Type.Union([Type.Literal('present'), Type.Literal('place')], {
    description: 'for each child that was there, or for each place that was taken when it began',
  }),
});

const terms = {
  title: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '\\S',
    'x-form': 'more than blanks',
    description: 'as holders know it, in Dutch',
  }),
  place: key('the key of a place of the settings'),
  firstDay: day('its first day'),
  lastDay: day('its last day; the same for an activity of one day'),
  from: timeOfDay('when it begins, each day'),
  until: timeOfDay('when it is over, each day'),
  ages: Type.Optional(
    Type.Object(
      { from: age('the youngest age'), until: age('the oldest age, included') },
      { description: 'those of the settings when left out' },
    ),
  ),
  places: Type.Integer({ minimum: 1, maximum: 1000 }),
  priceCents: cents('what a place costs, before any reduction'),
  giver: Type.Optional(Giver),
  openDays: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 730,
      description: 'days before its first day from which one can enrol; that of the settings',
    }),
  ),
};
const Change = Type.Object(terms);
const Making = Type.Object({
  code: Type.String({
    minLength: 1,
    maxLength: 32,
    pattern: '^[A-Za-z0-9][A-Za-z0-9./-]*$',
    'x-form': 'letters, digits, dots, dashes and slashes, with a letter or digit first',
    description: 'its number in the brochure: letters, digits, dots, dashes and slashes',
  }),
  ...terms,
});
const Made = Type.Object({ id: uuid });

/** The youth service adds an activity to its offer. */
export const make: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/activities',
  summary: 'Make a holiday activity',
  permission: 'GRABBELPAS_ACTIVITIES_WRITE',
  body: Making,
  response: Made,
  problems: [ofYouthService, activityWrong, codeTaken],
  async handle(
    host: Host<GrabbelpasConfig>,
    { body, commandId: id }: { body: Static<typeof Making>; commandId: string },
  ) {
    assertYouthService(host);
    await makeActivity(host, { ...termsOf(body, host.config), code: body.code, id });
    return { id };
  },
  replay: async (_host: Host<GrabbelpasConfig>, { commandId: id }: { commandId: string }) => {
    return { id };
  },
};

/** All that is said of an activity is what is said here. */
export const change: RouteDefinition<GrabbelpasConfig> = {
  method: 'PUT',
  path: '/activities/:id',
  summary: 'Change a holiday activity',
  permission: 'GRABBELPAS_ACTIVITIES_WRITE',
  params: Params,
  body: Change,
  response: Made,
  problems: [ofYouthService, activityNotFound, activityWrong, activityBegun, placesTaken, overlaps],
  async handle(
    host: Host<GrabbelpasConfig>,
    { body, params }: { body: Static<typeof Change>; params: Static<typeof Params> },
  ) {
    assertYouthService(host);
    await changeActivity(host, params.id, termsOf(body, host.config));
    return { id: params.id };
  },
  replay: async (_host: Host<GrabbelpasConfig>, { params }: { params: Static<typeof Params> }) => {
    return { id: params.id };
  },
};

/** It does not take place: everybody gets back everything. */
export const cancelWhole: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/activities/:id/cancel',
  summary: 'Cancel a holiday activity: everybody gets back everything',
  permission: 'GRABBELPAS_ACTIVITIES_WRITE',
  params: Params,
  response: Type.Null(),
  problems: [ofYouthService, activityNotFound, activityOver],
  async handle(host: Host<GrabbelpasConfig>, { params }: { params: Static<typeof Params> }) {
    assertYouthService(host);
    await cancelActivity(host, params.id);
    return null;
  },
  replay: async () => null,
};

function termsOf(
  { ages, giver, openDays, title, ...said }: Static<typeof Change> & { code?: string },
  config: GrabbelpasConfig,
): ActivityTerms {
  const { code: _, ...plain } = said;
  return {
    ...plain,
    title: title.trim(),
    agesFrom: ages?.from ?? config.ages.from,
    agesUntil: ages?.until ?? config.ages.until,
    giver: giver?.organizer ?? null,
    owedCents: giver?.owedCents ?? 0,
    owedPer: giver?.owedPer ?? 'present',
    openDays: openDays ?? config.openDays,
  };
}
