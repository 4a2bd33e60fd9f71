import type { Holder } from '../contract/facts.ts';
import { ageOn, type Clock, type Day, isWithin } from '../contract/period.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import type { HeldRole } from '../plugins/combine.ts';
import type { EnabledPlugin } from '../plugins/enabled-plugin.ts';
import type { CardFacts, StoredRole } from './card-facts.ts';
import { countAllowances } from './count-allowances.ts';
import { derivedRoleId } from './derived-role-id.ts';
import type { Key } from '../secrets/key-ring.ts';

/** What the rules may know of a holder on a day, or null when the person is erased. */
export function holderOf(
  facts: CardFacts,
  installation: Installation,
  clock: Clock,
): Holder | null {
  const { holder } = facts;
  if (!holder?.birthDate) return null;
  return {
    birthDate: holder.birthDate,
    age: ageOn(holder.birthDate, clock.day),
    residence: residenceOf(facts, installation)?.key ?? null,
    household: {
      partners: holder.partners,
      children: holder.children,
      guardians: holder.guardians,
    },
  };
}

/**
 * The social status by which the price of a ticket is decided. A group has it from the first to the
 * last day of its social tariff, without a grace period, while tickets of this year are left.
 */
export function socialStatusOf({ holder, social }: CardFacts, day: Day): CardFacts['social'] {
  if (!holder?.group) return social;
  const { socialTariff } = holder.group;
  if (!socialTariff || socialTariff.availableTickets <= 0) return null;
  const { validFrom: from, validUntil: until } = socialTariff;
  return isWithin(day, { from, until }) ? { status: 'ACTIVE', endDate: until } : null;
}

/** The municipality of this installation where the holder lives, if it is one. */
export function residenceOf(
  facts: CardFacts,
  installation: Installation,
): ActiveMunicipality | undefined {
  const id = facts.holder?.residenceId;
  return id ? installation.byId(id) : undefined;
}

/**
 * The roles of a holder whose plugin is on in the municipality that issued them, and the ones that
 * follow from facts in the municipality of residence.
 *
 * A derived role is held for as long as the facts give it, no longer: what core wrote down at its
 * first use tells its id and what is left of its allowances, and nothing else.
 */
export function heldRolesOf(
  facts: CardFacts,
  holder: Holder,
  context: { installation: Installation; clock: Clock; derivedRoleKey: Key },
): HeldRole[] {
  const { installation } = context;
  const issued = facts.roles
    .filter((role) => !role.isDerived)
    .flatMap((role) => heldRoleOf(role, facts, context) ?? []);
  const residence = residenceOf(facts, installation);
  if (!residence) return issued;
  const derived = [...residence.plugins.values()].flatMap((plugin) =>
    derivedRolesOf(plugin, facts, { ...context, holder, residence }),
  );
  return [...issued, ...derived];
}

function derivedRolesOf(
  plugin: EnabledPlugin,
  facts: CardFacts,
  context: {
    holder: Holder;
    residence: ActiveMunicipality;
    installation: Installation;
    clock: Clock;
    derivedRoleKey: Key;
  },
): HeldRole[] {
  const { derive, name: pluginName, roles } = plugin.definition;
  const { clock, holder, residence: municipality } = context;
  const holderId = facts.holder?.id;
  if (!derive || holderId === undefined) return [];
  const config = plugin.config as never;
  return derive({ clock, config, holder, municipality: municipality.key }).map((found) => {
    const { role: name, period, attributes } = found;
    const definition = roles[name];
    if (!definition) throw new Error(`${pluginName} derives an unknown role ${name}`);
    const written = facts.roles.find(
      (role) =>
        role.isDerived &&
        role.municipalityId === municipality.id &&
        role.plugin === pluginName &&
        role.name === name &&
        role.validFrom === period.from,
    );
    const path = `${pluginName}/${name}/${period.from}`;
    const id = written?.id ?? derivedRoleId(context.derivedRoleKey, holderId, path);
    const isDerived = true;
    const kind = { plugin, municipality, definition, name };
    const outwardIdFor = outwardIdsOf(kind, holderId, context.derivedRoleKey);
    const role = { id, outwardIdFor, ...kind, isDerived, attributes, period };
    const stored = written ? (written.allowances ?? []) : null;
    return { ...role, allowances: countAllowances(role, stored, clock.day) };
  });
}

function heldRoleOf(
  role: StoredRole,
  { holder }: CardFacts,
  context: { installation: Installation; clock: Clock; derivedRoleKey: Key },
): HeldRole | undefined {
  const { clock, derivedRoleKey, installation } = context;
  const municipality = installation.byId(role.municipalityId);
  const plugin = municipality?.plugins.get(role.plugin);
  const definition = plugin?.definition.roles[role.name];
  if (!municipality || !plugin || !definition || !holder) return undefined;
  const period = { from: role.validFrom, until: role.validUntil };
  const { id, name, attributes } = role;
  const isDerived = false;
  const kind = { plugin, municipality, definition, name };
  const outwardIdFor = outwardIdsOf(kind, holder.id, derivedRoleKey);
  const held = { id, outwardIdFor, ...kind, isDerived, attributes, period };
  return { ...held, allowances: countAllowances(held, role.allowances ?? [], clock.day) };
}

/** Asked of few roles: most are public. */
function outwardIdsOf(
  { definition, municipality }: Pick<HeldRole, 'definition' | 'municipality'>,
  holderId: string,
  key: Key,
): HeldRole['outwardIdFor'] {
  const name = `${municipality.key}/${definition.outward?.name ?? ''}`;
  return (organizer) => derivedRoleId(key, holderId, `${name}/${organizer}`);
}
