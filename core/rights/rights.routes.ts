import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { Nullable, TextSchema } from '../http/schemas.ts';
import { eventNotFound } from '../events/problems.ts';
import { A_PLACE } from '../organizers/expected-place.ts';
import { placeNotFound } from '../organizers/problems.ts';
import { passNotFound, passOfAnotherCardSystem } from '../passes/problems.ts';
import { sealPrice } from '../tariffs/seal-price.ts';
import { checkRights, type RightsAnswer, type RightsQuestion } from './check-rights.ts';
import { showRights } from './show-rights.ts';

const RightsResponse = Type.Object({
  pass: Type.Object({
    number: Type.String(),
    status: Type.String(),
    messages: Type.Array(
      Type.Object({ level: Type.String({ enum: ['INFO', 'WARN', 'ERROR'] }), text: Type.String() }),
    ),
  }),
  holder: Nullable(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      firstName: Nullable(Type.String()),
      initial: Nullable(Type.String()),
    }),
  ),
  groupPass: Type.Optional(
    Type.Object({
      name: Type.String(),
      availableTickets: Nullable(
        Type.Integer({
          minimum: 0,
          description: 'at the social tariff, this year; null for a group without one',
        }),
      ),
    }),
  ),
  points: Type.Integer({ minimum: 0 }),
  rights: Type.Array(
    Type.Object({
      right: Type.String(),
      plugin: Type.String(),
      role: Type.String(),
      roleId: Type.String({ format: 'uuid' }),
      title: TextSchema,
      permit: Type.Boolean(),
      validFrom: Nullable(Type.String({ format: 'date' })),
      validUntil: Nullable(Type.String({ format: 'date' })),
      remaining: Nullable(Type.Integer()),
      reason: Nullable(Type.Object({ code: Type.String(), nl: Type.String() })),
    }),
  ),
  price: Type.Optional(
    Type.Object(
      {
        regularPriceCents: Type.Integer({ minimum: 0 }),
        priceCents: Type.Integer({ minimum: 0 }),
        tariffId: Type.String({ description: 'opaque; sells at this price for 96 hours' }),
      },
      {
        description:
          'of the event that was asked about; left out without `eventId`, for another day than ' +
          'today, when the pass is blocked or has no holder, when the event takes no part in this ' +
          'card system, and when the caller may not sell it (no `TICKETSALES_REGISTER` or ' +
          '`TARIFFS_READ`, or an organizer that does not let it sell)',
      },
    ),
  ),
});

const Params = Type.Object({
  number: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
});

const Query = Type.Object({
  eventId: Type.Optional(
    Type.String({
      format: 'uuid',
      description: 'asks its price of today too, which who may not sell the event is not told',
    }),
  ),
  placeId: Type.Optional(Type.String({ format: 'uuid', description: 'rights at this place' })),
  at: Type.Optional(Type.String({ format: 'date-time', description: 'another moment than now' })),
  organizerId: Type.Optional(Type.String({ format: 'uuid' })),
});

/** `GET /passes/{number}/rights`: what a card grants at this desk, in one answer. */
export async function rightsRoutes(api: Api): Promise<void> {
  api.get(
    '/passes/:number/rights',
    {
      config: { permission: 'RIGHTS_READ' },
      schema: {
        summary: 'What a card grants here and now',
        tags: ['Rights'],
        params: Params,
        querystring: Query,
        response: responses(
          { 200: RightsResponse },
          passNotFound,
          passOfAnotherCardSystem,
          eventNotFound,
          placeNotFound,
        ),
      },
    },
    async ({ caller, params, query }) => {
      const { core } = api;
      const now = core.now();
      const question = questionOf(caller, { card: params.number, ...query }, now);
      const answer = await checkRights(core, caller, question);
      // A price is a promise, and is made for today only: a desk that could choose the day could
      // find out when a status begins and ends.
      const isToday = clockAt(question.at).day === clockAt(now).day;
      const price = isToday ? sealPrice(core, caller, answer) : undefined;
      return { ...showCard(answer), rights: showRights(caller, answer.rights), ...price };
    },
  );
}

function questionOf(
  caller: Caller,
  asked: { card: string } & Static<typeof Query>,
  now: number,
): RightsQuestion {
  const { card, eventId = null, placeId, at } = asked;
  const place = placeId === undefined ? null : caller.installation.place(placeId);
  const isElsewhere = place && place.municipality.cardSystemId !== caller.cardSystemId;
  if (place === undefined || isElsewhere) throw placeNotFound({ detail: `placeId ${A_PLACE}` });
  return {
    card,
    eventId,
    place: place?.key ?? null,
    placeOf: place?.municipality.key,
    at: at === undefined ? now : Date.parse(at),
  };
}

function showCard({ facts, blocked }: RightsAnswer) {
  const { card, holder } = facts;
  return {
    pass: {
      number: card.number,
      status: card.status,
      messages: blocked ? [{ level: 'ERROR', text: blocked.nl }] : [],
    },
    holder: holder && {
      id: holder.id,
      firstName: holder.firstName,
      initial: holder.initial,
    },
    ...(holder?.group && {
      groupPass: {
        name: holder.group.name,
        availableTickets: holder.group.socialTariff?.availableTickets ?? null,
      },
    }),
    points: holder?.points ?? 0,
  };
}
