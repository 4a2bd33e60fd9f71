import { Type } from 'typebox';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import type { AllowanceDefinition } from '../../../core/contract/role.ts';
import { addToDay, birthdayOf } from '../../../core/contract/period.ts';

const none = Type.Object({});
const outward = { name: 'voordeel', title: { nl: 'Voordeel' } };
const inCents = (
  amount: number,
  paysFor: readonly string[],
  more: Partial<AllowanceDefinition<object>> = {},
): AllowanceDefinition<object> => ({
  unit: 'cent',
  title: { nl: 'Tegoed' },
  amount: () => amount,
  paysFor: () => paysFor,
  usedUp: { nl: 'Het tegoed is op.' },
  ...more,
});

/**
 * Every child of 6 to 15 has tickets of 20 and 10 euro a year for the club; they follow from facts.
 */
const talents = definePlugin({
  name: 'talents',
  title: { nl: 'Tickets' },
  config: none,
  roles: {
    child: {
      title: { nl: 'Tickets voor kinderen' },
      visibility: 'public',
      owner: () => 'youth',
      allowances: {
        large: inCents(2000, ['club'], { period: () => 'YEAR' }),
        small: inCents(1001, ['club', 'cinema'], {
          period: () => 'YEAR',
          fundedBy: () => ({ youth: 1, fund: 1 }),
        }),
        // Counted for as long as the role lasts, and only ever at the cinema.
        drinks: { unit: 'turn', title: { nl: 'Drank' }, amount: () => 2, usedUp: { nl: 'Op.' } },
      },
    },
  },
  derive: ({ holder, municipality }) => {
    if (holder.age < 6 || holder.age > 15 || holder.residence !== municipality) return [];
    const until = addToDay(birthdayOf(holder.birthDate, 16), { days: -1 });
    const period = { from: birthdayOf(holder.birthDate, 6), until };
    return [{ role: 'child', period, attributes: {} }];
  },
});

/** Hidden: a meal budget of 40 euro a month at the restaurant, which sees a neutral name. */
const lunches = definePlugin({
  name: 'lunches',
  title: { nl: 'Maaltijden' },
  config: none,
  roles: {
    badge: {
      title: { nl: 'Badge' },
      visibility: 'hidden',
      outward,
      owner: () => 'hr',
      shownTo: () => ['restaurant', 'cinema'],
      period: ({ from }) => ({ from, until: null }),
      allowances: { meals: inCents(4000, ['restaurant'], { period: () => 'MONTH' }) },
    },
  },
  rights: () => [{ right: 'lunches:meal:pay', allowance: 'meals' }],
  tariffs: (_facts, { event }) =>
    event.organizer === 'restaurant' ? [{ priceCents: 400, fundedBy: { hr: 1 } }] : [],
});

/** Four turns a month for a year; taps within half an hour are one. */
const swimming = definePlugin({
  name: 'swimming',
  title: { nl: 'Zwemmen' },
  config: none,
  roles: {
    family: {
      title: { nl: 'Gezinskaart' },
      visibility: 'public',
      owner: () => 'sport',
      coolingOffDays: () => 14,
      period: ({ from, previous }) => {
        const first = previous?.until ? addToDay(previous.until, { days: 1 }) : from;
        return { from: first, until: addToDay(addToDay(first, { years: 1 }), { days: -1 }) };
      },
      allowances: {
        turns: {
          unit: 'turn',
          title: { nl: 'Beurten' },
          amount: () => 4,
          period: () => 'MONTH',
          windowMinutes: () => 30,
          usedUp: { nl: 'De beurten van deze maand zijn op.' },
        },
      },
    },
  },
  rights: () => [{ right: 'swimming:pool:enter', allowance: 'turns' }],
});

/** Roles whose allowances are granted by the calendar, and pay. */
export const payingRoles: { definition: PluginDefinition; config: unknown }[] = [
  talents,
  lunches,
  swimming,
].map(({ definition }) => ({ definition: definition as unknown as PluginDefinition, config: {} }));
