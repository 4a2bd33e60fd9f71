import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { Paginated, pagination } from '../http/schemas.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { readPointsStatement } from './points-statement.ts';

const params = Type.Object({ passholderId: Type.String({ format: 'uuid' }) });
const moment = Type.String({ format: 'date-time' });

const Transaction = Type.Object({
  title: Type.String(),
  location: Type.String(),
  creationDate: moment,
  points: Type.Integer(),
});

const Statement = Type.Object({
  balance: Type.Integer({ minimum: 0, description: 'what can be spent now' }),
  totalItems: Type.Integer({ minimum: 0 }),
  member: Type.Array(
    Type.Object({
      kind: Type.String({ enum: ['earn', 'redeem', 'expire', 'reverse'] }),
      title: Type.String(),
      location: Type.String(),
      happenedAt: moment,
      points: Type.Integer({ description: 'below zero when they were used or taken back' }),
    }),
  ),
});

/** The points of a holder: as UiTPAS lists transactions, and with the balance. */
export async function pointsStatementRoutes(api: Api): Promise<void> {
  addTransactions(api);
  addStatement(api);
}

function addTransactions(api: Api): void {
  const { core } = api;
  api.get(
    '/passholders/:passholderId/transactions',
    {
      config: {
        permission: 'PASSHOLDERS_SELF_CHECKIN',
        uitpas:
          'a client sees what its own organizers did to the points today: the rest of the ' +
          'history is for the pass holder alone, whose own token does not open it in this version',
      },
      schema: {
        summary: 'What your own organizers did to the points of a holder, today',
        tags: ['Passholders'],
        params,
        querystring: Type.Object({
          'sort[creationDate]': Type.Union([Type.Literal('asc'), Type.Literal('desc')], {
            default: 'desc',
          }),
          ...pagination,
        }),
        response: responses({ 200: Paginated(Transaction) }, passholderNotFound),
      },
    },
    async ({ caller, params: { passholderId }, query }) => {
      const { 'sort[creationDate]': order, start, limit } = query;
      const question = { passholderId, order, start, limit };
      const { totalItems, member } = await readPointsStatement(core, caller, question);
      return {
        totalItems,
        member: member.map(({ title, location, happenedAt, points }) => ({
          title,
          location,
          creationDate: new Date(happenedAt).toISOString(),
          points,
        })),
      };
    },
  );
}

function addStatement(api: Api): void {
  const { core } = api;
  api.get(
    '/passholders/:passholderId/points-statement',
    {
      config: { permission: 'POINTS_READ' },
      schema: {
        summary: 'The points of a holder, and what your own organizers did to them today',
        tags: ['Passholders'],
        params,
        querystring: Type.Object(pagination),
        response: responses({ 200: Statement }, passholderNotFound),
      },
    },
    async ({ caller, params: { passholderId }, query }) => {
      const question = { passholderId, order: 'desc', ...query } as const;
      const { balance, totalItems, member } = await readPointsStatement(core, caller, question);
      return {
        balance,
        totalItems,
        member: member.map((line) => ({
          ...line,
          happenedAt: new Date(line.happenedAt).toISOString(),
        })),
      };
    },
  );
}
