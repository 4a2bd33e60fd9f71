import { type Static, Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import type { RouteDefinition } from '../../core/contract/plugin.ts';
import { unlessErased } from '../../core/contract/replay.ts';
import { KEY_PATTERN } from '../../core/contract/settings.ts';
import type { SportpasConfig } from './config.ts';
import { enrol } from './enrol.ts';
import { Enrolment } from './enrolment.entity.ts';
import {
  alreadyEnrolled,
  holderNotFound,
  outsideAgeBand,
  seriesFull,
  seriesNotFound,
  seriesOver,
} from './problems.ts';
import { countPlaces } from './series-places.ts';

const Day = Type.String({ format: 'date' });
const Series = Type.Object({
  series: Type.String({ description: 'its key, by which one enrols' }),
  title: Type.String(),
  place: Type.String({ description: 'the key of the place' }),
  ages: Type.Union([
    Type.Object({ from: Type.Integer(), until: Type.Integer() }),
    Type.Null({ description: 'for everybody' }),
  ]),
  lessons: Type.Array(
    Type.Object({
      day: Type.Integer({ description: '1 is Monday, 7 is Sunday' }),
      from: Type.String(),
      until: Type.String(),
    }),
  ),
  firstDay: Day,
  lastDay: Day,
  regularPriceCents: Type.Integer({ description: 'before any reduction' }),
  places: Type.Integer(),
  placesLeft: Type.Integer({ description: 'those that are offered to who waits are taken' }),
  waiting: Type.Integer({ description: 'how many wait for a place' }),
});

/** The lesson series that one can enrol for, by key. */
export const listSeries: RouteDefinition<SportpasConfig> = {
  method: 'GET',
  path: '/series',
  summary: 'The lesson series, with the places that are left',
  permission: 'SPORTPAS_SERIES_READ',
  response: Type.Array(Series),
  async handle(host: Host<SportpasConfig>) {
    const list: Static<typeof Series>[] = [];
    for (const [key, settings] of Object.entries(host.config.series)) {
      const { ages, firstDay, lastDay, lessons, place, places, priceCents, title } = settings;
      const { left, waiting } = await countPlaces(host, { key, settings });
      list.push({
        series: key,
        title,
        place,
        ages: ages ?? null,
        lessons,
        firstDay,
        lastDay,
        regularPriceCents: priceCents,
        places,
        placesLeft: left,
        waiting,
      });
    }
    return list.toSorted((a, b) => (a.series < b.series ? -1 : 1));
  },
};

const card = (description: string) => Type.String({ minLength: 1, maxLength: 64, description });
const Params = Type.Object({ series: Type.String({ pattern: KEY_PATTERN, maxLength: 64 }) });
const Body = Type.Object({
  card: card('any number of the card of who takes part'),
  payerCard: Type.Optional(card('of who pays; the household of the holder when left out')),
  waitWhenFull: Type.Boolean({ default: false, description: 'wait for a place when none is left' }),
});
const Enrolled = Type.Object({
  id: Type.String({ format: 'uuid' }),
  series: Type.String(),
  state: Type.Union([Type.Literal('enrolled'), Type.Literal('waiting')]),
});

/** Gives a holder a place, or one on the waiting list; whoever pays gets it on the account. */
export const enrolForSeries: RouteDefinition<SportpasConfig> = {
  method: 'POST',
  path: '/series/:series/enrolments',
  summary: 'Enrol the holder of a card for a lesson series',
  permission: 'SPORTPAS_ENROLMENTS_WRITE',
  params: Params,
  body: Body,
  response: Enrolled,
  problems: [
    seriesNotFound,
    seriesOver,
    holderNotFound,
    outsideAgeBand,
    alreadyEnrolled,
    seriesFull,
  ],
  async handle(
    host: Host<SportpasConfig>,
    request: {
      params: Static<typeof Params>;
      body: Static<typeof Body>;
      commandId: string;
    },
  ) {
    const { series } = request.params;
    const id = request.commandId;
    return { id, series, state: await enrol(host, { ...request.body, id, series }) };
  },
  async replay(host: Host<SportpasConfig>, { commandId: id }: { commandId: string }) {
    const { entities, municipality } = host;
    const made = await entities.findOne(Enrolment, { id, municipality });
    return unlessErased(host, made, { id, series: made?.series, state: made?.began });
  },
};
