import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import { clockAt } from '../contract/period.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { responses } from '../http/responses.ts';
import { paginate, Paginated, pagination } from '../http/schemas.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { parseChipNumber } from '../passes/chip-number.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { isPassNumber } from '../passes/pass-number.ts';
import {
  invalidCard,
  invalidCardStatus,
  invalidPassNumber,
  passNumberTaken,
} from '../passes/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { findGroups } from './find-groups.ts';
import { GroupShape, showGroup } from './group-shape.ts';
import { type NewGroup, registerGroup } from './register-group.ts';

const tags = ['Group passes'];
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const number = Type.Optional(text(64));

const Registration = Type.Object({
  name: text(200),
  uitpasNumber: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'of a card in the stock',
  }),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
  telephone: Type.Optional(text(50)),
  address: Type.Object({
    street: Type.Optional(text(200)),
    postalCode: text(10),
    city: text(100),
  }),
  socialTariff: Type.Optional(
    Type.Object(
      {
        totalTicketsPerYear: Type.Integer({ minimum: 1, maximum: 100_000 }),
        endDate: Type.Optional(Type.String({ format: 'date', description: 'the last day' })),
      },
      { description: 'tickets at the social tariff, anew in each calendar year' },
    ),
  ),
});

/** The group passes of the UiTPAS API 4.0, and registering one, which it has no words for. */
export async function groupPassRoutes(api: Api): Promise<void> {
  addSearch(api);
  addReading(api);
  addRegistering(api);
}

function addSearch(api: Api): void {
  const { core } = api;
  api.get(
    '/grouppasses',
    {
      config: { permission: 'GROUPPASSES_SEARCH', uitpas: true },
      schema: {
        summary: 'A group pass, by a number of its card',
        tags,
        querystring: Type.Object({
          uitpasNumber: number,
          chipNumber: number,
          'sort[name]': Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
          ...pagination,
        }),
        response: responses({ 200: Paginated(GroupShape) }, invalidPassNumber),
      },
    },
    async ({ caller, query }) => {
      const found = await findGroups(core, caller, { number: numberAsked(query) });
      const sorted = query['sort[name]'] === 'desc' ? found.toReversed() : found;
      const { day } = clockAt(core.now());
      return paginate(
        sorted.map((group) => showGroup(group, caller, day)),
        query,
      );
    },
  );
}

/** @throws Problem `invalid-data` unless one of the two is there; `invalid-uitpas-number` */
function numberAsked(query: { uitpasNumber?: string; chipNumber?: string }): string {
  const { chipNumber, uitpasNumber } = query;
  if (uitpasNumber !== undefined && chipNumber === undefined) {
    const asked = readPassIdentifier(uitpasNumber);
    if (!isPassNumber(asked)) throw invalidPassNumber();
    return asked;
  }
  if (chipNumber === undefined || uitpasNumber !== undefined) {
    throw invalidData({ detail: 'query parameters uitpasNumber, chipNumber: send one of them' });
  }
  const chip = parseChipNumber(chipNumber);
  if (chip === undefined) throw invalidPassNumber();
  return chip;
}

function addReading(api: Api): void {
  const { core } = api;
  api.get(
    '/grouppasses/:passholderId',
    {
      config: { permission: 'GROUPPASSES_SEARCH', uitpas: true },
      schema: {
        summary: 'A group pass, by its id',
        tags,
        params: Type.Object({ passholderId: Type.String({ format: 'uuid' }) }),
        response: responses({ 200: GroupShape }, passholderNotFound),
      },
    },
    async ({ caller, params: { passholderId: id } }) => {
      const [group] = await findGroups(core, caller, { id });
      if (!group) throw passholderNotFound();
      return showGroup(group, caller, clockAt(core.now()).day);
    },
  );
}

function addRegistering(api: Api): void {
  const { core } = api;
  api.post(
    '/grouppasses',
    {
      config: { permission: 'GROUPPASSES_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Give an association or organization of the town a pass',
        description:
          'It buys tickets and nothing else: it has no points, no rewards and no roles. Who is ' +
          'in the group is not asked. Only who manages the social tariff of the town gives it ' +
          'tickets at that.',
        tags,
        body: Registration,
        response: responses(
          { 201: GroupShape },
          forbidden,
          invalidCard,
          invalidCardStatus,
          invalidPassNumber,
          passNumberTaken,
        ),
      },
    },
    async ({ body, caller, command }, reply) => {
      const { cardSystemId } = caller;
      const { address, email, name, socialTariff, telephone, uitpasNumber: card } = body;
      const group: NewGroup = {
        name,
        card,
        email: email ?? null,
        phone: telephone ?? null,
        street: address.street ?? null,
        postalCode: address.postalCode,
        city: address.city,
        socialTariff: socialTariff
          ? {
              ticketsPerYear: socialTariff.totalTicketsPerYear,
              lastDay: socialTariff.endDate ?? null,
            }
          : null,
      };
      const id = await unlessDoneBefore(
        core,
        { cardSystemId, kind: 'group-register', command, answerAgain: async (done) => done },
        async () => registerGroup(core, caller, { group, command }),
      );
      const [registered] = await findGroups(core, caller, { id });
      if (!registered) throw passholderNotFound();
      return reply.code(201).send(showGroup(registered, caller, clockAt(core.now()).day));
    },
  );
}
