import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import { eventNotFound } from '../events/problems.ts';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { Paginated, pagination, TextSchema } from '../http/schemas.ts';
import { mayActFor } from '../access/may-act-for.ts';
import {
  invalidCardStatus,
  passholderNoActiveCardSystems,
  passNotFound,
  passOfAnotherCardSystem,
} from '../passes/problems.ts';
import { checkIn } from './check-in.ts';
import { checkInStatus } from './check-in-status.ts';
import { deleteCheckIn } from './delete-check-in.ts';
import { listCheckIns } from './list-check-ins.ts';
import { checkInNotAllowed, checkInNotFound, factErased, pointsAlreadySpent } from './problems.ts';

const cardNumber = Type.String({ minLength: 1, maxLength: 64 });
const uuid = Type.String({ format: 'uuid' });

const CheckIn = Type.Object({
  id: uuid,
  creationDate: Type.String({ format: 'date-time' }),
  eventId: uuid,
  eventTitle: Type.String(),
  uitpasNumber: Type.String(),
  points: Type.Integer({ minimum: 0 }),
});

/** The check-ins of the UiTPAS API 4.0: saving, listing, taking back, and asking whether it can. */
export async function checkInRoutes(api: Api): Promise<void> {
  addSaving(api);
  addListing(api);
  addDeleting(api);
  addStatus(api);
}

function addSaving(api: Api): void {
  const { core } = api;
  api.post(
    '/checkins',
    {
      config: { permission: 'CHECKINS_SAVE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Save the points of a participation',
        tags: ['Checkins'],
        body: Type.Object({ eventId: uuid, uitpasNumber: cardNumber }),
        response: responses(
          { 201: CheckIn },
          answeredAs(400, eventNotFound, passNotFound),
          checkInNotAllowed,
          invalidCardStatus,
          passholderNoActiveCardSystems,
          factErased,
        ),
      },
    },
    async (request, reply) => {
      const { eventId, uitpasNumber: card } = request.body;
      const { caller, command } = request;
      const { event, saved } = await checkIn(core, caller, { card, eventId, command });
      return reply.code(201).send({
        id: saved.checkInId,
        creationDate: new Date(saved.happenedAt).toISOString(),
        eventId: event.id,
        eventTitle: event.title,
        uitpasNumber: saved.cardNumber,
        points: saved.points,
      });
    },
  );
}

function addListing(api: Api): void {
  const { core } = api;
  api.get(
    '/checkins',
    {
      config: { permission: 'CHECKINS_READ', uitpas: true },
      schema: {
        summary: 'The check-ins of a holder at your own events, of today',
        tags: ['Checkins'],
        querystring: Type.Object({
          passholderId: uuid,
          organizerId: Type.Array(uuid, { minItems: 1, maxItems: 50 }),
          eventTitle: Type.Optional(Type.String({ maxLength: 200 })),
          ...pagination,
        }),
        response: responses({ 200: Paginated(CheckIn) }, forbidden),
      },
    },
    async (request) => {
      const { organizerId, eventTitle = null, ...search } = request.query;
      const { caller } = request;
      if (!organizerId.every((id) => mayActFor(caller, id)))
        throw forbidden({ detail: 'you do not act for each organizerId' });
      return listCheckIns(core, caller, { ...search, organizerIds: organizerId, eventTitle });
    },
  );
}

function addDeleting(api: Api): void {
  const { core } = api;
  api.delete(
    '/checkins/:checkinId',
    {
      config: { permission: 'CHECKINS_WRITE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Take a check-in and its points back',
        tags: ['Checkins'],
        params: Type.Object({ checkinId: uuid }),
        response: responses({ 204: Type.Null() }, checkInNotFound, pointsAlreadySpent),
      },
    },
    async ({ caller, command, params }, reply) => {
      await deleteCheckIn(core, caller, { id: params.checkinId, command });
      return reply.code(204).send(null);
    },
  );
}

function addStatus(api: Api): void {
  const { core } = api;
  api.get(
    '/checkin-status',
    {
      config: { permission: 'CHECKINS_WRITE', uitpas: true },
      schema: {
        summary: 'Whether a holder can check in at an event now',
        tags: ['Checkins'],
        querystring: Type.Object({ uitpasNumber: cardNumber, eventId: uuid }),
        response: responses(
          {
            200: Type.Object({
              allowed: Type.Boolean(),
              endUserMessage: Type.Optional(TextSchema),
            }),
          },
          eventNotFound,
          passNotFound,
          passOfAnotherCardSystem,
        ),
      },
    },
    async (request) => {
      const { uitpasNumber: card, eventId } = request.query;
      return checkInStatus(core, request.caller, { card, eventId });
    },
  );
}
