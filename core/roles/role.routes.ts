import { Type } from 'typebox';
import { paymentMeans } from '../contract/settings.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { paginate, Paginated, pagination } from '../http/schemas.ts';
import { invalidCardStatus } from '../passes/problems.ts';
import { endRole } from './end-role.ts';
import { issueRole } from './issue-role.ts';
import { listRoleHistory } from './list-role-history.ts';
import { listRoles } from './list-roles.ts';
import * as problems from './problems.ts';
import { renewRole } from './renew-role.ts';
import {
  AttributesSchema,
  ListedRoleSchema,
  RoleEventSchema,
  showListedRole,
  showRoleEvent,
  showSoldRole,
  SoldRoleSchema,
} from './role-shapes.ts';
import { addUses } from './role-use.routes.ts';

const tags = ['Roles'];
const uuid = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const byId = Type.Object({ id: uuid });
const name = Type.String({ maxLength: 64, pattern: '^[a-z][a-z0-9-]*$' });

const acting = {
  organizerId: Type.Optional(
    Type.String({ format: 'uuid', description: 'on whose behalf; your default when left out' }),
  ),
};
const payment = Type.Object(
  {
    means: paymentMeans(),
  },
  { description: 'how the money goes; the usual means of the organizer when left out' },
);

/** The roles of a pass holder: what there is, and what a desk does with them. */
export async function roleRoutes(api: Api): Promise<void> {
  addListing(api);
  addSelling(api);
  addRenewing(api);
  addEnding(api);
  addUses(api);
}

function addListing(api: Api): void {
  const { core } = api;

  api.get(
    '/passholders/:id/roles',
    {
      config: { permission: 'ROLES_READ' },
      schema: {
        summary: 'The roles of a pass holder that you may see',
        tags,
        params: byId,
        querystring: Type.Object({ ...acting, ...pagination }),
        response: responses({ 200: Paginated(ListedRoleSchema) }, problems.passholderNotFound),
      },
    },
    async ({ caller, params, query }) => {
      const roles = await listRoles(core, caller, params.id);
      return paginate(roles.map(showListedRole), query);
    },
  );

  api.get(
    '/roles/:id/history',
    {
      config: { permission: 'ROLES_READ' },
      schema: {
        summary: 'What happened to a role of your own',
        tags,
        params: byId,
        querystring: Type.Object({ ...acting, ...pagination }),
        response: responses(
          { 200: Paginated(RoleEventSchema) },
          problems.roleNotFound,
          problems.roleOfAnotherOrganizer,
        ),
      },
    },
    async ({ caller, params, query }) => {
      const events = await listRoleHistory(core, caller, params.id);
      return paginate(events.map(showRoleEvent), query);
    },
  );
}

function addSelling(api: Api): void {
  const { core } = api;

  api.post(
    '/passholders/:id/roles',
    {
      config: { permission: 'ROLES_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Issue a role, paid at your desk',
        tags,
        params: byId,
        body: Type.Object({
          plugin: name,
          role: name,
          from: Type.Optional(day),
          attributes: Type.Optional(AttributesSchema),
          payment: Type.Optional(payment),
          ...acting,
        }),
        response: responses(
          { 201: SoldRoleSchema },
          problems.roleUnknown,
          problems.roleNotIssuable,
          problems.passholderNotFound,
          invalidCardStatus,
          problems.roleAlreadyHeld,
          problems.rolePeriodOver,
          problems.roleFromThePast,
          problems.roleLeavesGap,
          problems.roleTooFarAhead,
        ),
      },
    },
    async ({ body, caller, command, params }, reply) => {
      const { payment: paid, organizerId: _, ...asked } = body;
      const order = { ...asked, passholderId: params.id, means: paid?.means, command };
      const sold = await issueRole(core, caller, order);
      return reply.code(201).send(showSoldRole(core, caller.installation, sold));
    },
  );
}

function addRenewing(api: Api): void {
  const { core } = api;

  api.post(
    '/roles/:id/renew',
    {
      config: { permission: 'ROLES_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Renew a role or top it up, paid at your desk',
        tags,
        params: byId,
        body: Type.Object({
          from: Type.Optional(day),
          attributes: Type.Optional(AttributesSchema),
          payment: Type.Optional(payment),
          ...acting,
        }),
        response: responses(
          { 200: SoldRoleSchema },
          problems.roleNotFound,
          problems.roleNotIssuable,
          problems.passholderNotFound,
          invalidCardStatus,
          problems.roleAlreadyEnded,
          problems.roleAlreadyHeld,
          problems.rolePeriodOver,
          problems.roleFromThePast,
          problems.roleLeavesGap,
          problems.roleTooFarAhead,
        ),
      },
    },
    async ({ body, caller, command, params }) => {
      const { payment: paid, organizerId: _, ...asked } = body;
      const renewal = { ...asked, roleId: params.id, means: paid?.means, command };
      const sold = await renewRole(core, caller, renewal);
      return showSoldRole(core, caller.installation, sold);
    },
  );
}

function addEnding(api: Api): void {
  const { core } = api;

  api.post(
    '/roles/:id/end',
    {
      config: { permission: 'ROLES_WRITE', idempotency: 'required' },
      schema: {
        summary: 'End a role; within its cooling-off days everything is given back',
        tags,
        params: byId,
        body: Type.Object({
          lastDay: Type.Optional(
            Type.String({
              format: 'date',
              description: 'on which it still grants something; it ends at once when left out',
            }),
          ),
          reason: Type.String({ minLength: 1, maxLength: 200, description: 'kept with the role' }),
          payment: Type.Optional(payment),
          ...acting,
        }),
        response: responses(
          { 200: SoldRoleSchema },
          problems.roleNotFound,
          problems.roleOfAnotherOrganizer,
          problems.roleNotIssuable,
          problems.passholderNotFound,
          problems.roleAlreadyEnded,
          problems.roleAlreadyUsed,
        ),
      },
    },
    async ({ body, caller, command, params }) => {
      const { lastDay, reason, payment: paid } = body;
      const end = { roleId: params.id, lastDay, reason, means: paid?.means, command };
      const ended = await endRole(core, caller, end);
      return showSoldRole(core, caller.installation, ended);
    },
  );
}
