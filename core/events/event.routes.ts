import { type Static, Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { responses } from '../http/responses.ts';
import { Nullable, Paginated, pagination } from '../http/schemas.ts';
import { A_PLACE } from '../organizers/expected-place.ts';
import { placeNotFound } from '../organizers/problems.ts';
import { findCalendarFault } from './check-calendar.ts';
import { createEvent } from './create-event.ts';
import type { KnownEvent } from './known-events.ts';
import { getEvent, listEvents } from './list-events.ts';
import { eventNotFound } from './problems.ts';

const uuid = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const timeOfDay = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$',
  'x-form': 'a time such as 08:30',
});

const openingHours = Type.Array(
  Type.Object({
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
    opens: timeOfDay,
    closes: timeOfDay,
  }),
  { maxItems: 50, description: '1 is Monday; none means open all day' },
);

const Calendar = Type.Union([
  Type.Object({ type: Type.Literal('PERMANENT'), openingHours: Type.Optional(openingHours) }),
  Type.Object({
    type: Type.Literal('PERIODIC'),
    from: day,
    until: day,
    openingHours: Type.Optional(openingHours),
  }),
  Type.Object({
    type: Type.Literal('DATES'),
    dates: Type.Array(Type.Object({ day, opens: timeOfDay, closes: timeOfDay }), {
      minItems: 1,
      maxItems: 1000,
    }),
  }),
]);

const Limit = Type.Object({
  volume: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  period: Type.Unsafe<NonNullable<KnownEvent['limitPeriod']>>(
    Type.String({ enum: ['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] }),
  ),
});

const NewEvent = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 200 }),
  organizerId: Type.Optional(uuid),
  placeId: Type.Optional(uuid),
  regularPriceCents: Type.Integer({ minimum: 0, maximum: 10_000_000 }),
  calendar: Calendar,
  earnsPoints: Type.Boolean({ default: true }),
  points: Type.Integer({ minimum: 0, maximum: 1000, default: 1 }),
  limit: Type.Optional(Limit),
  marginMinutes: Type.Integer({ minimum: 0, maximum: 1440, default: 60 }),
});

const Event = Type.Object({
  id: uuid,
  title: Type.String(),
  organizerId: uuid,
  placeId: Nullable(uuid),
  regularPriceCents: Type.Integer(),
  calendar: Type.Unsafe<KnownEvent['calendar']>(
    Type.Object({ type: Type.String() }, { additionalProperties: true }),
  ),
  earnsPoints: Type.Boolean(),
  points: Type.Integer(),
  limit: Type.Optional(Limit),
  marginMinutes: Type.Integer(),
});

/** The events of a card system: what can be checked in at and sold. */
export async function eventRoutes(api: Api): Promise<void> {
  addCreating(api);
  addListing(api);
  addReading(api);
}

function addCreating(api: Api): void {
  const { core } = api;
  api.post(
    '/events',
    {
      config: { permission: 'EVENTS_UPDATE', idempotency: 'required' },
      schema: {
        summary: 'Add an event of the acting organizer',
        tags: ['Events'],
        body: NewEvent,
        response: responses({ 201: Event }, placeNotFound),
      },
    },
    async (request, reply) => {
      const { caller, command } = request;
      const { title, regularPriceCents, calendar, earnsPoints, points } = request.body;
      const { placeId = null, limit = null, marginMinutes } = request.body;
      const fault = findCalendarFault(calendar);
      if (fault) {
        const jsonPointer = `/calendar${fault.pointer}`;
        throw invalidData({ detail: `${jsonPointer} ${fault.expected}`, jsonPointer });
      }
      const place = placeId === null ? undefined : caller.installation.place(placeId);
      if (placeId !== null && place?.municipality.cardSystemId !== caller.cardSystemId) {
        const jsonPointer = '/placeId';
        throw placeNotFound({ detail: `${jsonPointer} ${A_PLACE}`, jsonPointer });
      }
      const what = { title, regularPriceCents, placeId, calendar };
      const event = { ...what, earnsPoints, points, limit, marginMinutes };
      const created = await createEvent(core, caller, { event, command });
      return reply.code(201).send(showEvent(created));
    },
  );
}

function addListing(api: Api): void {
  const { core } = api;
  api.get(
    '/events',
    {
      config: { permission: 'EVENTS_READ' },
      schema: {
        summary: 'The events of the card system, by title',
        tags: ['Events'],
        querystring: Type.Object({
          ofOrganizerId: Type.Optional(
            Type.String({ format: 'uuid', description: 'only of this one' }),
          ),
          ...pagination,
        }),
        response: responses({ 200: Paginated(Event) }),
      },
    },
    async (request) => {
      const { ofOrganizerId = null, start, limit } = request.query;
      const page = { organizerId: ofOrganizerId, start, limit };
      const { totalItems, member } = await listEvents(core, request.caller, page);
      return { totalItems, member: member.map(showEvent) };
    },
  );
}

function addReading(api: Api): void {
  const { core } = api;
  api.get(
    '/events/:eventId',
    {
      config: { permission: 'EVENTS_READ' },
      schema: {
        summary: 'One event',
        tags: ['Events'],
        params: Type.Object({ eventId: uuid }),
        response: responses({ 200: Event }, eventNotFound),
      },
    },
    async (request) => showEvent(await getEvent(core, request.caller, request.params.eventId)),
  );
}

function showEvent(event: KnownEvent): Static<typeof Event> {
  const { limitVolume: volume, limitPeriod, ...rest } = event;
  const limit = volume === null ? {} : { limit: { volume, period: limitPeriod ?? 'ABSOLUTE' } };
  return { ...rest, ...limit };
}
