import t from 'tap';
import { assertAlike } from './compare.ts';
import { tellIn } from './open-town.ts';
import { tellStory } from './story.ts';

/*
 * Two holders are equal in all but one trait, of which nobody may learn. Each goes through
 * everything that desks do, in a town of its own, and all that is seen is the same.
 */

/** A national number stands in no address: nobody succeeds with one. */
const isRefused = (operation: string): boolean => operation.endsWith('{inszNumber}');

const plain = await tellIn(t, 'nothing', tellStory);

// The price is all that differs.
t.test('the card of who has the social tariff looks like any other', async (t) => {
  const active = await tellIn(t, 'active', tellStory);
  const inGrace = await tellIn(t, 'in grace', tellStory);

  await t.test('while it lasts', async (t) => assertAlike(t, active, plain));
  await t.test('and in the grace period', async (t) => assertAlike(t, inGrace, plain));
});

// It gives nothing any more: prices are equal too.
t.test('the card of who had the social tariff looks like any other', async (t) => {
  const expired = await tellIn(t, 'expired', tellStory);
  const suspended = await tellIn(t, 'suspended', tellStory);

  await t.test('when it has expired', async (t) => assertAlike(t, expired, plain));
  await t.test('when it is suspended', async (t) => assertAlike(t, suspended, plain));
});

// Prices included, but for the personnel service, its doors, and the till of the restaurant: see
// exceptions.ts.
t.test('the card of a member of staff looks like any other', async (t) => {
  const staff = await tellIn(t, 'staff', tellStory);
  const former = await tellIn(t, 'former staff', tellStory);

  await t.test('at every desk', async (t) => assertAlike(t, staff, plain));
  await t.test('and once they have left at every till and door too', async (t) => {
    assertAlike(t, former, plain);
  });

  await t.test('and what is announced says no more than whose something changed', async (t) => {
    const kinds = staff.facts.map((fact) => (JSON.parse(fact) as { kind: string }).kind);

    // PostgreSQL tells what is equal once: the twin, the neighbour, who was registered at a desk,
    // from home and by himself, and a group.
    const ofHolders = kinds.filter((kind) => !/^(?:event|reward|order)\./.test(kind));
    t.same(
      ofHolders,
      Array.from({ length: 6 }, () => 'passholder.changed'),
    );
  });
});

// But for the welfare service and the partners of each benefit: see exceptions.ts.
t.test('the card of who has opportunity benefits looks like any other', async (t) => {
  const given = await tellIn(t, 'gomorpas', tellStory);
  const former = await tellIn(t, 'former gomorpas', tellStory);

  await t.test('at every desk', async (t) => assertAlike(t, given, plain));
  await t.test('and once they have ended at every partner too', async (t) => {
    assertAlike(t, former, plain);
  });
});

t.test('the card of a child in the childcare looks like any other', async (t) => {
  const child = await tellIn(t, 'child', tellStory);

  await t.test('at every desk but that of the childcare', async (t) => {
    assertAlike(t, child, plain);
  });
});

t.test('every route has a scenario that succeeds', async (t) => {
  const succeeded = plain.exchanges.filter(({ status }) => status < 400);
  const told = new Set(succeeded.map(({ operation }) => operation));

  const refused = plain.exchanges.map(({ operation }) => operation).filter(isRefused);
  const untold = plain.routes.filter((route) => !told.has(route) && !refused.includes(route));

  t.ok(plain.routes.length > 30, `${plain.routes.length} routes are looked at`);
  t.same(untold, [], 'add a scenario of a desk to test/twin/scenarios');
});
