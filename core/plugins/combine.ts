import type {
  OrganizerKey,
  AllowanceCount,
  Facts,
  Holder,
  MunicipalityKey,
  PlaceKey,
  PriceProposal,
  Quote,
  Right,
} from '../contract/facts.ts';
import type { RoleDefinition } from '../contract/role.ts';
import { compareKeys } from '../billing/compare-keys.ts';
import { type Clock, isWithin, type Period } from '../contract/period.ts';
import type { Reason, Text } from '../contract/text.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import type { EnabledPlugin } from './enabled-plugin.ts';

/** A role of a holder together with the plugin and the municipality whose rules hold for it. */
export interface HeldRole {
  readonly id: string;
  /** By which an organizer knows it that sees its outward name alone. */
  readonly outwardIdFor: (organizer: OrganizerKey) => string;
  readonly plugin: EnabledPlugin;
  readonly municipality: ActiveMunicipality;
  readonly definition: RoleDefinition<unknown>;
  readonly name: string;
  /** It follows from facts of the holder: nobody issued it. */
  readonly isDerived: boolean;
  readonly attributes: unknown;
  readonly period: Period;
  readonly allowances: Readonly<Record<string, AllowanceCount>>;
}

/** The code of a role that is over. */
export const ROLE_EXPIRED = 'role-expired';

/** One line of a rights check: what a role grants, or why not now. */
export interface GrantedRight {
  readonly right: string;
  readonly title: Text;
  readonly role: HeldRole;
  readonly permit: boolean;
  readonly reason: Reason | null;
  readonly period: Period;
  /** Turns or cents left of the allowance the right uses; null when it uses none. */
  readonly remaining: number | null;
}

/** A price that a role offers, with the role that offers it. */
export interface RoleOffer extends PriceProposal {
  readonly role: HeldRole;
}

/** Where and when, and for whom. */
export interface Circumstances {
  readonly clock: Clock;
  readonly holder: Holder;
  readonly place: PlaceKey | null;
  /** Whose place it is; each role's own municipality's when left out. */
  readonly placeOf?: MunicipalityKey | undefined;
}

/**
 * Every right of every role, as a set: no role can take away what another grants, and the order
 * of the roles does not matter. Rows are keyed by role and right; a right that holds at several
 * places is permitted when it is permitted at one of them.
 *
 * `blocked` is core's own refusal (a blocked pass), which precedes every plugin.
 */
export function combineRights(
  roles: readonly HeldRole[],
  circumstances: Circumstances,
  blocked: Reason | null,
): GrantedRight[] {
  const rows = roles.flatMap((role) => rightsOfRole(role, circumstances, blocked));
  return rows.sort((a, b) => compareKeys(a.right, b.right) || compareKeys(a.role.id, b.role.id));
}

/** The prices that the roles offer which grant something now, in a fixed order. */
export function combineProposals(
  granted: readonly GrantedRight[],
  circumstances: Circumstances,
  quote: Quote,
): RoleOffer[] {
  const permitted = granted.filter((row) => row.permit);
  const names = [...new Set(permitted.map((row) => row.right))].sort();
  const roles = [...new Map(permitted.map((row) => [row.role.id, row.role])).values()];
  return roles
    .flatMap((role) => {
      const tariffs = role.plugin.definition.tariffs;
      if (!tariffs) return [];
      const facts = { ...factsOf(role, circumstances), granted: names };
      return tariffs(facts, quote).map((proposal) => ({ ...proposal, role }));
    })
    .sort((a, b) => a.priceCents - b.priceCents || compareKeys(a.role.id, b.role.id));
}

/** What the rules of a role's plugin may know: frozen by type, complete, of this role alone. */
export function factsOf(role: HeldRole, circumstances: Circumstances): Facts<never, never> {
  return {
    clock: circumstances.clock,
    config: role.plugin.config as never,
    holder: circumstances.holder,
    role: { name: role.name, attributes: role.attributes as never, period: role.period },
    allowances: role.allowances,
    place: placeFor(role, circumstances),
  };
}

/**
 * To a role, a place of a neighbour is none that its settings name, whatever it is called there.
 */
function placeFor(role: HeldRole, { place, placeOf }: Circumstances): PlaceKey | null {
  const isNeighbours = placeOf !== undefined && placeOf !== role.municipality.key;
  return place !== null && isNeighbours ? `${placeOf}/${place}` : place;
}

function rightsOfRole(
  role: HeldRole,
  circumstances: Circumstances,
  blocked: Reason | null,
): GrantedRight[] {
  const rule = role.plugin.definition.rights;
  if (!rule) return [];
  const refusal = blocked ?? reasonOutsidePeriod(role.period, circumstances.clock);
  const byRight = new Map<string, GrantedRight>();
  const facts = factsOf(role, circumstances);
  for (const right of rule(facts)) {
    const asked = facts.place;
    if (asked !== null && right.place !== undefined && right.place !== asked) continue;
    const row = rowOf(role, right, { refusal, clock: circumstances.clock });
    const earlier = byRight.get(row.right);
    if (!earlier || (row.permit && !earlier.permit)) byRight.set(row.right, row);
  }
  return [...byRight.values()];
}

function rowOf(
  role: HeldRole,
  right: Right,
  { refusal, clock }: { refusal: Reason | null; clock: Clock },
): GrantedRight {
  const count = right.allowance === undefined ? null : role.allowances[right.allowance];
  const usedUp = right.allowance === undefined ? null : reasonUsedUp(role, right.allowance, clock);
  const reason = refusal ?? right.reason ?? usedUp;
  return {
    right: right.right,
    title: right.title ?? role.definition.title,
    role,
    permit: reason === null,
    reason,
    period: role.period,
    remaining: right.allowance === undefined ? null : (count?.remaining ?? 0),
  };
}

function reasonOutsidePeriod(period: Period, clock: Clock): Reason | null {
  if (isWithin(clock.day, period)) return null;
  return clock.day < period.from
    ? { code: 'role-not-started', nl: 'Dit begint later.' }
    : { code: ROLE_EXPIRED, nl: 'Dit is verlopen.' };
}

function reasonUsedUp(role: HeldRole, key: string, clock: Clock): Reason | null {
  const count = role.allowances[key];
  if (count?.validUntil && count.validUntil < clock.day) {
    return { code: 'allowance-expired', nl: 'Het tegoed is verlopen.' };
  }
  if (count && count.remaining > 0) return null;
  return {
    code: 'allowance-used-up',
    nl: role.definition.allowances?.[key]?.usedUp.nl ?? 'Het tegoed is op.',
  };
}
