import { Type } from 'typebox';
import type { PricedFacts, Right, Settlement } from '../../core/contract/facts.ts';
import type { PluginDefinition } from '../../core/contract/plugin.ts';
import type { RoleDefinition } from '../../core/contract/role.ts';
import { HOUSEHOLD } from '../../core/contract/money.ts';
import { borrow, type Plant, plant } from './plant.ts';
import { ALLOWANCE_PLANTS } from './planted-allowances.ts';

const refused = refusal('not-now', 'Dat mag nu niet.');
const free = (priceCents: number) => [{ priceCents, fundedBy: { library: 1 } }];

function refusal(code: string, nl: string): Right {
  return { ...borrow, reason: { code, nl } };
}

/** What plugins must not remember. */
const memory = { calls: 0, heardAtMs: 0 };

function withRights(rights: NonNullable<PluginDefinition['rights']>): PluginDefinition[] {
  return [plant({ rights })];
}

function withOffer(tariffs: NonNullable<PluginDefinition['tariffs']>): PluginDefinition[] {
  return [plant({ tariffs })];
}

function withPrice(
  issued: NonNullable<NonNullable<PluginDefinition['billing']>['issued']>,
): PluginDefinition[] {
  return [plant({ billing: { issued } })];
}

function withSettled(
  settled: NonNullable<NonNullable<PluginDefinition['billing']>['settled']>,
): PluginDefinition[] {
  const settlementData = Type.Object({ halfHours: Type.Integer({ minimum: 0, maximum: 20 }) });
  return [plant({ billing: { settled, settlementData } })];
}

const atHome = { party: HOUSEHOLD, kind: 'charge' } as const;

function withPeriod(period: NonNullable<RoleDefinition<never>['period']>): PluginDefinition[] {
  return [plant({}, { period })];
}

type Derive = NonNullable<PluginDefinition['derive']>;

function deriving(
  role: string,
  firstDay: (facts: Parameters<Derive>[0]) => string = ({ clock }) => clock.day,
): PluginDefinition[] {
  const derive: Derive = (facts) => [
    { role, period: { from: firstDay(facts), until: null }, attributes: {} },
  ];
  return [plant({ derive })];
}

