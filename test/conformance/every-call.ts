import type { Charge } from '../../core/contract/money.ts';
import type { PriceProposal, Settlement, Use } from '../../core/contract/facts.ts';
import { combineRights, factsOf } from '../../core/plugins/combine.ts';
import type { Situation } from './random-situations.ts';

/** One call of one rule of a plugin. */
export interface Call<Answer = unknown> {
  readonly what: string;
  rule(given: never): Answer;
  readonly given: never;
}

/** Every call of a rule that a situation gives cause to. */
export function everyCall(situation: Situation): Call[] {
  return [
    ...rightCalls(situation),
    ...proposalCalls(situation),
    ...issuedCalls(situation),
    ...usedCalls(situation),
    ...settledCalls(situation),
    ...periodCalls(situation),
    ...settingCalls(situation),
  ];
}

function rightCalls({ circumstances, plugins, roles }: Situation): Call[] {
  const { clock, holder } = circumstances;
  return [
    ...roles.flatMap((role): Call[] => {
      const { name, rights } = role.plugin.definition;
      const given = factsOf(role, circumstances) as never;
      return rights ? [{ what: `${name} rights`, rule: rights, given }] : [];
    }),
    ...plugins.flatMap(({ definition, config }): Call[] => {
      const { derive, name } = definition;
      const given = { clock, config, holder, municipality: 'lier' } as never;
      return derive ? [{ what: `${name} derive`, rule: derive, given }] : [];
    }),
  ];
}

/** The offers of every role, whether or not it grants something now. */
export function proposalCalls(situation: Situation): Call<readonly PriceProposal[]>[] {
  const { circumstances, quote, roles } = situation;
  const rights = combineRights(roles, circumstances, null).filter(({ permit }) => permit);
  const granted = [...new Set(rights.map(({ right }) => right))].toSorted();
  return roles.flatMap((role) => {
    const { name, tariffs } = role.plugin.definition;
    if (!tariffs) return [];
    const given = [{ ...factsOf(role, circumstances), granted }, quote] as never;
    const rule = ([facts, asked]: Parameters<typeof tariffs>) => tariffs(facts, asked);
    return [{ what: `${name} tariffs`, rule, given }];
  });
}

/** What each kind of role costs. */
export function issuedCalls({ issuances }: Situation): Call<Charge | null>[] {
  return issuances.flatMap(({ plugin, name, issuance }) => {
    const rule = plugin.definition.billing?.issued;
    const given = { ...issuance, role: name } as never;
    return rule ? [{ what: `${plugin.definition.name} billing.issued`, rule, given }] : [];
  });
}

/** What a use of each allowance makes departments owe. */
export function usedCalls({ circumstances, roles }: Situation): Call<Charge | null>[] {
  return roles.flatMap((role) => {
    const { billing, name } = role.plugin.definition;
    const rule = billing?.used;
    if (!rule) return [];
    return Object.keys(role.definition.allowances ?? {}).map((allowance, at) => {
      const use = { ...factsOf(role, circumstances), allowance, amount: at + 1 };
      return { what: `${name} billing.used`, rule, given: use satisfies Use as never };
    });
  });
}

/** What is owed for whatever can be settled of each role. */
export function settledCalls({ circumstances, roles, settled }: Situation): Call<Charge | null>[] {
  const { clock, holder } = circumstances;
  return roles.flatMap((role) => {
    const { billing, name } = role.plugin.definition;
    const rule = billing?.settled;
    if (!rule) return [];
    const { attributes, name: roleName, period, plugin } = role;
    return (settled.get(plugin.definition.name) ?? []).map((data) => {
      const settlement: Settlement = {
        config: plugin.config,
        holder,
        role: { name: roleName, attributes, period },
        serviceDate: clock.day,
        data,
      };
      return { what: `${name} billing.settled`, rule, given: settlement as never };
    });
  });
}

function periodCalls({ issuances }: Situation): Call[] {
  return issuances.flatMap(({ plugin, name, issuance }): Call[] => {
    const rule = plugin.definition.roles[name]?.period;
    const given = issuance as never;
    return rule ? [{ what: `${plugin.definition.name} period of ${name}`, rule, given }] : [];
  });
}

/** What a plugin reads straight out of its settings. */
function settingCalls({ plugins }: Situation): Call[] {
  return plugins.flatMap(({ definition, config }) =>
    Object.entries(definition.roles).flatMap(([name, role]) => {
      const { allowances = {}, coolingOffDays, owner, shownTo, social } = role;
      const counted = Object.values(allowances).flatMap((allowance) => {
        const { amount, fundedBy, paysFor, period, windowMinutes } = allowance;
        return [amount, period, paysFor, fundedBy, windowMinutes];
      });
      const rules = [owner, shownTo, social, coolingOffDays, ...counted];
      return rules.flatMap((rule): Call[] => {
        const what = `${definition.name} settings of ${name}`;
        return rule ? [{ what, rule, given: config as never }] : [];
      });
    }),
  );
}
