import fc from 'fast-check';
import t from 'tap';
import type { RoleOfHolder } from '../../../core/contract/host.ts';
import { factsWith, pricedFactsWith, ticketOf } from '../../../test/fixtures/plugin-facts.ts';
import { benefitPrice, benefitRights, USE } from '../benefit-rights.ts';
import { amountOf, findBenefit, fundersOf, kindOf, KINDS, partnersOf } from '../benefits.ts';
import type { GomorpasConfig } from '../config.ts';
import { decideBenefits, isActive } from '../decide-benefits.ts';
import { contradictionsOf } from '../import-names.ts';
import { lier } from './lier-settings.ts';

const today = '2026-11-20';
const keys = Object.keys(lier.benefits);

function roleOf(name: string, benefit: string) {
  return { name, attributes: { benefit }, period: { from: '2026-01-01', until: '2026-12-31' } };
}

t.test('a benefit is one line, with what is counted of it', async (t) => {
  const rightsOf = (name: string, benefit: string) =>
    benefitRights(factsWith({ config: lier, role: roleOf(name, benefit) }));

  t.same(rightsOf('ticket-benefit', 'meals'), [
    { right: USE, title: { nl: 'Maaltijd in het sociaal restaurant' }, allowance: 'tickets' },
  ]);
  t.same(rightsOf('budget-benefit', 'bus'), [
    { right: USE, title: { nl: 'Busabonnement' }, allowance: 'budget' },
  ]);
  t.same(rightsOf('budget-benefit', 'meals'), [], 'it is a number now');
  t.same(rightsOf('ticket-benefit', 'cinema'), [], 'the town does not give it any more');
  t.same(rightsOf('ticket-benefit', 'toString'), []);
});

t.test('a price is for the tickets of its own partners, and never above the price', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        fc.constantFrom('restaurant', 'hairdresser', 'bus-company', 'library'),
        fc.nat({ max: 20_000 }),
        (benefit, organizer, cents) => {
          const settings = lier.benefits[benefit];
          const name = settings ? kindOf(settings) : '';
          const facts = { config: lier, role: roleOf(name, benefit), granted: [USE] };
          const offers = benefitPrice(pricedFactsWith(facts), ticketOf(organizer, cents));

          const isSold = Boolean(settings?.tickets && settings.partners.includes(organizer));
          if (offers.length !== (isSold ? 1 : 0)) return false;
          return offers.every(({ priceCents, fundedBy }) => {
            return priceCents >= 0 && priceCents <= cents && fundedBy['welfare'] === 1;
          });
        },
      ),
    ),
  );
});

t.test('each partner sees its own benefit and no other', async (t) => {
  for (const [benefit, settings] of Object.entries(lier.benefits)) {
    const kind = kindOf(settings);
    t.same(partnersOf(kind)(lier, { benefit }), settings.partners, benefit);
    for (const other of KINDS.filter((one) => one !== kind)) {
      t.same(partnersOf(other)(lier, { benefit }), []);
      t.equal(amountOf(other)(lier, { benefit }), 0);
    }
  }
  t.same(partnersOf('ticket-benefit')(lier), ['restaurant', 'hairdresser'], 'of the kind');
});

t.test('who bears a benefit is the service, or whom the settings name', async (t) => {
  const { bus } = lier.benefits;
  t.same(fundersOf(lier, bus), { welfare: 1 });
  t.same(bus && fundersOf(lier, { ...bus, fundedBy: { city: 1, welfare: 1 } }), {
    city: 1,
    welfare: 1,
  });
  t.same(fundersOf(lier, undefined), { welfare: 1 });
});

t.test('settings that cannot be are refused', async (t) => {
  const { meals, bus } = lier.benefits;
  if (!meals || !bus) return;
  const withBenefits = (benefits: GomorpasConfig['benefits']) => ({ ...lier, benefits });
  const { tickets: _, ...neither } = meals;

  t.same(contradictionsOf(lier), []);
  t.match(contradictionsOf(withBenefits({ meals: neither })), [{ at: ['benefits', 'meals'] }]);
  t.match(contradictionsOf(withBenefits({ meals: { ...meals, budgetCents: 1 } })), [
    { message: /tickets or budgetCents/ },
  ]);
  t.match(
    contradictionsOf(withBenefits({ meals, other: { ...bus, title: 'Sociaal Restaurant' } })),
    [{ at: ['benefits', 'other'], message: /the benefit meals/ }],
  );
});

const someBenefits = fc.subarray(keys);
const day = fc.constantFrom('2026-01-31', '2026-11-19', '2026-11-20', '2026-12-31', '2028-02-29');

/** Roles as they are after what was decided. */
function apply(
  held: readonly RoleOfHolder[],
  wanted: { benefits: readonly string[]; validUntil: string },
): RoleOfHolder[] {
  const roles = new Map(held.map((one) => [one.id, one]));
  for (const step of decideBenefits(held, wanted, { config: lier, today })) {
    if (step.kind === 'issue') {
      const id = `${roles.size}`;
      const period = { from: today, until: wanted.validUntil };
      const { role, benefit } = step;
      roles.set(id, { id, passholderId: 'p', role, period, attributes: { benefit } });
      continue;
    }
    const role = roles.get(step.roleId);
    if (!role) throw new Error('no such role');
    const until = step.kind === 'extend' ? wanted.validUntil : '2026-11-19';
    roles.set(role.id, { ...role, period: { ...role.period, until } });
  }
  return [...roles.values()];
}

t.test('whatever came before, a holder has what was decided last, each once', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ benefits: someBenefits, validUntil: day }), { minLength: 1 }),
        (decisions) => {
          const held = decisions.reduce(apply, []);
          const last = decisions.at(-1);
          const active = held.filter(({ period }) => isActive(period.until, today));
          const given = active.map(({ attributes }) => (attributes as { benefit: string }).benefit);
          const isOver = (last?.validUntil ?? '') < today;

          t.same(given.toSorted(), isOver ? [] : last?.benefits.toSorted());
          t.ok(held.length <= keys.length, 'one role for each benefit, for ever');
          t.ok(active.every((one) => findBenefit(lier, one.role, one.attributes as never)));
          t.same(last && decideBenefits(held, last, { config: lier, today }), [], 'once');
          return true;
        },
      ),
      { numRuns: 200 },
    ),
  );
});
