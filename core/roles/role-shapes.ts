import { type Static, Type } from 'typebox';
import type { Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { Nullable, TextSchema } from '../http/schemas.ts';
import type { Installation } from '../municipalities/installation.ts';
import type { HeldRole } from '../plugins/combine.ts';
import type { ListedRole } from './list-roles.ts';
import type { SoldRole } from './read-sold-role.ts';
import type { RoleEventFact } from './role-history.ts';
import type { ShownUse } from './use-role.ts';

const uuid = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const unit = Type.String({ enum: ['turn', 'cent'] });

/** What is kept with a role: an object of its plugin's own making. */
export const AttributesSchema = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  maxProperties: 100,
  description: "of the form that the role's plugin asks; `GET /api/plugins` shows it",
});

const role = {
  id: uuid,
  plugin: Type.String(),
  role: Type.String(),
  title: TextSchema,
  municipality: Type.String({ description: 'whose role it is' }),
  validFrom: day,
  validUntil: Nullable(day),
};

/** A role as it was issued, renewed or ended, with its price. */
export const SoldRoleSchema = Type.Object({
  ...role,
  passholderId: uuid,
  priceCents: Type.Integer({ description: 'what the holder pays; below 0 is given back' }),
  paidCents: Type.Integer({ description: 'the same over the counter: cash is rounded to 5 cents' }),
});

/** A role as a desk sees it. */
export const ListedRoleSchema = Type.Object({
  ...role,
  validFrom: Nullable(day),
  status: Type.String({ enum: ['FUTURE', 'ACTIVE', 'ENDED'] }),
  allowances: Type.Array(
    Type.Object({
      key: Type.String(),
      title: TextSchema,
      unit,
      granted: Type.Integer(),
      used: Type.Integer(),
      remaining: Type.Integer(),
      validUntil: Nullable(day),
    }),
  ),
  attributes: Type.Optional(AttributesSchema),
});

/** One use of an allowance. */
export const RoleUseSchema = Type.Object({
  id: uuid,
  roleId: uuid,
  allowance: Type.String(),
  unit,
  amount: Type.Integer(),
  remaining: Nullable(Type.Integer({ description: 'what was left right after it' })),
  happenedAt: Type.String({
    format: 'date-time',
    description: 'earlier than now when a tap counts with one shortly before',
  }),
});

/** One thing that happened to a role. */
export const RoleEventSchema = Type.Object({
  kind: Type.String({
    enum: ['issued', 'renewed', 'amended', 'ended', 'withdrawn', 'expired'],
  }),
  day,
  validFrom: day,
  validUntil: Nullable(day),
});

/** What was sold, in the shape of the API. */
export function showSoldRole(
  core: Core,
  installation: Installation,
  sold: SoldRole,
): Static<typeof SoldRoleSchema> {
  const { plugin, role: name, period } = sold;
  // Also of a plugin that was switched off since: a replayed command answers as it did.
  const title = core.plugins.get(plugin)?.roles[name]?.title ?? { nl: name };
  return {
    id: sold.roleId,
    plugin,
    role: name,
    title,
    municipality: installation.byId(sold.municipalityId)?.key ?? '',
    validFrom: period.from,
    validUntil: period.until,
    passholderId: sold.passholderId,
    priceCents: sold.priceCents,
    paidCents: sold.paidCents,
  };
}

/** A role of a holder, in the shape of the API; what is kept with it is its owner's. */
export function showListedRole(listed: ListedRole): Static<typeof ListedRoleSchema> {
  const { role: held, period, status, isOwn } = listed;
  return {
    id: held.id,
    plugin: held.plugin.definition.name,
    role: held.name,
    title: held.definition.title,
    municipality: held.municipality.key,
    validFrom: period.from,
    validUntil: period.until,
    status,
    allowances: showAllowances(held, period.until),
    ...(isOwn && { attributes: (held.attributes ?? {}) as Record<string, unknown> }),
  };
}

/** An allowance of a role whose end is not shown does not show its own either. */
function showAllowances({ allowances, definition, period }: HeldRole, shownUntil: Day | null) {
  const isShown = shownUntil === period.until;
  return Object.entries(allowances).flatMap(([key, count]) => {
    const defined = definition.allowances?.[key];
    const until = isShown ? {} : { validUntil: null };
    return defined ? [{ key, title: defined.title, unit: defined.unit, ...count, ...until }] : [];
  });
}

/** A use, in the shape of the API; who sees the outward name alone learns no more from it. */
export function showUse({ roleId, use, role: held, view }: ShownUse): Static<typeof RoleUseSchema> {
  const { id, unit: counted, amount, happenedAt } = use;
  const isFull = view === 'full';
  const allowance = isFull ? use.allowance : (held.definition.outward?.name ?? '');
  const remaining = isFull ? use.remaining : null;
  return { id, roleId, allowance, unit: counted, amount, remaining, happenedAt };
}

/** A role event, in the shape of the API: without desk, price or fact. */
export function showRoleEvent({ kind, day: on, period }: RoleEventFact) {
  return { kind, day: on, validFrom: period.from, validUntil: period.until };
}
