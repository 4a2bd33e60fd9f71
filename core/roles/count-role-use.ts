import type { EntityManager } from '@mikro-orm/postgresql';
import assert from 'node:assert/strict';
import type { UseGroup, UseQuestion } from '../contract/host.ts';
import { addToDay, type Clock, startOfDay } from '../contract/period.ts';
import type { RoleKind } from './role-kind.ts';
import { type CountedCell, safeGroups } from './safe-groups.ts';

/**
 * Counts how much the holders of a kind of role used in a period that is over, in groups that tell
 * of nobody. What they are made of leaves this file in no other form.
 *
 * @param em of a transaction of the card system
 */
export async function countRoleUse(
  em: EntityManager,
  {
    kind,
    clock,
    period,
    ageBands,
  }: UseQuestion & { readonly kind: RoleKind; readonly clock: Clock },
): Promise<UseGroup[]> {
  const { definition, municipality, name, plugin } = kind;
  const { from, until } = period;
  assert(from <= until && until < clock.day, 'the use of a period is counted once it is over');
  const isRising = ageBands.every((age, at) => at === 0 || (ageBands[at - 1] ?? 0) < age);
  assert(ageBands.length > 0 && isRising, 'bands of age rise');

  const [row] = await em.execute<{ cells: string }[]>(
    'select core.count_role_use(?, ?, ?, ?, ?, ?) as cells',
    [
      municipality.cardSystemId,
      JSON.stringify({
        municipality: municipality.id,
        plugin: plugin.definition.name,
        role: name,
      }),
      from,
      until,
      new Date(startOfDay(from)),
      new Date(startOfDay(addToDay(until, { days: 1 }))),
    ],
  );
  const mostOfOne = Object.values(definition.allowances ?? {})
    .map(({ amount }) => amount(plugin.config))
    .reduce((sum, amount) => sum + amount, 0);
  const { postalCodes } = municipality.config;
  const cells = JSON.parse(row?.cells ?? '[]') as CountedCell[];
  return safeGroups(cells, { postalCodes, ageBands, mostOfOne });
}
