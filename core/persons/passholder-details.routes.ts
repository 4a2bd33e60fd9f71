import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import { findAssociation } from '../associations/known-associations.ts';
import { associationNotFound } from '../associations/problems.ts';
import type { Api } from '../http/api.ts';
import { nationalNumberInUrl } from '../http/problems.ts';
import { responses } from '../http/responses.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { Paginated, pagination } from '../http/schemas.ts';
import { postalCodeNotInCardSystem } from '../municipalities/problems.ts';
import {
  invalidNationalNumber,
  invalidPassNumber,
  passholderAlreadyRegistered,
  searchTooWide,
} from '../passes/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { changePassholder } from './change-passholder.ts';
import { listPassholders } from './list-passholders.ts';
import { personBody, personOf } from './passholder-body.ts';
import { PASSHOLDER_DIFFERS, PassholderShape, showPassholder } from './passholder-shape.ts';
import { findSchool } from './known-schools.ts';
import { schoolNotFound } from './problems.ts';
import { readPassholder } from './read-passholder.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }));
const day = Type.Optional(Type.String({ format: 'date' }));

const ListQuery = Type.Object({
  inszNumber: Type.Optional(Type.String({ maxLength: 64, description: 'refused in an address' })),
  uitpasNumber: text(64),
  chipNumber: text(64),
  name: text(100),
  firstName: text(100),
  email: text(254),
  'address.street': text(200),
  'address.city': text(100),
  schoolId: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: '`*` for any school' }),
  ),
  uitidId: text(128),
  associationId: text(64),
  associationMembershipStatus: Type.Optional(
    Type.Union([Type.Literal('ACTIVE'), Type.Literal('EXPIRED'), Type.Literal('ALL')], {
      description: 'of `associationId`; ACTIVE when left out',
    }),
  ),
  dateOfBirthFrom: day,
  dateOfBirthTo: day,
  'sort[name]': Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
  organizerId: Type.Optional(Type.String({ format: 'uuid' })),
  ...pagination,
});

const Params = Type.Object({ passholderId: Type.String({ format: 'uuid' }) });

const OWN =
  'it is for a registration desk, and shows the holders of its own municipality, each recorded ' +
  'as a look; other desks find a first name and an initial by `POST /passholders/search`';

/** The pass holders of the UiTPAS API 4.0: looking for them, opening one, and changing one. */
export async function passholderDetailsRoutes(api: Api): Promise<void> {
  addListing(api);
  addReading(api);
  addChanging(api);
}

function addListing(api: Api): void {
  api.get(
    '/passholders',
    {
      config: {
        permission: 'PASSHOLDERS_SEARCH',
        searches: true,
        uitpas:
          `${OWN}; a search names a card, an e-mail address, a UiTiD, a school, an association ` +
          `or the begin of a last name, and never a national number; ${PASSHOLDER_DIFFERS}.`,
      },
      schema: {
        summary: 'Pass holders of the own municipality, in full',
        tags: ['Passholders'],
        querystring: ListQuery,
        response: responses(
          { 200: Paginated(PassholderShape) },
          searchTooWide,
          invalidPassNumber,
          schoolNotFound,
          associationNotFound,
        ),
      },
    },
    async ({ caller, query }) => {
      const { inszNumber, ...filter } = query;
      if (inszNumber !== undefined) throw nationalNumberInUrl();
      assertLinks(caller, query);
      const { totalItems, member } = await listPassholders(api.core, caller, filter);
      return { totalItems, member: member.map((one) => showPassholder(api.core, caller, one)) };
    },
  );
}

/** @throws Problem `school-not-found`; `association-not-found`, also for one that is not seen */
function assertLinks(caller: Caller, query: Static<typeof ListQuery>): void {
  const { associationId, organizerId, schoolId } = query;
  const { cardSystemId, installation, organizer } = caller;
  if (schoolId !== undefined && schoolId !== '*') {
    if (!findSchool(installation, cardSystemId, schoolId)) throw schoolNotFound();
  }
  const organizers = organizerId === undefined ? caller.organizers : [organizer];
  const asked = { municipality: caller.municipality, organizers };
  if (associationId === undefined) return;
  if (!findAssociation(asked, associationId, 'READ')) throw associationNotFound();
}

function addReading(api: Api): void {
  api.get(
    '/passholders/:passholderId',
    {
      config: { permission: 'PASSHOLDERS_SEARCH', uitpas: `${OWN}; ${PASSHOLDER_DIFFERS}.` },
      schema: {
        summary: 'A pass holder of the own municipality, in full',
        tags: ['Passholders'],
        params: Params,
        response: responses({ 200: PassholderShape }, passholderNotFound),
      },
    },
    async ({ caller, params }) => {
      const asked = { id: params.passholderId, isNoted: true };
      return showPassholder(api.core, caller, await readPassholder(api.core, caller, asked));
    },
  );
}

function addChanging(api: Api): void {
  const { core } = api;
  api.put(
    '/passholders/:passholderId',
    {
      config: {
        permission: 'PASSHOLDERS_WRITE',
        uitpas:
          'a national number that is left out stays, because it is never shown; who lacks ' +
          '`SOCIALTARIFF_READ` can have every holder move out of the region, because a refusal ' +
          'would tell who has the social tariff; a social tariff is granted by the service that ' +
          'manages it only.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Change what is known of a pass holder',
        description: 'All of it: what is left out is forgotten. Facts of before stay as they are.',
        tags: ['Passholders'],
        params: Params,
        body: Type.Object(personBody),
        response: responses(
          { 204: Type.Null() },
          forbidden,
          invalidNationalNumber,
          passholderAlreadyRegistered,
          postalCodeNotInCardSystem,
          passholderNotFound,
        ),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      const { cardSystemId } = caller;
      const answerAgain = async (): Promise<void> => {};
      const repeatable = { cardSystemId, kind: 'passholder-change', command, answerAgain };
      await unlessDoneBefore(core, repeatable, async () =>
        changePassholder(core, caller, {
          ...params,
          person: personOf(core, caller, body),
          socialTariffEndDate: body.registrationSocialTariffEndDate,
          command,
        }),
      );
      return reply.code(204).send(null);
    },
  );
}
