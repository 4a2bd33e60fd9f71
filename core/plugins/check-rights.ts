import { Value } from 'typebox/value';
import type { TSchema } from 'typebox';
import type { Facts, Right } from '../contract/facts.ts';
import type { PluginDefinition } from '../contract/plugin.ts';

/** Somebody of thirty, on an ordinary day. */
const EXAMPLE = {
  clock: { epochMs: 1_795_165_200_000, day: '2026-11-20', time: '10:00', weekday: 5 },
  holder: {
    birthDate: '1996-02-29',
    age: 30,
    residence: null,
    household: { partners: 0, children: 0, guardians: 0 },
  },
  allowances: {},
  place: null,
} as const;

/**
 * Checks that rights carry the name of their plugin and take from allowances that their role has,
 * by asking its rule for an example of each of its roles. A rule that says nothing of such a holder
 * is held to it by the tests, which ask it for thousands (test/conformance.test.ts).
 */
export function checkRights(plugin: PluginDefinition): string[] {
  return Object.entries(plugin.roles).flatMap(([name, { allowances = {}, attributes }]) => {
    const role = {
      name,
      attributes: exampleOf(attributes),
      period: { from: EXAMPLE.clock.day, until: null },
    };
    const rights = askRights(plugin, { ...EXAMPLE, role, config: exampleOf(plugin.config) });
    return [
      ...rights.flatMap(({ right }) => checkName(plugin.name, name, right)),
      ...rights.flatMap((right) => checkAllowance(name, Object.keys(allowances), right)),
    ];
  });
}

function checkName(plugin: string, role: string, right: string): string[] {
  if (right.startsWith(`${plugin}:`)) return [];
  return [`gives ${role} the right ${right}: expected ${plugin}:<noun>:<verb>`];
}

function checkAllowance(
  role: string,
  known: readonly string[],
  { allowance, right }: Right,
): string[] {
  if (allowance === undefined || known.includes(allowance)) return [];
  const expected = known.length === 0 ? 'none, as the role has none' : `one of ${known.join(', ')}`;
  return [`gives ${role} the right ${right} with the allowance ${allowance}: expected ${expected}`];
}

function askRights({ rights }: PluginDefinition, facts: Facts): readonly Right[] {
  try {
    return rights?.(facts as Facts<never, never>) ?? [];
  } catch {
    // It needs settings of a town, which are not known here.
    return [];
  }
}

/** A value that a schema allows; an empty object where none can be made up. */
function exampleOf(schema: TSchema | undefined): unknown {
  try {
    return schema === undefined ? {} : Value.Create(schema);
  } catch {
    return {};
  }
}
