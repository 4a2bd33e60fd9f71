import { Type } from 'typebox';
import { definePlugin, type PluginDefinition } from '../../core/contract/plugin.ts';
import type { RoleDefinition } from '../../core/contract/role.ts';
import type { LAWS } from './laws.ts';

/** A way to break a law, and what must be said of it. */
export interface Plant {
  readonly law: keyof typeof LAWS;
  readonly what: string;
  readonly plugins: readonly PluginDefinition[];
  readonly says: RegExp;
}

/** A plugin without fault, and what is done wrong in it or in its role. */
export function plant(
  wrong: Partial<PluginDefinition> = {},
  role: Partial<RoleDefinition<never>> = {},
): PluginDefinition {
  const definition: PluginDefinition = {
    name: 'trial',
    title: { nl: 'Proef' },
    config: Type.Object({}),
    roles: {
      trial: {
        title: { nl: 'Proef' },
        visibility: 'public',
        owner: () => 'library',
        period: ({ from }) => ({ from, until: null }),
        ...role,
      },
    },
    rights: () => [borrow],
    ...wrong,
  };
  return definePlugin(definition).definition;
}

/** What the plugin without fault grants. */
export const borrow = { right: 'trial:book:borrow' };