/** One plugin or more for each law, each of which breaks it. */
export const PLANTS: readonly Plant[] = [
  ...ALLOWANCE_PLANTS,
  {
    law: 'order',
    what: 'first come, first served',
    plugins: withRights(() => [(memory.calls += 1) % 3 === 0 ? refused : borrow]),
    says: /deep-equal/,
  },
  {
    law: 'monotony',
    what: 'a price withdrawn from who has other rights too',
    plugins: [
      plant({ tariffs: ({ granted }: PricedFacts) => (granted.length > 1 ? [] : free(0)) }),
      plant({ name: 'other', rights: () => [{ right: 'other:bike:ride' }] }),
    ],
    says: /0 cents became \d+/,
  },
  {
    law: 'monotony',
    what: 'a right taken away when another plugin was asked first',
    plugins: [
      plant({ rights: ({ clock }) => [memory.heardAtMs === clock.epochMs ? refused : borrow] }),
      whisperer(),
    ],
    says: /trial:book:borrow of trial\/trial\/\d was taken away/,
  },
  {
    law: 'isolation',
    what: 'a plugin that listens in on another',
    plugins: [
      plant({ rights: ({ clock }) => [memory.heardAtMs === clock.epochMs ? borrow : refused] }),
      whisperer(),
    ],
    says: /deep-equal/,
  },
  {
    law: 'purity',
    what: 'a rule that asks the clock of the machine',
    plugins: withRights(() => (Date.now() > 0 ? [borrow] : [])),
    says: /trial rights: Error: a rule asked Date/,
  },
  {
    law: 'purity',
    what: 'a rule that asks Temporal for today',
    plugins: withRights(() => (Temporal.Now.plainDateISO().day > 0 ? [borrow] : [])),
    says: /a rule asked plainDateISO/,
  },
  {
    law: 'purity',
    what: 'a rule that throws a dice',
    plugins: withRights(() => (Math.random() > 0.5 ? [borrow] : [])),
    says: /a rule asked random/,
  },
  {
    law: 'purity',
    what: 'a rule that changes its facts',
    plugins: withRights((facts) => [Object.assign(facts.role, { name: 'other' }) && borrow]),
    says: /Cannot assign to read only property/,
  },
  {
    law: 'purity',
    what: 'a price that is another one the second time',
    plugins: withOffer(() => free((memory.calls += 1))),
    says: /the same facts give the same answer/,
  },
  {
    law: 'purity',
    what: 'a price of a role that follows the clock of the machine',
    plugins: withPrice(() => ({ priceCents: Date.now(), earner: 'library' })),
    says: /trial billing\.issued: Error: a rule asked Date/,
  },
  {
    law: 'purity',
    what: 'a settlement that comes to more each time',
    plugins: withSettled(() => {
      memory.calls += 1;
      return { priceCents: memory.calls, earner: 'library', payer: atHome };
    }),
    says: /trial billing\.settled.*the same facts give the same answer/s,
  },
  {
    law: 'names',
    what: 'a right with the name of another plugin',
    plugins: withRights(() => [{ right: 'sportpas:facility:enter' }]),
    says: /did not match.*sportpas:facility:enter/s,
  },
  {
    law: 'names',
    what: 'a right without noun or verb',
    plugins: withRights(() => [{ right: 'trial' }]),
    says: /did not match/,
  },
  {
    law: 'names',
    what: 'a right that uses an allowance that the role lacks',
    plugins: withRights(() => [{ ...borrow, allowance: 'turns' }]),
    says: /trial has no allowance turns/,
  },
  {
    law: 'names',
    what: 'a right at a place that the town lacks',
    plugins: withRights(() => [{ ...borrow, place: 'moon' }]),
    says: /moon is no place of the town/,
  },
  {
    law: 'names',
    what: 'a derived role that is not declared',
    plugins: deriving('other'),
    says: /trial derives other, which it lacks/,
  },
  {
    law: 'reasons',
    what: 'a refusal in English',
    plugins: withRights(() => [refusal('closed', 'The library is closed now.')]),
    says: /English: The library/,
  },
  {
    law: 'reasons',
    what: 'a refusal that is no sentence',
    plugins: withRights(() => [refusal('closed', 'niet nu')]),
    says: /a sentence begins with a capital/,
  },
  {
    law: 'reasons',
    what: 'a refusal without code',
    plugins: withRights(() => [refusal('', 'Dat mag nu niet.')]),
    says: /did not match/,
  },
  {
    law: 'periods',
    what: 'a period that ends before it begins',
    plugins: withPeriod(({ from }) => ({ from, until: '2000-01-01' })),
    says: /ends 2000-01-01, before it begins/,
  },
  {
    law: 'periods',
    what: 'a day that never was',
    plugins: withPeriod(() => ({ from: '2026-02-31', until: null })),
    says: /valid range/,
  },
  {
    law: 'periods',
    what: 'a renewal that takes days away',
    plugins: withPeriod(({ from, previous }) => {
      return { from, until: previous ? from : '2099-12-31' };
    }),
    says: /a renewal takes no day away/,
  },
  {
    law: 'periods',
    what: 'a renewal that leaves a gap',
    plugins: withPeriod(({ from, previous }) => {
      return previous ? { from: '2098-01-01', until: null } : { from, until: from };
    }),
    says: /renewed from 2098-01-01/,
  },
  {
    law: 'periods',
    what: 'a derived role that is another one every day',
    plugins: deriving('trial'),
    says: /trial is another role on /,
  },
  {
    law: 'periods',
    what: 'a derived role that is another one every birthday',
    plugins: deriving('trial', ({ holder }) => `${2000 + holder.age}-01-01`),
    says: /trial is another role on /,
  },
  {
    law: 'money',
    what: 'a price of half a cent',
    plugins: withOffer((_facts, quote) => free(quote.regularPriceCents / 2)),
    says: /\.5 is no amount in cents/,
  },
  {
    law: 'money',
    what: 'a price below nothing',
    plugins: withOffer(() => free(-1)),
    says: /-1 is no amount in cents/,
  },
  {
    law: 'money',
    what: 'a price above the regular one',
    plugins: withOffer((_facts, quote) => free(quote.regularPriceCents + 1)),
    says: /more than the regular price/,
  },
  {
    law: 'money',
    what: 'a price that nobody funds',
    plugins: withOffer(() => [{ priceCents: 0, fundedBy: {} }]),
    says: /somebody funds it/,
  },
  {
    law: 'money',
    what: 'a price that a stranger funds',
    plugins: withOffer(() => [{ priceCents: 0, fundedBy: { moon: 1 } }]),
    says: /trial tariffs: moon is no party of the town/,
  },
  {
    law: 'money',
    what: 'a role that a stranger earns',
    plugins: withPrice(() => ({ priceCents: 500, earner: 'moon' })),
    says: /trial billing\.issued: moon is no party of the town/,
  },
  {
    law: 'money',
    what: 'a role that its holder would earn',
    plugins: withPrice(() => ({ priceCents: 500, earner: 'holder' })),
    says: /holder is no party of the town/,
  },
  {
    law: 'money',
    what: 'a reduction that is not whole',
    plugins: withPrice(() => {
      const reductions = [{ cents: 1.5, fundedBy: { city: 1 } }];
      return { priceCents: 500, earner: 'library', reductions };
    }),
    says: /1\.5 is no amount in cents/,
  },
  {
    law: 'money',
    what: 'a settlement in parts of a cent',
    plugins: withSettled(({ data }: Settlement<unknown, unknown, { halfHours: number }>) => {
      return { priceCents: data.halfHours * 12.5, earner: 'library', payer: atHome };
    }),
    says: /trial billing\.settled: \d+\.5 is no amount in cents/,
  },
  {
    law: 'money',
    what: 'a settlement that somebody would pay at a till',
    plugins: withSettled(() => ({ priceCents: 100, earner: 'library' })),
    says: /trial billing\.settled: nobody pays at a till/,
  },
  {
    law: 'money',
    what: 'a household that would owe a fee',
    plugins: withSettled(() => {
      return { priceCents: 100, earner: 'library', payer: { party: HOUSEHOLD, kind: 'fee' } };
    }),
    says: /trial billing\.settled: fee to household/,
  },
  {
    law: 'money',
    what: 'a settlement that a stranger earns',
    plugins: withSettled(() => ({ priceCents: 100, earner: 'moon', payer: atHome })),
    says: /trial billing\.settled: moon is no party of the town/,
  },
  {
    law: 'money',
    what: 'a household that would pay what is sold',
    plugins: withPrice(() => ({ priceCents: 100, earner: 'library', payer: atHome })),
    says: /a household pays what is settled/,
  },
  {
    law: 'money',
    what: 'an owner that the town lacks',
    plugins: [plant({}, { owner: () => 'moon' })],
    says: /trial is shown to moon/,
  },
];

function whisperer(): PluginDefinition {
  const whisper = { right: 'whisperer:ear:whisper' };
  return plant({
    name: 'whisperer',
    rights: ({ clock }) => {
      memory.heardAtMs = clock.epochMs;
      return [whisper];
    },
  });
}
