import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PluginDefinition } from '../../core/contract/plugin.ts';
import {
  combineProposals,
  combineRights,
  factsOf,
  type GrantedRight,
  type HeldRole,
} from '../../core/plugins/combine.ts';
import { decidePrice } from '../../core/tariffs/decide-price.ts';
import { assertAllowancesUsed } from './allowance-laws.ts';
import { everyCall } from './every-call.ts';
import { callPurely, freeze } from './call-purely.ts';
import { assertMoney } from './money-laws.ts';
import { assertPeriods } from './period-laws.ts';
import { type Situation, situationWith } from './random-situations.ts';
import { CATALOGUE } from './random-values.ts';
import { describeSituation, smallestSituation } from './smallest-situation.ts';

/** What every plugin keeps to, whichever others are on. */
export interface Law {
  /** As a civil servant would say it. */
  readonly name: string;
  /** Throws when it is broken in a situation. */
  check(situation: Situation): void;
}

/**
 * Looks for a situation in which plugins break a law.
 *
 * @throws Error that says what is wrong, in the smallest situation that was found
 */
export function holdToLaw(
  law: Law,
  plugins: readonly PluginDefinition[],
  options: { numRuns: number; seed?: number },
): void {
  const property = fc.property(situationWith(plugins), (situation) => {
    freeze(situation);
    law.check(situation);
  });
  const { counterexample, errorInstance, failed, seed } = fc.check(property, options);
  if (!failed) return;
  let wrong = errorInstance;
  const isWrong = (situation: Situation): boolean => {
    try {
      law.check(situation);
      return false;
    } catch (error) {
      wrong = error;
      return true;
    }
  };
  const [situation] = counterexample ?? [];
  const least = situation && smallestSituation(situation, isWrong);
  const where = least ? describeSituation(least) : 'no situation at all';
  const said = wrong instanceof Error ? wrong.message : String(wrong);
  throw new Error(`${law.name}: ${said}\nwith seed ${seed}, in\n${where}`);
}

const order: Law = {
  name: 'the order of the roles does not matter',
  check(situation) {
    const { circumstances, quote, roles, shuffled } = situation;
    const rights = combineRights(roles, circumstances, null);
    const others = combineRights(shuffled, circumstances, null);

    assert.deepEqual(others.map(lineOf), rights.map(lineOf));
    assert.deepEqual(
      combineProposals(others, circumstances, quote).map(offerOf),
      combineProposals(rights, circumstances, quote).map(offerOf),
    );
  },
};

const monotony: Law = {
  name: 'one more role takes no right away, and makes nothing dearer',
  check({ circumstances, quote, roles, some }) {
    const few = combineRights(some, circumstances, null);
    const all = combineRights(roles, circumstances, null);
    const kept = new Set(all.filter(({ permit }) => permit).map(nameOf));

    for (const right of few.filter(({ permit }) => permit)) {
      assert.ok(kept.has(nameOf(right)), `${nameOf(right)} was taken away`);
    }
    const [dear, cheap] = [few, all].map((rights) => bestPrice(rights, { circumstances, quote }));
    assert.ok((cheap ?? 0) <= (dear ?? 0), `${dear} cents became ${cheap}`);
  },
};

const isolation: Law = {
  name: 'a role grants and offers the same with all other plugins off',
  check({ circumstances, quote, roles }) {
    const alone = roles.map((role) => combineRights([role], circumstances, null).map(lineOf));
    const rights = combineRights(roles, circumstances, null);
    const offers = combineProposals(rights, circumstances, quote);
    const permitted = rights.filter(({ permit }) => permit);
    const granted = [...new Set(permitted.map(({ right }) => right))].toSorted();

    for (const [at, role] of roles.entries()) {
      const together = rights.filter((one) => one.role.id === role.id);
      assert.deepEqual(together.map(lineOf), alone[at]);
      const { tariffs } = role.plugin.definition;
      if (!tariffs || !permitted.some((one) => one.role.id === role.id)) continue;
      const offered = tariffs({ ...factsOf(role, circumstances), granted }, quote);
      const inAll = offers.filter((one) => one.role.id === role.id).map(offerOf);
      assert.deepEqual(inAll, combined(offered, role));
    }
  },
};

