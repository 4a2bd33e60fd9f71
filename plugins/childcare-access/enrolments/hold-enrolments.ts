import { LockMode } from '@mikro-orm/core';
import type { Host, RoleOfHolder } from '../../../core/contract/host.ts';
import { isOver } from '../../../core/contract/period.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';
import { Enrolment } from './enrolment.entity.ts';
import { enrolmentNotFound } from '../problems.ts';

/** The role by which a child is enrolled. */
export const CHILD = 'child';

/** An enrolment with what its role keeps. */
export interface EnrolledRow {
  readonly enrolment: Enrolment;
  readonly role: RoleOfHolder;
  readonly child: EnrolledChild;
}

/*
 * A child is held before its enrolments, as an erasure holds it first: who erases it and who taps
 * it in come one after the other. After the enrolments come a day of care and what was settled.
 */

/**
 * The enrolments of a child that have not ended, and with `ended` the others too, alone with them
 * and with the child until the end of the command.
 */
export async function holdEnrolments(
  host: Host<ChildcareConfig>,
  passholderId: string,
  { ended = false }: { readonly ended?: boolean } = {},
): Promise<EnrolledRow[]> {
  const { entities, municipality } = host;
  await host.passholders.hold(passholderId);
  const rows = await entities.find(
    Enrolment,
    { municipality, passholderId },
    {
      orderBy: { id: 'asc' },
      lockMode: LockMode.PESSIMISTIC_WRITE,
      disableIdentityMap: true,
    },
  );
  return withRoles(rows, await host.roles.list(CHILD, { passholderId, ended }));
}

/**
 * One enrolment that has not ended, alone with it until the end of the command.
 *
 * @throws Problem `childcare-access-enrolment-not-found`
 */
export async function holdEnrolment(host: Host<ChildcareConfig>, id: string): Promise<EnrolledRow> {
  const { entities, municipality } = host;
  const named = { id, municipality };
  const seen = await entities.findOne(Enrolment, named, { disableIdentityMap: true });
  if (!seen) throw enrolmentNotFound();
  const { passholderId } = seen;
  await host.passholders.hold(passholderId);
  const row = await entities.findOne(Enrolment, named, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    disableIdentityMap: true,
  });
  const roles = await host.roles.list(CHILD, { passholderId });
  const [found] = withRoles(row ? [row] : [], roles);
  if (!found) throw enrolmentNotFound();
  return found;
}

/** Each enrolment with its role, but for those of other roles and those that never began. */
export function withRoles(
  rows: readonly Enrolment[],
  roles: readonly RoleOfHolder[],
): EnrolledRow[] {
  const byId = new Map(roles.map((role) => [role.id, role]));
  return rows.flatMap((enrolment) => {
    const role = byId.get(enrolment.roleId);
    return role && !isOver(role.period, enrolment.firstDay)
      ? [{ enrolment, role, child: role.attributes as EnrolledChild }]
      : [];
  });
}
