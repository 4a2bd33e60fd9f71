import t from 'tap';
import { byDutch } from '../../../core/contract/text.ts';

t.test('names stand in the order of a Dutch list', async (t) => {
  const names = ['Zoë', 'eva', 'Éva', 'Ann', 'Eva', 'ännie'];

  t.same(names.toSorted(byDutch), ['Ann', 'ännie', 'eva', 'Eva', 'Éva', 'Zoë']);
});