const purity: Law = {
  name: 'rules decide on their facts alone: no clock, no chance, nothing remembered or changed',
  check(situation) {
    for (const { what, rule, given } of everyCall(situation)) {
      try {
        callPurely(rule, given);
      } catch (cause) {
        throw new Error(`${what}: ${String(cause)}`, { cause });
      }
    }
  },
};

const names: Law = {
  name: 'what a plugin adds carries its name, and names only what exists',
  check({ circumstances, plugins, roles }) {
    for (const role of roles) {
      const { name, rights } = role.plugin.definition;
      for (const { allowance, place, right } of rights?.(factsOf(role, circumstances)) ?? []) {
        assert.match(right, new RegExp(`^${name}(?::[a-z][a-z0-9-]*){2}$`));
        const isCounted = allowance === undefined || role.definition.allowances?.[allowance];
        assert.ok(isCounted, `${role.name} has no allowance ${allowance}`);
        const isPlace = place === undefined || CATALOGUE['place']?.includes(place);
        assert.ok(isPlace, `${place} is no place of the town`);
      }
    }
    for (const { definition, config } of plugins) {
      const { clock, holder } = circumstances;
      const facts = { clock, config: config as never, holder, municipality: 'lier' };
      for (const { role } of definition.derive?.(facts) ?? []) {
        assert.ok(definition.roles[role], `${definition.name} derives ${role}, which it lacks`);
      }
    }
  },
};

const reasons: Law = {
  name: 'a refusal says why in a Dutch sentence',
  check({ circumstances, roles }) {
    for (const role of roles) {
      const rights = role.plugin.definition.rights?.(factsOf(role, circumstances)) ?? [];
      for (const { reason } of rights) {
        if (!reason) continue;
        assert.match(reason.code, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
        assert.match(
          reason.nl,
          /^[A-Z].*\.$/su,
          'a sentence begins with a capital, ends with a dot',
        );
        assert.match(reason.nl, DUTCH, `not Dutch: ${reason.nl}`);
        assert.doesNotMatch(reason.nl, ENGLISH, `English: ${reason.nl}`);
      }
    }
  },
};

/** Words without which hardly any sentence of the language is made. */
const DUTCH = /\b(?:de|het|een|dit|dat|deze|die|is|zijn|op|niet|nu|voor|van|pas|geen)\b/iu;
const ENGLISH = /\b(?:the|this|that|not|are|your|you|has|have|and|for|no)\b/iu;

const periods: Law = {
  name: 'periods end after they begin; a renewal leaves no gap and takes no day away',
  check: assertPeriods,
};

const money: Law = {
  name: 'prices are whole cents that parties of the town bear, and the books balance',
  check: assertMoney,
};

const allowances: Law = {
  name: 'an allowance that is counted in turns is named by a right or pays',
  check: assertAllowancesUsed,
};

/** All laws of the contract. */
export const LAWS = {
  order,
  monotony,
  isolation,
  purity,
  names,
  reasons,
  periods,
  money,
  allowances,
};

function lineOf({ right, role, permit, reason, period, remaining }: GrantedRight): object {
  return { right, role: role.id, permit, reason, period, remaining };
}

function nameOf({ right, role }: GrantedRight): string {
  return `${right} of ${role.id}`;
}

function offerOf(offer: { priceCents: number; fundedBy: object; role: HeldRole }): object {
  return { priceCents: offer.priceCents, fundedBy: offer.fundedBy, role: offer.role.id };
}

function combined(
  offered: readonly { priceCents: number; fundedBy: object }[],
  role: HeldRole,
): object[] {
  return offered
    .map((offer) => offerOf({ ...offer, role }))
    .toSorted((a, b) => Reflect.get(a, 'priceCents') - Reflect.get(b, 'priceCents'));
}

function bestPrice(
  rights: readonly GrantedRight[],
  { circumstances, quote }: Pick<Situation, 'circumstances' | 'quote'>,
): number {
  const offers = combineProposals(rights, circumstances, quote).map(({ role, ...proposal }) => {
    return { ...proposal, plugin: role.plugin.definition.name, role: role.name };
  });
  const { regularPriceCents } = quote;
  const town = new Set(CATALOGUE['organizer']);
  const earner = quote.event.organizer;
  const question = { regularPriceCents, earner, social: null, proposals: offers, town };
  return decidePrice(question).priceCents;
}
