import type { Caller } from '../access/caller.ts';
import { hasNamesake, periodFor, visibilityFor } from '../access/visibility.ts';
import type { Text } from '../contract/text.ts';
import { compareKeys } from '../billing/compare-keys.ts';
import { type GrantedRight, ROLE_EXPIRED } from '../plugins/combine.ts';

/** One line of the answer to a rights check, as the caller may see it. */
export interface ShownRight {
  readonly right: string;
  readonly plugin: string;
  readonly role: string;
  readonly roleId: string;
  readonly title: Text;
  readonly permit: boolean;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly remaining: number | null;
  readonly reason: { readonly code: string; readonly nl: string } | null;
}

/** A line with what a screen shows beside it, as the caller may see that too. */
export interface SeenRight {
  readonly shown: ShownRight;
  /** What the role is called; for an outward line that name again. */
  readonly roleTitle: Text;
  /** What `remaining` counts; null when nothing is counted, or it could be either. */
  readonly unit: 'turn' | 'cent' | null;
}

/** The lines of {@link seeRights} as the API answers them. */
export function showRights(caller: Caller, rights: readonly GrantedRight[]): ShownRight[] {
  return seeRights(caller, rights).map(({ shown }) => shown);
}

/**
 * The rights that a caller may see. Of a role that is not public, others than its owner see the
 * declared outward name alone: yes or no, without period, plugin or reason. Several roles of one
 * outward name are one line, of which each use finds the role that permits it: two lines would tell
 * a till that its customer is staff and poor. Where the name could be of several plugins, a no is
 * no line at all: what is used up of one never is of the other.
 */
export function seeRights(caller: Caller, rights: readonly GrantedRight[]): SeenRight[] {
  const seen = new Map<string, SeenRight>();
  for (const row of rights) {
    const visibility = visibilityFor(caller, row.role);
    if (visibility === 'none') continue;
    if (visibility === 'outward' && !row.permit && hasNamesake(caller, row.role)) continue;
    const line = visibility === 'full' ? fullLine(caller, row) : outwardLine(caller, row);
    const { right, roleId } = line.shown;
    // Several rights and roles have one outward name: yes to one is yes.
    const key = visibility === 'full' ? `${roleId} ${right}` : right;
    const earlier = seen.get(key);
    seen.set(key, earlier ? asOne(earlier, line) : line);
  }
  return withoutFormer([...seen.values()]).sort(
    ({ shown: a }, { shown: b }) =>
      compareKeys(a.right, b.right) || compareKeys(a.roleId, b.roleId),
  );
}

/** Without what is over of a right that another role grants: a desk would read yes and no. */
function withoutFormer(lines: readonly SeenRight[]): SeenRight[] {
  const permitted = new Set(
    lines.flatMap(({ shown }) => (shown.permit ? [`${shown.plugin} ${shown.right}`] : [])),
  );
  return lines.filter(
    ({ shown: { plugin, reason, right } }) =>
      reason?.code !== ROLE_EXPIRED || !permitted.has(`${plugin} ${right}`),
  );
}

/** Two lines as one: a yes when either is. */
function asOne(one: SeenRight, other: SeenRight): SeenRight {
  return other.shown.permit && !one.shown.permit ? other : one;
}

function fullLine(caller: Caller, row: GrantedRight): SeenRight {
  const { right, title, role, permit, reason, remaining } = row;
  const period = periodFor(caller, role);
  const shown = {
    right,
    plugin: role.plugin.definition.name,
    role: role.name,
    roleId: role.id,
    title,
    permit,
    validFrom: period.from,
    validUntil: period.until,
    remaining,
    reason: reason && { code: reason.code, nl: reason.nl },
  };
  return { shown, roleTitle: role.definition.title, unit: unitOf(row) };
}

function outwardLine({ organizer }: Caller, { role, permit }: GrantedRight): SeenRight {
  const { outward } = role.definition;
  if (!outward) throw new Error(`${role.name} is not public and has no outward name`);
  const shown = {
    right: outward.name,
    plugin: outward.name,
    role: outward.name,
    roleId: role.outwardIdFor(organizer),
    title: outward.title,
    permit,
    validFrom: null,
    validUntil: null,
    remaining: null,
    reason: permit ? null : { code: outward.name, nl: 'Nu niet.' },
  };
  return { shown, roleTitle: outward.title, unit: null };
}

function unitOf({ role, remaining }: GrantedRight): SeenRight['unit'] {
  if (remaining === null) return null;
  const allowances = Object.values(role.definition.allowances ?? {});
  const [unit = null, other = null] = new Set(allowances.map((allowance) => allowance.unit));
  return other === null ? unit : null;
}
