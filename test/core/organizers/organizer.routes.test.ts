import t from 'tap';
import * as fc from 'fast-check';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { matchesWildcard } from '../../../core/organizers/search-organizers.ts';
import { call, client, makeIssuer, openApp, townsWith } from '../http/open-app.ts';

async function setUp(t: Parameters<typeof openApp>[0]) {
  const issuer = await makeIssuer();
  const installation = townsWith({ desk: client({ permissionSets: ['desk'] }) });
  const app = await openApp(t, { issuer, installation });
  const token = await issuer.tokenFor('desk');
  return { ask: (query: string) => call(app, token, `/api/organizers${query}`) };
}

t.test('the organizers of the card system are listed by name, a page at a time', async (t) => {
  const { ask } = await setUp(t);

  const first = (await ask('?limit=2')).json();
  const last = (await ask('?start=10&limit=20')).json();

  t.equal(first.totalItems, 11);
  t.same(first.member, [
    {
      id: organizerId('lier', 'agb'),
      name: 'AGB',
      cardSystems: [{ id: 1, name: 'Kaart 1' }],
      address: { city: 'Lier' },
    },
    {
      id: organizerId('lier', 'library'),
      name: 'Bibliotheek',
      cardSystems: [{ id: 1, name: 'Kaart 1' }],
      address: { city: 'Lier' },
    },
  ]);
  t.equal(last.member.length, 1);
  t.equal((await ask('?limit=0')).json().member.length, 0);
});

t.test('organizers are found by name, with * for what is not known', async (t) => {
  const { ask } = await setUp(t);
  const names = async (query: string): Promise<string[]> =>
    (await ask(query)).json().member.map(({ name }: { name: string }) => name);

  t.same(await names('?name=bibliotheek'), ['Bibliotheek']);
  t.same(await names('?name=*dienst'), ['Personeelsdienst']);
  t.same(await names('?name=c*&sort[name]=desc'), ['Cultuurcentrum', 'Club', 'Cinema']);
  t.same(await names('?name=nobody'), []);
});

t.test('another card system and groups are refused, as UiTPAS publishes it', async (t) => {
  const { ask } = await setUp(t);

  const foreign = await ask('?cardSystemId=2');
  const group = await ask('?groupId=1');

  t.equal(foreign.statusCode, 400);
  t.equal(foreign.json().type, 'https://api.publiq.be/probs/uitpas/cardsystem-not-found');
  t.equal(group.statusCode, 400);
  t.equal(group.json().type, 'https://api.publiq.be/probs/uitpas/group-not-found');
});

t.test('a limit above 500 and a value that is no number are refused', async (t) => {
  const { ask } = await setUp(t);

  const tooMany = await ask('?limit=501');
  const noNumber = await ask('?start=first');

  t.equal(tooMany.statusCode, 400);
  t.equal(tooMany.json().type, 'https://api.publiq.be/probs/url/query-limit-exceeded');
  t.equal(noNumber.statusCode, 400);
  t.equal(noNumber.json().detail, 'query parameter start must be a whole number');
  t.equal((await ask('?unknown=1')).statusCode, 200, 'UiTPAS ignores what it does not know');
});

t.test('a pattern with * matches what a regular expression would match', (t) => {
  t.notOk(matchesWildcard('aba', 'ab*ba'), 'one b is not two');
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });

  t.doesNotThrow(() =>
    fc.assert(
      fc.property(letters, letters, (text, pattern) => {
        const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
        return matchesWildcard(text, pattern) === new RegExp(`^${source}$`).test(text);
      }),
    ),
  );
  t.end();
});
