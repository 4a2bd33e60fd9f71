import type { Day } from '../contract/period.ts';
import type { HeldRole } from '../plugins/combine.ts';
import type { Caller } from './caller.ts';

/**
 * What a caller sees of a role: all of it, its outward name alone, or nothing, as if the holder did
 * not have it.
 */
export type View = 'full' | 'outward' | 'none';

/** A role, or a kind of role that nobody in particular has: that one is without attributes. */
type SeenKind = Pick<HeldRole, 'municipality' | 'definition' | 'plugin'> &
  Partial<Pick<HeldRole, 'attributes'>>;

/**
 * Who sees what of a role: the one place of that rule (docs/discretion.md). A public role is seen
 * by every desk; any other in full by the desks of its owner, in the municipality that issued it,
 * and by its outward name by the organizers of that municipality which its plugin names.
 */
export function visibilityFor(
  caller: Pick<Caller, 'municipality' | 'organizer'>,
  role: SeenKind,
): View {
  const { attributes, definition, plugin } = role;
  if (definition.visibility === 'public' || isOwner(caller, role)) return 'full';
  if (caller.municipality.key !== role.municipality.key) return 'none';
  const shownTo = definition.shownTo?.(plugin.config, attributes as never) ?? [];
  return shownTo.includes(caller.organizer) ? 'outward' : 'none';
}

/**
 * A role as a caller knows it, null for one that it does not see. Several roles of a holder that it
 * sees by one outward name have one id: it cannot tell them apart, nor even how many they are.
 */
export function seenIdOf(
  caller: Pick<Caller, 'municipality' | 'organizer'>,
  role: SeenKind & Pick<HeldRole, 'id' | 'outwardIdFor'>,
): string | null {
  const view = visibilityFor(caller, role);
  if (view === 'none') return null;
  return view === 'full' ? role.id : role.outwardIdFor(caller.organizer);
}

/**
 * Whether roles of another plugin go by the outward name of this one where the caller is: then the
 * name says nothing, as long as both are seen alike.
 */
export function hasNamesake(
  caller: Pick<Caller, 'municipality' | 'organizer'>,
  { definition, municipality, plugin }: Pick<HeldRole, 'municipality' | 'definition' | 'plugin'>,
): boolean {
  const name = definition.outward?.name;
  const others = [...municipality.plugins.values()].filter(
    (one) => one.definition.name !== plugin.definition.name,
  );
  return others.some((other) =>
    Object.values(other.definition.roles).some((one) => {
      const kind = { municipality, plugin: other, definition: one };
      return one.outward?.name === name && visibilityFor(caller, kind) === 'outward';
    }),
  );
}

/**
 * The period of a role that a caller sees in full. A role which follows from facts begins and ends
 * on a birthday or a move: its days are its owner's alone.
 */
export function periodFor(
  caller: Pick<Caller, 'municipality' | 'organizer'>,
  role: HeldRole,
): { readonly from: Day | null; readonly until: Day | null } {
  return role.isDerived && !isOwner(caller, role) ? { from: null, until: null } : role.period;
}

/** Whether the caller acts for the organizer that decides about a role. */
export function isOwner(
  caller: Pick<Caller, 'municipality' | 'organizer'>,
  { definition, municipality, plugin }: Pick<HeldRole, 'municipality' | 'definition' | 'plugin'>,
): boolean {
  return (
    caller.municipality.key === municipality.key &&
    caller.organizer === definition.owner(plugin.config)
  );
}
