import { Type } from 'typebox';
import type { PluginDefinition } from '../../../core/contract/plugin.ts';
import { definePlugin } from '../../../core/contract/plugin.ts';
import { addToDay, birthdayOf, type Day } from '../../../core/contract/period.ts';

const none = Type.Object({});
const yearFrom = (day: Day): Day => addToDay(addToDay(day, { years: 1 }), { days: -1 });
const used = { nl: 'De beurten zijn op.' };

/** Vector 1: a membership of 10 euro, half of it borne by three departments. */
const friends = definePlugin({
  name: 'friends',
  title: { nl: 'Vrienden' },
  config: none,
  roles: {
    friend: {
      title: { nl: 'Vriend van het cultuurcentrum' },
      visibility: 'public',
      owner: () => 'cultural-centre',
      period: ({ from, previous }) => {
        const first = previous?.until ? addToDay(previous.until, { days: 1 }) : from;
        return { from: first, until: yearFrom(first) };
      },
      coolingOffDays: () => 14,
    },
  },
  billing: {
    issued: () => ({
      priceCents: 1000,
      earner: 'cultural-centre',
      reductions: [{ cents: 500, fundedBy: { uit: 3, library: 1, 'cultural-centre': 1 } }],
    }),
  },
});

/** Vectors 4 and 5: sold at the social tariff; a turn card whose operators are owed a fee. */
const sport = definePlugin({
  name: 'sport',
  title: { nl: 'Sport' },
  config: none,
  roles: {
    'turn-card': {
      title: { nl: 'Beurtenkaart' },
      visibility: 'public',
      owner: () => 'sport',
      toppedUp: true,
      social: () => 'distribution-key',
      coolingOffDays: () => 14,
      attributes: Type.Object({
        size: Type.Union([Type.Literal('S'), Type.Literal('L')], { default: 'S' }),
      }),
      period: ({ from }) => ({ from, until: yearFrom(from) }),
      allowances: {
        turns: {
          unit: 'turn',
          title: { nl: 'Beurten' },
          amount: () => 10,
          windowMinutes: () => 15,
          usedUp: used,
        },
      },
    },
    course: {
      title: { nl: 'Cursus' },
      visibility: 'public',
      owner: () => 'cultural-centre',
      social: () => 'distribution-key',
      coolingOffDays: () => 60,
      period: ({ from }) => ({ from, until: addToDay(from, { months: 6 }) }),
    },
  },
  rights: ({ role }) =>
    role.name === 'turn-card'
      ? ['swimming-pool', 'city-pool'].map((place) => {
          return { right: 'sport:pool:enter', place, allowance: 'turns' };
        })
      : [],
  billing: {
    issued: ({ role }) =>
      role === 'course'
        ? { priceCents: 1000, earner: 'cultural-centre' }
        : { priceCents: 4500, earner: 'sport' },
    used: ({ place }) =>
      place === 'city-pool'
        ? { priceCents: 300, earner: 'agb', payer: { party: 'sport', kind: 'fee' } }
        : null,
  },
});

/** Nobody issues it: it follows from age and residence. */
const youth = definePlugin({
  name: 'youth',
  title: { nl: 'Jeugd' },
  config: none,
  roles: {
    'youth-card': {
      title: { nl: 'Jongerenkaart' },
      visibility: 'public',
      owner: () => 'youth',
      allowances: {
        drinks: { unit: 'turn', title: { nl: 'Drankjes' }, amount: () => 2, usedUp: used },
      },
    },
  },
  derive: ({ holder, municipality }) => {
    if (holder.age < 12 || holder.age > 25 || holder.residence !== municipality) return [];
    const until = addToDay(birthdayOf(holder.birthDate, 26), { days: -1 });
    const period = { from: birthdayOf(holder.birthDate, 12), until };
    return [{ role: 'youth-card', period, attributes: {} }];
  },
  rights: () => [{ right: 'youth:drink:take', allowance: 'drinks' }],
});

/** Hidden from everybody but HR; the restaurant sees its outward name. */
const staff = definePlugin({
  name: 'staff',
  title: { nl: 'Personeel' },
  config: none,
  roles: {
    badge: {
      title: { nl: 'Personeelsbadge' },
      visibility: 'hidden',
      outward: { name: 'benefit', title: { nl: 'Voordeel' } },
      owner: () => 'hr',
      shownTo: () => ['restaurant'],
      attributes: Type.Object({ staffNumber: Type.String({ maxLength: 10 }) }),
      period: ({ from }) => ({ from, until: null }),
      allowances: {
        meals: { unit: 'turn', title: { nl: 'Maaltijden' }, amount: () => 1, usedUp: used },
        budget: { unit: 'cent', title: { nl: 'Budget' }, amount: () => 5000, usedUp: used },
      },
    },
  },
  rights: () =>
    ['meals', 'budget'].map((allowance) => ({ right: `staff:${allowance}:use`, allowance })),
});

/** What the tests of roles give out: sold, used, derived and hidden. */
export const townRoles: { definition: PluginDefinition; config: unknown }[] = [
  friends,
  sport,
  youth,
  staff,
].map(({ definition }) => ({ definition: definition as unknown as PluginDefinition, config: {} }));
