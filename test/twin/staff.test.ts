import t from 'tap';
import { assertAlike } from './compare.ts';
import { tellIn } from './open-town.ts';
import { tellStory } from './story.ts';

/*
 * Two holders are equal in all but being staff. Nobody sees a difference, prices included, but the
 * personnel service, its doors, and the till of the restaurant: see exceptions.ts.
 */

/** A national number stands in no address: nobody succeeds with one. */
const isRefused = (operation: string): boolean => operation.endsWith('{inszNumber}');

t.test('the card of a member of staff looks like any other', async (t) => {
  const plain = await tellIn(t, 'nothing', tellStory);
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

  await t.test('and every route has a scenario that succeeds', async (t) => {
    const succeeded = plain.exchanges.filter(({ status }) => status < 400);
    const told = new Set(succeeded.map(({ operation }) => operation));

    const refused = plain.exchanges.map(({ operation }) => operation).filter(isRefused);
    const untold = plain.routes.filter((route) => !told.has(route) && !refused.includes(route));

    t.ok(plain.routes.length > 30, `${plain.routes.length} routes are looked at`);
    t.same(untold, [], 'add a scenario of a desk to test/twin/scenarios');
  });
});
