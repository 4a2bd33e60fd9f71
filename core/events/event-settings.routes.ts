import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import { CALENDAR_PERIODS, type CalendarPeriod } from '../contract/period.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { invalidCardSystem } from '../rewards/problems.ts';
import { changeEventCardSystems, readEventCardSystems } from './event-card-systems.ts';
import { changeEventSettings, readEventSettings } from './event-settings.ts';
import {
  distributionKeyNotFound,
  eventAlreadyHasTicketSales,
  eventNotFound,
  invalidDistributionKey,
} from './problems.ts';

const tags = ['Events'];
const params = Type.Object({ eventId: Type.String({ format: 'uuid' }) });

const PeriodLimit = Type.Object({
  volume: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  periodType: Type.Unsafe<CalendarPeriod>({ type: 'string', enum: [...CALENDAR_PERIODS] }),
});

const Settings = Type.Object({
  id: Type.String({ format: 'uuid' }),
  passholderTicketLimit: Type.Optional(PeriodLimit),
  checkinLimit: Type.Optional(PeriodLimit),
  checkinPoints: Type.Integer({ minimum: 0, maximum: 1000 }),
});

const id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const name = Type.String({ maxLength: 100 });

const CardSystemAsked = Type.Object({
  id,
  name: Type.Optional(name),
  enabled: Type.Boolean(),
  manualDistributionKeys: Type.Optional(
    Type.Array(Type.Object({ id, name: Type.Optional(name), enabled: Type.Boolean() }), {
      maxItems: 100,
    }),
  ),
});

const CardSystemShown = Type.Object({
  id,
  name,
  enabled: Type.Boolean(),
  manualDistributionKeys: Type.Array(Type.Object({ id, name, enabled: Type.Boolean() })),
});

/** What the UiTPAS API 4.0 sets for an event: points, limits, card systems, distribution keys. */
export async function eventSettingsRoutes(api: Api): Promise<void> {
  addReadingSettings(api);
  addChangingSettings(api);
  addReadingCardSystems(api);
  addChangingCardSystems(api);
}

function addReadingSettings(api: Api): void {
  api.get(
    '/events/:eventId/settings',
    {
      config: { permission: 'EVENT_SETTINGS_READ', uitpas: true },
      schema: {
        summary: 'The points and the limits of an event of yours',
        tags,
        params,
        response: responses({ 200: Settings }, eventNotFound, forbidden),
      },
    },
    async ({ caller, params: { eventId } }) => readEventSettings(api.core, caller, eventId),
  );
}

function addChangingSettings(api: Api): void {
  api.put(
    '/events/:eventId/settings',
    {
      config: {
        permission: 'EVENT_SETTINGS_UPDATE',
        uitpas:
          '`passholderTicketLimit` counts the tickets that a pass holder bought with the pass at ' +
          'whatever price: one that counted the social tariff alone would tell who has it.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Change the points and the limits of an event of yours, all of them',
        tags,
        params,
        body: Settings,
        response: responses({ 204: Type.Null() }, eventNotFound, forbidden),
      },
    },
    async ({ body: settings, caller, command, params: { eventId } }, reply) => {
      if (settings.id !== eventId) {
        throw invalidData({ detail: '/id must be that of the address', jsonPointer: '/id' });
      }
      await changeEventSettings(api.core, caller, { settings, command });
      return reply.code(204).send(null);
    },
  );
}

function addReadingCardSystems(api: Api): void {
  api.get(
    '/events/:eventId/card-systems',
    {
      config: { anyClient: true, uitpas: true },
      schema: {
        summary: 'Whose cards can be used at an event, and by which distribution key',
        tags,
        params,
        response: responses({ 200: Type.Array(CardSystemShown) }, eventNotFound),
      },
    },
    async ({ caller, params: { eventId } }) =>
      (await readEventCardSystems(api.core, caller, eventId)).map((one) => {
        return { ...one, manualDistributionKeys: [...one.manualDistributionKeys] };
      }),
  );
}

function addChangingCardSystems(api: Api): void {
  api.put(
    '/events/:eventId/card-systems',
    {
      config: {
        permission: 'EVENTS_UPDATE',
        uitpas:
          'an event can take part in the card system of its organizer and in no other, one ' +
          'distribution key at most is chosen by hand, and an event that is not known yet is ' +
          'not found.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Choose whose cards can be used at an event of yours',
        tags,
        params,
        body: Type.Array(CardSystemAsked, { maxItems: 100 }),
        response: responses(
          { 204: Type.Null() },
          answeredAs(400, cardSystemNotFound),
          distributionKeyNotFound,
          eventAlreadyHasTicketSales,
          eventNotFound,
          forbidden,
          invalidCardSystem,
          invalidDistributionKey,
        ),
      },
    },
    async ({ body: cardSystems, caller, command, params: { eventId } }, reply) => {
      await changeEventCardSystems(api.core, caller, { id: eventId, cardSystems, command });
      return reply.code(204).send(null);
    },
  );
}
