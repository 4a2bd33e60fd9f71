import assert from 'node:assert/strict';
import { bookFact } from '../../core/billing/book-fact.ts';
import { DEFAULT_DISTRIBUTION_KEY } from '../../core/billing/distribution-key.ts';
import { violatedLaws } from '../../core/billing/ledger-laws.ts';
import { type Charge, HOUSEHOLD, type Weights } from '../../core/contract/money.ts';
import type { RoleDefinition } from '../../core/contract/role.ts';
import { decideCharge } from '../../core/tariffs/decide-charge.ts';
import { issuedCalls, proposalCalls, settledCalls, usedCalls } from './every-call.ts';
import type { Situation } from './random-situations.ts';
import { CATALOGUE } from './random-values.ts';

/**
 * Checks whatever a plugin says of money: offers between nothing and the regular price, charges in
 * whole cents, borne and earned by parties of the town, that can be booked.
 *
 * @throws AssertionError with what is wrong
 */
export function assertMoney(situation: Situation): void {
  const { regularPriceCents } = situation.quote;
  for (const { what, rule, given } of proposalCalls(situation)) {
    for (const { priceCents, fundedBy } of rule(given)) {
      assertCents(priceCents, what);
      assert.ok(priceCents <= regularPriceCents, `${what}: more than the regular price`);
      assertWeights(fundedBy, what);
    }
  }
  for (const { what, rule, given } of [...issuedCalls(situation), ...usedCalls(situation)]) {
    const charge = rule(given);
    if (charge === null) continue;
    assert.notEqual(charge.payer?.party, HOUSEHOLD, `${what}: a household pays what is settled`);
    assertCharge(charge, what);
  }
  for (const { what, rule, given } of settledCalls(situation)) {
    const charge = rule(given);
    if (charge !== null) assertSettled(charge, what);
  }
  assertOrganizers(situation);
}

/** Nobody stands at a till: a household is charged, or a department owes a fee. */
function assertSettled(charge: Charge, what: string): void {
  const { payer } = charge;
  assert.ok(payer, `${what}: nobody pays at a till`);
  const isAtHome = payer.party === HOUSEHOLD;
  assert.equal(payer.kind, isAtHome ? 'charge' : 'fee', `${what}: ${payer.kind} to ${payer.party}`);
  assertCharge(charge, what);
}

function assertCharge(charge: Charge, what: string): void {
  const { earner, payer, priceCents, reductions = [] } = charge;
  assertCents(priceCents, what);
  assertParty(earner, what);
  if (payer && payer.party !== HOUSEHOLD) assertParty(payer.party, what);
  for (const { cents, fundedBy } of reductions) {
    assertCents(cents, what);
    assertWeights(fundedBy, what);
  }
  const rule = { key: DEFAULT_DISTRIBUTION_KEY, residencePayer: 'city' };
  const account = payer ? null : { owner: 'library', means: 'card' as const };
  for (const social of [null, { entitled: false, rule }, { entitled: true, rule }]) {
    const fact = bookFact({ decisions: [decideCharge(charge, social)], account });
    assert.deepEqual(violatedLaws(fact), [], what);
  }
}

function assertOrganizers({ plugins, roles }: Situation): void {
  for (const { attributes, definition, name, plugin } of roles) {
    const given = [plugin.config as never, attributes as never] as const;
    const seers = [definition.owner(plugin.config), ...(definition.shownTo?.(...given) ?? [])];
    assertAllowances(name, definition, { given, seers });
  }
  for (const { definition, config } of plugins) {
    for (const [name, role] of Object.entries(definition.roles)) {
      const seers = [role.owner(config as never), ...(role.shownTo?.(config as never) ?? [])];
      for (const seer of seers) {
        assert.ok(CATALOGUE['organizer']?.includes(seer), `${name} is shown to ${seer}`);
      }
      assertAllowances(name, role, { given: [config as never], seers });
      const social = role.social?.(config as never) ?? 'distribution-key';
      if (social === 'distribution-key') continue;
      assertParty(social.funder, name);
      assert.ok(Number.isInteger(social.percent) && 0 <= social.percent && social.percent <= 100);
    }
  }
}

/** What is counted is whole; who is paid with it sees the role; whoever bears it is of the town. */
function assertAllowances(
  name: string,
  role: RoleDefinition<never>,
  { given, seers }: { given: readonly [never, never?]; seers: readonly string[] },
): void {
  for (const [key, allowance] of Object.entries(role.allowances ?? {})) {
    const { amount, fundedBy, paysFor } = allowance;
    const what = `${name} ${key}`;
    const granted = amount(...given);
    const isCount = Number.isSafeInteger(granted) && granted >= 0;
    assert.ok(isCount, `${what}: ${granted} is no amount in ${allowance.unit}s`);
    if (fundedBy) assertWeights(fundedBy(...given), what);
    for (const payee of paysFor?.(...given) ?? []) {
      assert.ok(CATALOGUE['organizer']?.includes(payee), `${what}: pays ${payee}, an unknown`);
      const sees = role.visibility === 'public' || seers.includes(payee);
      assert.ok(sees, `${what}: pays ${payee}, which does not see the role`);
    }
  }
}

function assertWeights(weights: Weights, what: string): void {
  const entries = Object.entries(weights);
  assert.ok(entries.length > 0, `${what}: somebody funds it`);
  for (const [party, weight] of entries) {
    assertParty(party, what);
    assert.ok(Number.isSafeInteger(weight) && weight > 0, `${what}: ${party} bears ${weight}`);
  }
}

function assertParty(party: string, what: string): void {
  assert.ok(CATALOGUE['party']?.includes(party), `${what}: ${party} is no party of the town`);
}

function assertCents(cents: number, what: string): void {
  assert.ok(Number.isSafeInteger(cents) && cents >= 0, `${what}: ${cents} is no amount in cents`);
}
