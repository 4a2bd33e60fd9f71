import { Type } from 'typebox';
import { mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import { getEvent } from '../events/list-events.ts';
import { eventNotFound } from '../events/problems.ts';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { passholderNoActiveCardSystems } from '../passes/problems.ts';
import { checkInNotAllowed, factErased } from '../points/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { checkInByCode } from './check-in-by-code.ts';
import { makeCodeLink } from './code-link.ts';
import { checkInCodeExpired, checkInCodeInvalid } from './problems.ts';
import { type CodeFormat, writeCodeFile } from './write-code-file.ts';

/** The check-in codes of the UiTPAS API 4.0: having one printed, and checking in by one. */
export async function checkInCodeRoutes(api: Api): Promise<void> {
  addLink(api);
  addFetching(api);
  addCheckingIn(api);
}

function addLink(api: Api): void {
  api.get(
    '/events/:eventId/qr-checkincodes/download-link',
    {
      config: { permission: 'EVENTS_QR_CHECKINCODE', uitpas: true },
      schema: {
        summary: 'A link of five minutes to the check-in code of an event of yours',
        tags: ['Events'],
        params: Type.Object({ eventId: Type.String({ format: 'uuid' }) }),
        querystring: Type.Object({
          format: Type.Union([Type.Literal('pdf'), Type.Literal('zip')], { default: 'pdf' }),
        }),
        response: responses(
          { 200: Type.Object({ downloadLink: Type.String() }) },
          eventNotFound,
          forbidden,
        ),
      },
    },
    async ({ caller, params: { eventId }, query: { format } }) => {
      const { core, publicUrl } = api;
      const { organizerId } = await getEvent(core, caller, eventId);
      if (!mayActFor(caller, organizerId)) {
        throw forbidden({ detail: 'you do not act for the organizer of this event' });
      }
      const { cardSystemId } = caller;
      const link = makeCodeLink(core.keys, { cardSystemId, eventId }, core.now());
      return { downloadLink: `${publicUrl}/api/check-in-codes/${format}/${link}` };
    },
  );
}

/** Hidden from the description: nobody calls it but by the link. */
function addFetching(api: Api): void {
  api.get(
    '/check-in-codes/:format/:link',
    {
      config: { public: true },
      schema: {
        hide: true,
        params: Type.Object({
          format: Type.Unsafe<CodeFormat>({ type: 'string', enum: ['pdf', 'zip'] }),
          link: Type.String({ maxLength: 100 }),
        }),
      },
    },
    async ({ params: { format, link } }, reply) => {
      const { type, bytes } = await writeCodeFile(api.core, { link, format });
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-disposition', `attachment; filename="check-in-code.${format}"`)
        .type(type)
        .send(bytes);
    },
  );
}

function addCheckingIn(api: Api): void {
  api.post(
    '/passholders/:passholderId/checkins',
    {
      config: {
        permission: 'PASSHOLDERS_SELF_CHECKIN',
        uitpas:
          'it is for a client of the town of the pass holder: pass holders have no token of ' +
          'their own in this version, so that `me` and family members are no ids here.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Save the points of a holder who scanned the code of an event',
        tags: ['Checkins'],
        params: Type.Object({ passholderId: Type.String({ format: 'uuid' }) }),
        body: Type.Object({ checkinCode: Type.String({ minLength: 1, maxLength: 200 }) }),
        response: responses(
          {
            201: Type.Object({
              addedPoints: Type.Integer({ minimum: 0 }),
              totalPoints: Type.Integer({ minimum: 0 }),
            }),
          },
          answeredAs(400, eventNotFound, passholderNotFound),
          checkInCodeExpired,
          checkInCodeInvalid,
          checkInNotAllowed,
          passholderNoActiveCardSystems,
          factErased,
        ),
      },
    },
    async ({ body: { checkinCode: code }, caller, command, params: { passholderId } }, reply) => {
      const saved = await checkInByCode(api.core, caller, { passholderId, code, command });
      const { balance: totalPoints, points: addedPoints } = saved;
      return reply.code(201).send({ addedPoints, totalPoints });
    },
  );
}
