import t from 'tap';
import { assertAlike } from './compare.ts';
import type { Town } from './ask.ts';
import { tellIn } from './open-town.ts';
import { payFromBudget } from './scenarios/sales.ts';

/*
 * Two members of staff are equal in all but the social tariff. The till that takes a part of a meal
 * from the budget of each sees another price, and nothing else.
 */

t.test('the meal budget of who has the social tariff pays like any other', async (t) => {
  const story = (town: Town): Promise<void> => payFromBudget(town, town.twin);
  const plain = await tellIn(t, 'nothing', story);
  const active = await tellIn(t, 'active', story);
  const expired = await tellIn(t, 'expired', story);

  await t.test('while it lasts', async (t) => assertAlike(t, active, plain));
  await t.test('and once it has expired', async (t) => assertAlike(t, expired, plain));
});
