import type { EntityManager } from '@mikro-orm/postgresql';
import type { AllowanceCount } from '../contract/facts.ts';
import type { Clock, Period } from '../contract/period.ts';
import type { Installation } from '../municipalities/installation.ts';
import { Allowance } from './allowance.entity.ts';
import { roleNotFound } from './problems.ts';
import { lockHolder, type RoleHolder } from './read-holder.ts';
import { findRoleKind, type RoleKind } from './role-kind.ts';
import { Role } from './role.entity.ts';
import type { RoleRow } from './write-role.ts';

/** A role that is written down, as it is now. */
export interface KnownRole extends RoleRow {
  readonly isDerived: boolean;
  /** It was ended, today or for a later day, or found to have expired. */
  readonly isEnded: boolean;
  /** Why it was ended; null when it was not, or expired by itself. */
  readonly endReason: string | null;
  /** Those that last as long as the role. */
  readonly allowances: Readonly<Record<string, AllowanceCount>>;
  /** The calendar periods of whose amounts something was used. */
  readonly usedPeriods: readonly Period[];
}

/** Which role, when, and by which configuration. */
export interface RoleQuestion {
  readonly cardSystemId: number;
  readonly roleId: string;
  readonly installation: Installation;
  readonly clock: Clock;
  /** Called before anything is locked; throws when the caller may not have this kind of role. */
  readonly admit: (kind: RoleKind) => void;
}

/**
 * Finds a role to change it: alone with its holder until the end of the transaction.
 *
 * @param em of a transaction of the card system
 * @throws Problem `role-not-found`, also where its plugin is not enabled any more;
 * `passholder-not-found` for an erased person; whatever `admit` throws
 */
export async function lockRole(
  em: EntityManager,
  question: RoleQuestion,
): Promise<{ role: KnownRole; holder: RoleHolder }> {
  const { cardSystemId, roleId, installation, clock } = question;
  const key = { cardSystemId, id: roleId };
  const seen = await em.findOne(Role, key, { disableIdentityMap: true });
  if (!seen) throw roleNotFound();
  const municipality = installation.byId(seen.municipality.id);
  const kind = findRoleKind(municipality, { plugin: seen.plugin, role: seen.name });
  if (!kind) throw roleNotFound();
  question.admit(kind);

  const passholderId = seen.passholder.id;
  const holder = await lockHolder(em, { cardSystemId, passholderId, installation, clock });
  return { holder, role: await readRole(em, kind, roleId) };
}

/**
 * Reads a role of a kind as it is now.
 *
 * @param em of a transaction that is alone with the holder (`lockHolder`)
 */
export async function readRole(
  em: EntityManager,
  kind: RoleKind,
  roleId: string,
): Promise<KnownRole> {
  const { cardSystemId } = kind.municipality;
  const role = await em.findOneOrFail(Role, { cardSystemId, id: roleId });
  const allowances = await em.find(Allowance, { role: [cardSystemId, roleId] });
  const ofRole = allowances.filter(({ period }) => period === 'ROLE');
  const counts = ofRole.map(({ key, granted, lapsed, used, validUntil }) => {
    const remaining = granted - used - lapsed;
    return [key, { granted, used, remaining, validUntil: validUntil ?? null }] as const;
  });
  const used = allowances.filter((one) => one.period !== 'ROLE' && one.used > 0);
  return {
    id: roleId,
    passholderId: role.passholder.id,
    kind,
    period: { from: role.validFrom, until: role.validUntil ?? null },
    attributes: role.attributes,
    version: role.version,
    isDerived: role.isDerived,
    isEnded: Boolean(role.endedAt),
    endReason: role.endReason ?? null,
    allowances: Object.fromEntries(counts),
    usedPeriods: used.map(({ validFrom, validUntil }) => {
      return { from: validFrom, until: validUntil ?? null };
    }),
  };
}
