import assert from 'node:assert/strict';
import t from 'tap';
import { Installation, placeId } from '../../core/municipalities/installation.ts';
import { addAlias } from '../../core/passes/add-alias.ts';
import { type ApiHolder, openApi, shippedInstallation } from '../fixtures/open-api.ts';
import { testCaller } from '../fixtures/test-caller.ts';
import { activeMunicipality, townConfig } from '../fixtures/test-towns.ts';

const shipped = await shippedInstallation();
const nijlen = activeMunicipality(townConfig('nijlen', 1, { postalCodes: ['2560'] }));
const api = await openApi(t, {
  installation: new Installation([...shipped.municipalities, nijlen]),
});

interface Shown {
  readonly right: string;
  readonly permit: boolean;
  readonly remaining: number | null;
  readonly reason: { readonly code: string; readonly nl: string } | null;
}

const askAs = (client: string, card: string, query = '') =>
  api.as(client).get(`/passes/${encodeURIComponent(card)}/rights${query}`);
const ask = (card: string, query = '') => askAs('lier-library-desk', card, query);
const rightsOf = async (answer: ReturnType<typeof ask>): Promise<Shown[]> =>
  (await answer).json<{ rights: Shown[] }>().rights;

async function give(holder: ApiHolder, client: string, order: object): Promise<string> {
  const sold = await api.as(client).post(`/passholders/${holder.passholderId}/roles`, order);
  assert.equal(sold.statusCode, 201, sold.body);
  return sold.json<{ id: string }>().id;
}

const friend = { plugin: 'membership-cc-friends', role: 'friend' };
const turnCard = { plugin: 'sportpas', role: 'turn-card' };
const badge = {
  plugin: 'staff-card',
  role: 'badge',
  attributes: { staffNumber: 'D-7', service: 'Sport', zones: ['stadhuis'] },
};

t.test('a card with several roles is answered in the shape of the issue, to the key', async (t) => {
  const holder = await api.addHolder({ points: 7, chipNumber: '04AABBCCDDEE01' });
  const friendId = await give(holder, 'lier-library-desk', friend);
  const cardId = await give(holder, 'lier-sports-desk', turnCard);

  const answer = await ask(holder.number);

  t.equal(answer.statusCode, 200);
  const sameForAll = { permit: true, validFrom: '2026-11-20', reason: null };
  t.same(answer.json(), {
    pass: { number: holder.number, status: 'ACTIVE', messages: [] },
    holder: { id: holder.passholderId, firstName: 'Noor', initial: 'P' },
    points: 7,
    rights: [
      {
        right: 'membership-cc-friends:seat:book-early',
        plugin: 'membership-cc-friends',
        role: 'friend',
        roleId: friendId,
        title: { nl: 'Voorrang bij het reserveren' },
        validUntil: '2027-08-31',
        remaining: null,
        ...sameForAll,
      },
      {
        right: 'membership-cc-friends:ticket:discount',
        plugin: 'membership-cc-friends',
        role: 'friend',
        roleId: friendId,
        title: { nl: 'Vriendenprijs in het cultuurcentrum' },
        validUntil: '2027-08-31',
        remaining: null,
        ...sameForAll,
      },
      {
        right: 'sportpas:facility:enter',
        plugin: 'sportpas',
        role: 'turn-card',
        roleId: cardId,
        title: { nl: 'Sporten in de sportinfrastructuur' },
        validUntil: '2027-11-19',
        remaining: 10,
        ...sameForAll,
      },
    ],
  });
  for (const typed of ['04:aa:bb:cc:dd:ee:01', '04AABBCCDDEE01', ` ${holder.number} `]) {
    t.equal((await ask(typed)).body, answer.body, `asked by ${typed}`);
  }
});

t.test('an unknown pass is not found, and says so to the person at the desk', async (t) => {
  for (const card of ['0912345678903', '04FFFFFFFFFFFF', 'OLD-77']) {
    const answer = await ask(card);
    t.equal(answer.statusCode, 404);
    t.match(answer.json(), {
      type: 'https://api.publiq.be/probs/uitpas/pass-not-found',
      endUserMessage: { nl: 'Deze pas is niet gekend.' },
    });
  }
});

t.test('a blocked pass is an answer: nothing is granted, and why', async (t) => {
  const holder = await api.addHolder();
  await give(holder, 'lier-library-desk', friend);
  await give(holder, 'lier-sports-desk', turnCard);
  const eventId = await api.addEvent('cultural-centre');
  await api.as('lier-library-desk').post(`/cards/${holder.number}/block`);

  const answer = await ask(holder.number, `?eventId=${eventId}`);

  t.equal(answer.statusCode, 200);
  const nl = 'Deze pas is geblokkeerd.';
  t.match(answer.json(), { pass: { status: 'BLOCKED', messages: [{ level: 'ERROR', text: nl }] } });
  const rights = await rightsOf(ask(holder.number));
  t.equal(rights.length, 3);
  for (const { permit, reason } of rights) {
    t.same({ permit, reason }, { permit: false, reason: { code: 'pass-blocked', nl } });
  }
  t.notOk('price' in answer.json<object>(), 'and nothing is sold on it');
});

