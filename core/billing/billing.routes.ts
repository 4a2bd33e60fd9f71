import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { Nullable, Paginated, paginate, pagination, TextSchema } from '../http/schemas.ts';
import { departmentSums, MINIMUM_PEOPLE } from './department-sums.ts';
import { listEntries } from './list-entries.ts';
import { lookBehindEntry } from './look-behind-entry.ts';
import { entryNotFound, partyNotFound } from './problems.ts';

const uuid = Type.String({ format: 'uuid' });
const month = (description: string) =>
  Type.String({
    pattern: '^[12][0-9]{3}-(?:0[1-9]|1[0-2])$',
    'x-form': 'a month such as 2026-11',
    maxLength: 7,
    description,
  });
const cents = Type.Integer({ description: 'euro cents; negative in a reversal' });

const months = {
  from: Type.Optional(month('the first month, YYYY-MM')),
  to: Type.Optional(month('the last month, YYYY-MM')),
};

const Party = Type.Object({
  key: Type.String(),
  municipality: Type.String(),
  name: Type.String(),
});

const Role = Type.Object({ plugin: Type.String(), role: Type.String(), title: TextSchema });

const kinds = ['collection', 'funding', 'fee', 'charge', 'refund'] as const;

const BilledEntry = Type.Object({
  id: uuid,
  month: month('YYYY-MM'),
  debtor: Party,
  creditor: Party,
  kind: Type.String({ enum: [...kinds] }),
  cents,
  role: Nullable(Role),
});

const Sum = Type.Object({
  month: month('YYYY-MM'),
  role: Nullable(Role),
  cents: Type.Integer({ description: 'what you are owed less what you owe, in euro cents' }),
  carriedFrom: Nullable(
    month(
      `the first month that was added to this one: an amount covers ${MINIMUM_PEOPLE} people, or nobody whose price one was not told`,
    ),
  ),
});

const Fact = Type.Object({
  kind: Type.String(),
  happenedAt: Type.String({ format: 'date-time' }),
  priceCents: cents,
  earner: Party,
  passholderId: Nullable(uuid),
  shares: Type.Array(
    Type.Object(
      { party: Nullable(Party), cents },
      { description: 'a party of null is the holder' },
    ),
  ),
  payments: Type.Array(
    Type.Object({
      payer: Nullable(Party),
      accountOwner: Nullable(Party),
      means: Type.String(),
      cents,
    }),
  ),
});

const partyKey = (description: string) =>
  Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 64, description }));

/** What parties owe each other: entries, the sums of a department, and the fact behind an entry. */
export async function billingRoutes(api: Api): Promise<void> {
  addEntries(api);
  addSums(api);
  addFact(api);
}

function addEntries(api: Api): void {
  api.get(
    '/billing/entries',
    {
      config: { permission: 'BILLING_ENTRIES_READ' },
      schema: {
        summary: 'What the parties of your municipality owe and are owed',
        tags: ['Billing'],
        querystring: Type.Object({
          ...months,
          debtor: partyKey('who owes: an organizer, legal entity, pot or municipality'),
          creditor: partyKey('who is owed'),
          kind: Type.Optional(Type.Union(kinds.map((kind) => Type.Literal(kind)))),
          ...pagination,
        }),
        response: responses({ 200: Paginated(BilledEntry) }, partyNotFound),
      },
    },
    async ({ query, caller }) => listEntries(api.core, caller, query),
  );
}

function addSums(api: Api): void {
  api.get(
    '/billing/sums',
    {
      config: { permission: 'BILLING_DEPARTMENT_READ' },
      schema: {
        summary: 'What your department owes and is owed, per role and month',
        tags: ['Billing'],
        querystring: Type.Object({
          ...months,
          organizerId: Type.Optional(uuid),
          ...pagination,
        }),
        response: responses({ 200: Paginated(Sum) }),
      },
    },
    async ({ query, caller }) => paginate(await departmentSums(api.core, caller, query), query),
  );
}

function addFact(api: Api): void {
  api.get(
    '/billing/entries/:entryId/fact',
    {
      config: { permission: 'BILLING_FACTS_READ' },
      schema: {
        summary: 'What an entry was written for; that you looked, and why, is recorded',
        tags: ['Billing'],
        params: Type.Object({ entryId: uuid }),
        querystring: Type.Object({
          reason: Type.String({
            minLength: 10,
            maxLength: 500,
            pattern: '\\S{2}',
            'x-form': 'a reason in words',
            description: 'why the entry does not do: what it is checked for, no names',
          }),
        }),
        response: responses({ 200: Fact }, forbidden, entryNotFound),
      },
    },
    async ({ params, query, caller }) => {
      // The second permission stands on the first: nobody opens what he may not list.
      if (!caller.permissions.has('BILLING_ENTRIES_READ')) {
        throw forbidden({
          detail: `client ${caller.clientId} lacks the permission BILLING_ENTRIES_READ`,
        });
      }
      return lookBehindEntry(api.core, caller, { entryId: params.entryId, reason: query.reason });
    },
  );
}
