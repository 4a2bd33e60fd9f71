import assert from 'node:assert/strict';
import t from 'tap';
import { Installation, placeId } from '../../../core/municipalities/installation.ts';
import { shippedInstallation } from '../../../test/fixtures/open-api.ts';
import { activeMunicipality, townConfig } from '../../../test/fixtures/test-towns.ts';
import { openChildcare } from './open-childcare.ts';

/*
 * Nijlen has the cards of Lier, and a location that is called the nest as well: what happens in
 * that of Lier is nothing of Nijlen's.
 */

const CLIENT = 'nijlen-childcare';
const PERMISSIONS = ['TAPS_WRITE', 'INSIDE_READ', 'ATTENDANCES_READ'];

async function twoTowns(): Promise<Installation> {
  const shipped = await shippedInstallation();
  const lier = shipped.byKey('lier');
  const plugin = lier?.plugins.get('childcare-access');
  assert(lier && plugin);
  const base = townConfig('nijlen', 1);
  const config = townConfig('nijlen', 1, {
    postalCodes: ['2560'],
    organizers: {
      ...lier.config.organizers,
      ...base.organizers,
    },
    places: {
      ...base.places,
      nest: { name: 'Nest van Nijlen', kind: 'location', organizer: 'childcare' },
    },
    clients: {
      [CLIENT]: {
        ...base.clients['library-desk'],
        organizers: ['childcare'],
        permissionSets: [],
        permissions: PERMISSIONS.map((one) => `CHILDCARE_ACCESS_${one}` as const),
        discreetAliases: false,
      },
    },
  });
  return new Installation([...shipped.municipalities, activeMunicipality(config, [plugin])]);
}

t.test('a neighbouring town hears nothing of who is inside, and writes nothing down', async (t) => {
  const care = await openChildcare(t, await twoTowns());
  const [child, oma, barred] = [
    await care.addChild(),
    await care.api.addHolder(),
    await care.api.addHolder(),
  ];
  await care.enrol(child, {
    persons: [
      { kind: 'pick-up', name: 'Oma Rosa', card: oma.number },
      { kind: 'barred', name: 'Geweerde Persoon', card: barred.number },
    ],
  });
  const arrived = await care.arrive(child.number);
  const { attendanceId } = arrived.json<{ attendanceId: string }>();
  const nijlen = care.api.as(CLIENT);
  const nest = { placeId: placeId('nijlen', 'nest') };

  for (const pickUpCard of [oma.number, barred.number]) {
    const path = `/childcare-access/attendances/${attendanceId}/departure`;
    const ofStay = await nijlen.post(path, { ...nest, pickUpCard });
    const byCard = { ...nest, card: child.number, pickUpCard };
    const ofCard = await nijlen.post('/childcare-access/departures', byCard);
    for (const answer of [ofStay, ofCard]) {
      t.match(answer.json(), { type: '/problems/childcare-access-not-inside' }, answer.body);
    }
  }
  t.same(await care.api.core.asOwner('select from childcare_access.refused_pick_up'), []);
  t.equal((await care.inside()).children.length, 1);
});
