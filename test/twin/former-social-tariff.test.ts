import t from 'tap';
import { assertAlike } from './compare.ts';
import { tellIn } from './open-town.ts';
import { tellStory } from './story.ts';

/*
 * As social-tariff.test.ts, of a social tariff that gives nothing any more: prices are equal too.
 */

t.test('the card of who had the social tariff looks like any other', async (t) => {
  const plain = await tellIn(t, 'nothing', tellStory);
  const expired = await tellIn(t, 'expired', tellStory);
  const suspended = await tellIn(t, 'suspended', tellStory);

  await t.test('when it has expired', async (t) => assertAlike(t, expired, plain));
  await t.test('when it is suspended', async (t) => assertAlike(t, suspended, plain));
});
