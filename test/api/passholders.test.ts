import t from 'tap';
import { openApi } from '../fixtures/open-api.ts';
import { RED_PIXEL } from '../fixtures/pictures.ts';
import { newPerson, stockCard } from './cases/passes.ts';

const api = await openApi(t);
const registration = api.as('lier-registration');
const library = api.as('lier-library-desk');
const welfare = api.as('lier-welfare');
const poor = { social: { status: 'ACTIVE', endDate: null } } as const;

const nameOf = (answer: { json(): unknown }): string | undefined =>
  (answer.json() as { type: string }).type.split('/').at(-1);

async function looksAt(passholderId: string): Promise<string[]> {
  const looks = await api.core.asOwner<{ subject: string; client_id: string }>(
    `select subject, client_id from core.look where passholder_id = $1 order by looked_at, subject`,
    [passholderId],
  );
  return looks.map(({ client_id: client, subject }) => `${client} ${subject}`);
}

interface Listed {
  readonly totalItems: number;
  readonly member: readonly { readonly id: string; readonly name: string }[];
}

t.test('a registration desk opens a person of its own town, and is seen to', async (t) => {
  const holder = await api.addHolder({ points: 3, ...poor });

  const answer = await registration.get(`/passholders/${holder.passholderId}`);

  t.match(answer.json(), {
    id: holder.passholderId,
    name: 'Peeters',
    firstName: 'Noor',
    dateOfBirth: '1985-07-30',
    uitpasNumber: holder.number,
    points: 3,
    uitidStatus: 'UNREGISTERED',
    cardSystemMemberships: [{ cardSystem: { id: 1, name: 'Lier' }, status: 'ACTIVE' }],
  });
  t.notMatch(answer.body, /socialTariff"|inszNumber|registrationOrganizer/);
  t.same(await looksAt(holder.passholderId), ['lier-registration person']);
});

t.test('who manages the social tariff sees it, of its own town, and is seen to', async (t) => {
  const holder = await api.addHolder({ social: { status: 'ACTIVE', endDate: '2026-11-10' } });
  const other = await api.addHolder();

  const answer = await welfare.get(`/passholders/${holder.passholderId}`);
  await welfare.get(`/passholders/${other.passholderId}`);

  t.match(answer.json(), {
    cardSystemMemberships: [
      {
        socialTariff: {
          status: 'ACTIVE',
          endDate: '2026-11-10T22:59:59.000Z',
          inGracePeriod: true,
          expired: false,
        },
      },
    ],
  });
  t.same(await looksAt(holder.passholderId), ['lier-welfare person']);
  t.same(await looksAt(other.passholderId), ['lier-welfare person'], 'no other look');
});

t.test(
  'pass holders are found by how their names begin, in the order of the alphabet',
  async (t) => {
    const names = [
      ['Zoë', 'Ünal'],
      ['Ann', 'Unalan'],
      ['Zoë', 'Unalova'],
      ['Bo', 'Undersson'],
    ] as const;
    for (const [firstName, lastName] of names) {
      const digital = { registrationCardType: 'DIGITAL', email: `${firstName}@voorbeeld.be` };
      const body = { ...newPerson, ...digital, email: 'ünal.gezin@voorbeeld.be', firstName };
      const answer = await library.post('/passholders', {
        ...body,
        email: 'x@y.be',
        name: lastName,
      });
      t.equal(answer.statusCode, 200, answer.body);
    }
    const found = async (query: string): Promise<string[]> => {
      const answer = await registration.get(`/passholders?${query}`);
      t.equal(answer.statusCode, 200, answer.body);
      return answer.json<Listed>().member.map(({ name }) => name);
    };

    t.same(await found('name=unal'), ['Ünal', 'Unalan', 'Unalova']);
    t.same(await found('name=UNAL&sort[name]=desc&limit=2'), ['Unalova', 'Unalan']);
    t.same(await found('name=un&start=3'), ['Undersson']);
    t.same(await found('name=un&firstName=zo'), ['Ünal', 'Unalova']);
    t.same(await found('name=un&dateOfBirthFrom=2000-01-02'), []);
    t.same(await found('name=un&address.street=*markt*&address.city=LIER&limit=1'), ['Ünal']);
    t.same(await found('name=un&address.street=markt'), []);
    t.same(await found('email=X@Y.be&name=Under'), ['Undersson']);
    t.same(await found('uitidId=7&name=un'), [], 'nobody has a UiTiD');
  },
);

t.test(
  'a name in a script that takes two places for a sign is a name like any other',
  async (t) => {
    const name = '一𐊀𐊁';
    const body = { ...newPerson, registrationCardType: 'DIGITAL', email: 'x@y.be', name };

    const registered = await library.post('/passholders', body);
    const found = await registration.get(`/passholders?name=${encodeURIComponent('一𐊀')}`);
    const one = await registration.get(`/passholders?name=${encodeURIComponent('𐊀')}`);

    t.equal(registered.statusCode, 200, registered.body);
    t.same(
      found.json<Listed>().member.map((member) => member.name),
      [name],
    );
    t.equal(nameOf(one), 'search-too-wide', 'one sign is one, however many places it takes');
  },
);

t.test('a list of everybody is not to be had', async (t) => {
  const refused = async (query: string) => nameOf(await registration.get(`/passholders${query}`));

  for (const query of ['', '?name=p', '?firstName=Noor', '?email=*', '?address.city=Lier']) {
    t.equal(await refused(query), 'search-too-wide', query);
  }
  t.equal(await refused('?name=Peeters&schoolId=1'), 'school-not-found');
  t.equal(await refused('?name=Peeters&associationId=1'), 'association-not-found');
  t.equal(await refused('?inszNumber=85073003329'), 'insz-not-in-url', 'also a wrong one');
  t.equal(await refused('?chipNumber=xyz'), 'invalid-uitpas-number');
});

t.test('a person who changes is changed as a whole, and facts of before are not', async (t) => {
  const { passholderId } = await api.addHolder();
  const path = `/passholders/${passholderId}`;
  const number = '86.02.01-456.85';
  const born = { ...newPerson, dateOfBirth: '1985-07-30' };
  const full = { ...born, email: 'jan@voorbeeld.be', phoneNumber: '03 480 00 00' };

  t.equal((await library.put(path, { ...full, inszNumber: number })).statusCode, 400);
  const other = { ...full, inszNumber: '850730-033 28', dateOfBirth: '1985-07-31' };
  t.match((await library.put(path, other)).json(), {
    status: 400,
    type: /invalid-insz-number$/,
    jsonPointer: '/inszNumber',
  });
  t.match((await library.put(path, { ...full, firstName: '\u200f' })).json(), {
    status: 400,
    jsonPointer: '/firstName',
  });
  t.equal((await library.put(path, { ...full, inszNumber: '850730-033 28' })).statusCode, 204);
  t.match((await registration.get(path)).json(), {
    name: 'Claes',
    email: 'jan@voorbeeld.be',
    phoneNumber: '03 480 00 00',
    address: { street: 'Grote Markt 12', postalCode: '2500', city: 'Lier' },
    optInPreferences: { serviceMails: true, sms: false },
  });

  const { optInPreferences: _, ...less } = born;
  const gent = { street: 'Korenlei 1', postalCode: '9000', city: 'Gent' };
  t.equal((await library.put(path, { ...less, address: gent })).statusCode, 204);
  const shown = (await registration.get(path)).json<Record<string, unknown>>();
  t.match(shown, { city: 'Gent' });
  t.notOk('email' in shown || 'phoneNumber' in shown || 'optInPreferences' in shown);
  const search = { inszNumber: '85073003328' };
  const found = (await library.post('/passholders/search', search)).json<Listed>();
  t.equal(found.member[0]?.id, passholderId, 'the national number was left out, and stays');

  const another = await api.addHolder();
  const taken = await library.put(`/passholders/${another.passholderId}`, { ...less, ...search });
  t.equal(nameOf(taken), 'passholder-already-registered');
});

t.test(
  'only who may know the status is refused that a holder moves out of the region',
  async (t) => {
    const address = { street: 'Korenlei 1', postalCode: '9000', city: 'Gent' };
    const move = async (desk: typeof library, holder: object) => {
      const { passholderId } = await api.addHolder(holder);
      return desk.put(`/passholders/${passholderId}`, { ...newPerson, address });
    };

    t.equal(nameOf(await move(welfare, poor)), 'postal-code-not-in-card-system');
    t.equal((await move(welfare, {})).statusCode, 204);
    t.equal((await move(library, poor)).statusCode, 204);
    t.equal((await move(library, {})).statusCode, 204);
  },
);

t.test('a social tariff is extended by who manages it', async (t) => {
  const { passholderId, number } = await api.addHolder(poor);
  const until = { ...newPerson, registrationSocialTariffEndDate: '2028-04-30' };

  t.equal((await library.put(`/passholders/${passholderId}`, until)).statusCode, 403);
  t.equal((await welfare.put(`/passholders/${passholderId}`, until)).statusCode, 204);

  t.match((await welfare.get(`/passes?identifier=${number}`)).json(), {
    socialTariff: { status: 'ACTIVE', endDate: '2028-04-30T21:59:59.000Z' },
  });
});

t.test('a pass says no more to a desk than to any other', async (t) => {
  const [one, other] = [await api.addHolder(poor), await api.addHolder()];
  const shown = async (of: typeof one): Promise<string> => {
    const { body } = await library.get(`/passes?identifier=${of.number}`);
    return body.replace(of.number, '<number>').replace(of.passholderId, '<id>');
  };

  t.equal(await shown(one), await shown(other));
  t.match(JSON.parse(await shown(one)), {
    passType: 'INDIVIDUAL',
    firstName: 'Noor',
    postalCode: '2500',
    socialTariff: { status: 'NONE' },
  });
  t.same(await looksAt(one.passholderId), [], 'and is no look');
  t.equal(nameOf(await library.get('/passes?identifier=85073003329')), 'insz-not-in-url');
  const { number } = await stockCard(api);
  t.match((await library.get(`/passes?identifier=${number}`)).json(), {
    type: 'https://api.publiq.be/probs/uitpas/invalid-card-status',
    cardStatus: 'LOCAL_STOCK',
  });
  t.equal(nameOf(await library.get(`/passes/${number}`)), 'pass-not-found');
});

t.test('a card tells its status, and never of whom it is', async (t) => {
  const held = await api.addHolder(poor);
  const stocked = await stockCard(api);

  t.match((await library.get(`/cards?uitpasNumber=${held.number}`)).json(), {
    uitpasNumber: held.number,
    cardType: 'NFC_CARD',
    status: 'ACTIVE',
    socialTariff: false,
  });
  t.match((await library.get(`/cards?chipNumber=${stocked.chipNumber}`)).json(), {
    uitpasNumber: stocked.number,
    status: 'LOCAL_STOCK',
  });
  t.equal(nameOf(await library.get('/cards?chipNumber=12')), 'invalid-uitpas-number');
  t.equal(nameOf(await library.get('/cards')), 'invalid-data');
});

t.test(
  'a list of who has the social tariff is for who manages it, and everybody is looked at',
  async (t) => {
    const fresh = await openApi(t);
    const until = (endDate: string | null, status: 'ACTIVE' | 'SUSPENDED' = 'ACTIVE') =>
      fresh.addHolder({ social: { status, endDate } });
    const [lasting, inGrace] = [await until(null), await until('2026-10-21')];
    const others = [
      await until('2026-10-20'),
      await until(null, 'SUSPENDED'),
      await fresh.addHolder(),
    ];
    const active = [lasting, inGrace, ...others].map(({ passholderId }) => passholderId);
    const blocked = await until(null);
    await fresh.as('lier-library-desk').post(`/cards/${blocked.number}/block`);
    await fresh.addHolder({ cardSystemId: 2, municipality: 'mechelen', ...poor });

    const list = await fresh.as('lier-welfare').get('/cards/social-tariff/1/active');

    const numbers = [lasting.number, inGrace.number].toSorted();
    t.same(
      list.json(),
      numbers.map((uitpasNumber) => ({ uitpasNumber, cardType: 'REGULAR' })),
    );
    const looks = await fresh.core.asOwner<{ passholder_id: string }>(
      "select passholder_id from core.look where client_id = 'lier-welfare'",
    );
    t.same(
      looks.map((look) => look.passholder_id).toSorted(),
      active.toSorted(),
      'a look at everybody with a card, so that the looks are no list',
    );
    t.equal(
      nameOf(await fresh.as('lier-welfare').get('/cards/social-tariff/2/active')),
      'cardsystem-not-found',
    );
  },
);

t.test('a picture is shown by a link for five minutes, and to nobody else', async (t) => {
  const { passholderId } = await api.addHolder();
  const path = `/passholders/${passholderId}/picture`;
  t.equal(nameOf(await registration.get(path)), 'picture-not-found');
  await registration.put(path, { file: RED_PIXEL.toString('base64') });

  const { pictureUrl } = (await registration.get(path)).json<{ pictureUrl: string }>();
  const url = new URL(pictureUrl);
  const fetchIt = () => api.app.inject(url.pathname);
  const fetched = await fetchIt();

  t.equal(url.origin, 'https://pasklaar.test');
  t.equal(fetched.statusCode, 200);
  t.equal(fetched.headers['content-type'], 'image/png');
  t.equal(fetched.headers['cache-control'], 'no-store');
  t.ok(fetched.rawPayload.equals(RED_PIXEL));
  t.same(await looksAt(passholderId), [
    'lier-registration person',
    'lier-registration person',
    'lier-registration person',
  ]);
  const [stored] = await api.core.asOwner<{ picture_sealed: Buffer }>(
    'select picture_sealed from core.person_private where picture_sealed is not null limit 1',
  );
  t.notOk(stored?.picture_sealed.includes(RED_PIXEL.subarray(0, 8)), 'kept sealed');

  const changed = `${url.pathname.slice(0, -2)}AA`;
  t.equal((await api.app.inject(changed)).statusCode, 404);
  api.core.setNow('2026-11-20T10:05:01+01:00');
  t.equal((await fetchIt()).statusCode, 404);
  api.core.setNow('2026-11-20T10:00:00+01:00');
  t.equal((await registration.delete(path)).statusCode, 204);
  t.equal((await fetchIt()).statusCode, 404, 'it is gone at once');
  t.equal((await library.get(path)).statusCode, 403);
});

t.test('only a JPEG or PNG of a sensible size is a picture', async (t) => {
  const { passholderId } = await api.addHolder();
  const put = async (bytes: Buffer) => {
    const body = { file: bytes.toString('base64') };
    return (await registration.put(`/passholders/${passholderId}/picture`, body)).statusCode;
  };
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

  t.equal(await put(jpeg), 204);
  t.equal(await put(Buffer.from('<svg onload="alert(1)"/>')), 400);
  t.equal(await put(Buffer.concat([jpeg, Buffer.alloc(524_288)])), 400);
  t.equal(await put(Buffer.concat([jpeg, Buffer.alloc(524_288 - jpeg.length)])), 204);
});

t.test('an old number finds its holder, a discreet one at few desks', async (t) => {
  const holder = await api.addHolder();
  const aliases = `/passholders/${holder.passholderId}/aliases`;
  const add = (number: string, discreet: boolean) =>
    registration.post(aliases, { number, discreet });

  t.equal((await add('Gomor 1234', true)).statusCode, 204);
  t.equal((await add('VRIJETIJD-9', false)).statusCode, 204);
  t.equal((await library.post(aliases, { number: 'X1', discreet: false })).statusCode, 403);

  const seen = async (desk: typeof library, number: string) =>
    (await desk.get(`/passes?identifier=${number}`)).statusCode;
  t.same([await seen(library, 'GOMOR1234'), await seen(welfare, 'GOMOR1234')], [404, 200]);
  t.equal(await seen(library, 'vrijetijd-9'), 200);
  const other = await api.addHolder();
  const taken = await registration.post(`/passholders/${other.passholderId}/aliases`, {
    number: 'GOMOR1234',
    discreet: false,
  });
  t.equal(nameOf(taken), 'pass-number-taken');
});
