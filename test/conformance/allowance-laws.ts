import assert from 'node:assert/strict';
import { factsOf } from '../../core/plugins/combine.ts';
import type { Situation } from './random-situations.ts';

/**
 * Checks that what is counted can be used: of a role that grants something, each allowance is named
 * by one of its rights, or pays. One that no right names is never counted down, and a desk reads
 * nothing of what is left. Of what the settings grant nothing of there is nothing to use.
 *
 * @throws AssertionError with what is wrong
 */
export function assertAllowancesUsed({ circumstances, plugins, roles }: Situation): void {
  for (const { definition } of plugins) {
    for (const [name, { allowances = {} }] of Object.entries(definition.roles)) {
      for (const key of toBeNamed(allowances)) {
        assert.ok(definition.rights, `${name} ${key}: no right names it, and it does not pay`);
      }
    }
  }
  for (const role of roles) {
    const rights = role.plugin.definition.rights?.(factsOf(role, circumstances)) ?? [];
    if (rights.length === 0) continue;
    const named = new Set(rights.map(({ allowance }) => allowance));
    const { attributes, definition, plugin } = role;
    const { allowances = {} } = definition;
    for (const key of toBeNamed(allowances)) {
      if (allowances[key]?.amount(plugin.config, attributes as never) === 0) continue;
      assert.ok(named.has(key), `${role.name} ${key}: no right names it, and it does not pay`);
    }
  }
}

function toBeNamed(allowances: Readonly<Record<string, { readonly paysFor?: unknown }>>): string[] {
  return Object.entries(allowances).flatMap(([key, { paysFor }]) => (paysFor ? [] : [key]));
}