t.test('a pass of another region is named as such, and nothing of its holder', async (t) => {
  const holder = await api.addHolder({
    cardSystemId: 2,
    municipality: 'mechelen',
    chipNumber: '04AABBCCDDEE02',
    firstName: 'Imane',
  });

  for (const card of [holder.number, '04AABBCCDDEE02']) {
    const answer = await ask(card);
    t.equal(answer.statusCode, 404);
    t.same(answer.json(), {
      type: '/problems/pass-of-another-card-system',
      title: 'Pass of another card system',
      status: 404,
      endUserMessage: { nl: 'Deze pas hoort bij Mechelen.' },
    });
  }
  t.equal((await askAs('mechelen-library-desk', holder.number)).statusCode, 200);
});

t.test('an old number finds the card; one that betrays poverty at welfare only', async (t) => {
  const { passholderId, number } = await api.addHolder();
  await addAlias(api.core, testCaller(api.core, 'welfare'), {
    passholderId,
    number: 'BIB1',
    isDiscreet: false,
  });
  await addAlias(api.core, testCaller(api.core, 'welfare'), {
    passholderId,
    number: 'GP1',
    isDiscreet: true,
  });

  t.match((await ask('bib-1')).json(), { pass: { number } });
  t.match((await askAs('lier-welfare', 'GP1')).json(), { pass: { number } });
  const refused = await ask('GP1');
  t.equal(refused.statusCode, 404);
  t.equal(refused.body, (await ask('GP2')).body, 'as a number that nobody has');
});

t.test('another moment shows what the card grants then', async (t) => {
  const holder = await api.addHolder();
  await give(holder, 'lier-library-desk', friend);
  const codesAt = async (at: string) =>
    (await rightsOf(ask(holder.number, `?at=${encodeURIComponent(at)}`))).map(
      ({ permit, reason }) => reason?.code ?? permit,
    );

  t.same(await codesAt('2026-11-20T10:00:00+01:00'), [true, true]);
  const lastDay = await codesAt('2027-08-31T23:59:59+02:00');
  t.same(lastDay, [true, true, true], 'its last day, on which a friend is reminded');
  t.same(await codesAt('2027-08-31T22:00:00Z'), ['role-expired', 'role-expired']);
  t.same(await codesAt('2026-11-19T22:59:59Z'), ['role-not-started', 'role-not-started']);
});

t.test('at a place only the rights of that place are answered', async (t) => {
  const holder = await api.addHolder();
  await give(holder, 'lier-sports-desk', turnCard);
  const namesAt = async (municipality: string, place: string) =>
    (await rightsOf(ask(holder.number, `?placeId=${placeId(municipality, place)}`))).map(
      ({ right }) => right,
    );

  t.same(await namesAt('lier', 'swimming-pool'), ['sportpas:facility:enter']);
  t.same(await namesAt('lier', 'library-desk'), []);
  t.same(await namesAt('nijlen', 'swimming-pool'), [], 'the pool of a neighbour is another one');
  for (const place of [placeId('lier', 'moon'), placeId('mechelen', 'sports-hall')]) {
    const answer = await ask(holder.number, `?placeId=${place}`);
    t.equal(answer.statusCode, 404);
    t.match(answer.json(), {
      type: '/problems/place-not-found',
      detail: /^placeId must be the id of a place/,
      endUserMessage: { nl: 'Deze plaats bestaat hier niet.' },
    });
  }
});

t.test(
  'a staff badge is seen by HR, as a neutral benefit by the till, else not at all',
  async (t) => {
    const [staff, other] = [await api.addHolder(), await api.addHolder()];
    await give(staff, 'lier-hr', badge);
    const masked = (holder: ApiHolder, body: string): string =>
      body.replaceAll(holder.number, 'N').replaceAll(holder.passholderId, 'I');

    const [hers, his] = [await ask(staff.number), await ask(other.number)];
    t.equal(masked(staff, hers.body), masked(other, his.body));
    t.same(
      (await rightsOf(askAs('lier-hr', staff.number))).map(({ right }) => right),
      ['staff-card:door:open', 'staff-card:meal:buy', 'staff-card:meal:pay'],
    );
    const atTill = await askAs('lier-restaurant-till', staff.number);
    t.match(atTill.json(), {
      rights: [
        {
          right: 'voordeel',
          plugin: 'voordeel',
          role: 'voordeel',
          title: { nl: 'Voordeel' },
          permit: true,
          validFrom: null,
          validUntil: null,
          remaining: null,
          reason: null,
        },
      ],
    });
    t.notMatch(atTill.body, /staff|badge|personeel/i);
  },
);

t.test('an empty turn card is denied with its reason', async (t) => {
  const holder = await api.addHolder();
  const id = await give(holder, 'lier-sports-desk', turnCard);
  await api.core.asOwner('update core.allowance set used = granted where role_id = $1', [id]);

  t.match(await rightsOf(ask(holder.number)), [
    { permit: false, remaining: 0, reason: { code: 'allowance-used-up', nl: /op/ } },
  ]);
});

t.test('what was withdrawn and sold anew is a yes, not a yes and a no', async (t) => {
  const holder = await api.addHolder();
  const withdrawn = await give(holder, 'lier-library-desk', friend);
  const ended = await api.as('lier-library-desk').post(`/roles/${withdrawn}/end`, {
    reason: 'holder-request',
    payment: { means: 'cash' },
  });
  t.equal(ended.statusCode, 200, ended.body);
  t.match(await rightsOf(ask(holder.number)), [{ reason: { code: 'role-expired' } }]);

  await give(holder, 'lier-library-desk', friend);

  const rights = await rightsOf(ask(holder.number));
  t.ok(rights.length > 0);
  t.ok(rights.every(({ permit }) => permit));
});
