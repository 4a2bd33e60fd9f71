import t from 'tap';
import { assertAlike } from './compare.ts';
import { tellIn } from './open-town.ts';
import { tellStory } from './story.ts';

/*
 * Two holders are equal in all but the social tariff: one has it, the other never had. Each goes
 * through everything that desks do, in a town of its own. The price is all that differs.
 */

t.test('the card of who has the social tariff looks like any other', async (t) => {
  const plain = await tellIn(t, 'nothing', tellStory);
  const active = await tellIn(t, 'active', tellStory);
  const inGrace = await tellIn(t, 'in grace', tellStory);

  await t.test('while it lasts', async (t) => assertAlike(t, active, plain));
  await t.test('and in the grace period', async (t) => assertAlike(t, inGrace, plain));
});
