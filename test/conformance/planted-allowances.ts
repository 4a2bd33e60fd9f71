import type { PluginDefinition } from '../../core/contract/plugin.ts';
import type { AllowanceDefinition, RoleDefinition } from '../../core/contract/role.ts';
import { type Plant, plant } from './plant.ts';

let calls = 0;

function withAllowance(
  wrong: Partial<AllowanceDefinition<never>>,
  role: Partial<RoleDefinition<never>> = {},
): PluginDefinition[] {
  const vouchers: AllowanceDefinition<never> = {
    unit: 'cent',
    title: { nl: 'Bonnen' },
    amount: () => 500,
    paysFor: () => ['library'],
    usedUp: { nl: 'De bonnen zijn op.' },
    ...wrong,
  };
  return [plant({}, { allowances: { vouchers }, ...role })];
}

/** A role with turns. */
function withTurns(wrong: Partial<PluginDefinition>): PluginDefinition[] {
  const vouchers: AllowanceDefinition<never> = {
    unit: 'turn',
    title: { nl: 'Bonnen' },
    amount: () => 5,
    usedUp: { nl: 'De bonnen zijn op.' },
  };
  return [plant(wrong, { allowances: { vouchers } })];
}

/** Plugins with an allowance that breaks a law. */
export const ALLOWANCE_PLANTS: readonly Plant[] = [
  {
    law: 'purity',
    what: 'an allowance that is paid out by chance',
    plugins: withAllowance({ paysFor: () => (Math.random() < 0.5 ? ['library'] : []) }),
    says: /settings of trial: Error: a rule asked random/,
  },
  {
    law: 'purity',
    what: 'an allowance that follows another calendar every time it is asked',
    plugins: withAllowance({ period: () => ((calls += 1) % 2 === 0 ? 'MONTH' : 'YEAR') }),
    says: /the same facts give the same answer/,
  },
  {
    law: 'allowances',
    what: 'an allowance of turns that no right names',
    plugins: withTurns({}),
    says: /trial vouchers: no right names it, and it does not pay/,
  },
  {
    law: 'allowances',
    what: 'an allowance of turns of a plugin that grants nothing',
    plugins: withTurns({ rights: undefined as never }),
    says: /trial vouchers: no right names it, and it does not pay/,
  },
  {
    law: 'periods',
    what: 'an allowance of a period that no calendar knows',
    plugins: withAllowance({ period: () => 'FORTNIGHT' as never }),
    says: /trial vouchers: FORTNIGHT is no calendar period/,
  },
  {
    law: 'money',
    what: 'an allowance of half a cent',
    plugins: withAllowance({ amount: () => 0.5 }),
    says: /trial vouchers: 0\.5 is no amount in cents/,
  },
  {
    law: 'money',
    what: 'an allowance of less than nothing',
    plugins: withAllowance({ amount: () => -1 }),
    says: /trial vouchers: -1 is no amount in cents/,
  },
  {
    law: 'money',
    what: 'an allowance that a stranger bears',
    plugins: withAllowance({ fundedBy: () => ({ moon: 1 }) }),
    says: /trial vouchers: moon is no party of the town/,
  },
  {
    law: 'money',
    what: 'an allowance that nobody bears',
    plugins: withAllowance({ fundedBy: () => ({}) }),
    says: /trial vouchers: somebody funds it/,
  },
  {
    law: 'money',
    what: 'an allowance that pays a stranger',
    plugins: withAllowance({ paysFor: () => ['moon'] }),
    says: /trial vouchers: pays moon, an unknown/,
  },
  {
    law: 'money',
    what: 'an allowance that pays whom nobody knows, by its attributes',
    plugins: withAllowance({
      paysFor: (_config: object, attributes?: never) => (attributes === undefined ? [] : ['moon']),
    }),
    says: /trial vouchers: pays moon, an unknown/,
  },
  {
    law: 'money',
    what: 'an allowance that pays who does not see its role',
    plugins: withAllowance(
      { paysFor: () => ['sport'] },
      { visibility: 'hidden', outward: { name: 'voordeel', title: { nl: 'Voordeel' } } },
    ),
    says: /trial vouchers: pays sport, which does not see the role/,
  },
];
