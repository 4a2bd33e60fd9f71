import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Installation, organizerId } from '../../core/municipalities/installation.ts';
import { makeStock } from '../../core/passes/make-stock.ts';
import { receiveStock } from '../../core/passes/receive-stock.ts';
import { changeTown, openApi, shippedInstallation } from '../fixtures/open-api.ts';
import { activeMunicipality, townConfig } from '../fixtures/test-towns.ts';
import { bookedFactsOf } from './booked-money.ts';
import { newPerson, stockCard } from './cases/passes.ts';

const shipped = await shippedInstallation();
const nijlen = activeMunicipality(townConfig('nijlen', 1, { postalCodes: ['2560'] }));
const api = await openApi(t, {
  installation: new Installation([
    ...changeTown(shipped, 'mechelen', ({ clients }) => ({
      clients: {
        ...clients,
        'mechelen-that-knows': {
          organizers: ['library'],
          permissionSets: [],
          permissions: ['PASSES_READ', 'PASSHOLDERS_WRITE', 'SOCIALTARIFF_READ'],
          discreetAliases: false,
        },
      },
    })).municipalities,
    nijlen,
  ]),
});
const library = api.as('lier-library-desk');
const welfare = api.as('lier-welfare');
const registration = api.as('lier-registration');

interface Shown {
  readonly id: string;
  readonly uitpasNumber: string;
  readonly cardSystemMemberships: readonly {
    readonly currentCard: { readonly cardType: string; readonly status: string };
    readonly socialTariff?: { readonly status: string; readonly endDate: string };
  }[];
}

const onCard = (number: string) => ({
  registrationCardType: 'NFC_CARD',
  registrationUitpasNumber: number,
});

/** `400 invalid-card`: the status and the name of a refusal that wrote nothing. */
async function refusal(call: () => ReturnType<typeof library.get>): Promise<string> {
  const before = await api.countRows();
  const answer = await call();
  t.same(await api.countRows(), before, 'nothing was written');
  return `${answer.statusCode} ${answer.json<{ type: string }>().type.split('/').at(-1)}`;
}

const register = (body: object, desk = library) =>
  refusal(() => desk.post('/passholders', { ...newPerson, ...body }));

t.test('a pass that is sold at the library is owed to UiT, by age (vector 9)', async (t) => {
  const adult = { ...newPerson, ...onCard((await stockCard(api)).number) };
  const child = {
    ...newPerson,
    ...onCard((await stockCard(api)).number),
    dateOfBirth: '2008-11-21',
  };

  const [first, second] = [
    (await library.post('/passholders', adult)).json<Shown>(),
    (await library.post('/passholders?means=cash', child)).json<Shown>(),
  ];

  t.same(await bookedFactsOf(api, first.id), [
    {
      kind: 'pass-sale',
      priceCents: 500,
      earner: 'uit',
      payments: ['holder>library 500 card'],
      shares: { holder: 500 },
      entries: ['library>uit 500 collection 2026-11'],
    },
  ]);
  t.match(await bookedFactsOf(api, second.id), [
    { priceCents: 200, entries: ['library>uit 200 collection 2026-11'] },
  ]);
});

t.test('a card must be in the stock to be given out', async (t) => {
  const [provisioned = ''] = await makeStock(api.core, { cardSystemId: 1, count: 1 });
  const held = await api.addHolder();

  t.equal(await register(onCard(provisioned)), '400 invalid-card-status', 'not received yet');
  t.equal(await register(onCard(held.number)), '400 invalid-card-status', 'somebody has it');
  t.equal(await register(onCard('0903794475371')), '400 invalid-card', 'nobody knows it');
  t.equal(await register(onCard('1234')), '400 invalid-uitpas-number');
  t.equal(await register({ registrationCardType: 'NFC_CARD' }), '400 invalid-data');

  const received = await registration.post('/cards/stock', {
    cards: [{ uitpasNumber: provisioned, chipNumber: '04:7f:b9:24:34:17:e3' }],
  });
  t.equal(received.statusCode, 204);
  const given = await library.post('/passholders', { ...newPerson, ...onCard('047FB9243417E3') });
  t.match(given.json(), { uitpasNumber: provisioned }, 'by its chip');
  t.equal(await register(onCard(provisioned)), '400 invalid-card-status', 'once');
});

t.test(
  'a pass without a card gets a number that says nothing, where the town has such',
  async (t) => {
    const body = { ...newPerson, registrationCardType: 'DIGITAL' };

    const answer = await library.post('/passholders', body);

    t.equal(answer.statusCode, 200);
    const shown = answer.json<Shown>();
    t.match(shown.uitpasNumber, /^[0-9]{13}$/);
    t.match(shown.cardSystemMemberships[0]?.currentCard, { cardType: 'DIGITAL', status: 'ACTIVE' });
    const desk = api.as('mechelen-library-desk');
    t.equal(
      await refusal(() =>
        desk.post('/passholders', {
          ...body,
          address: { street: 'Bruul 1', postalCode: '2800', city: 'Mechelen' },
        }),
      ),
      '400 invalid-card',
    );
  },
);

t.test('what cannot be registered is refused, and says why', async (t) => {
  const digital = { registrationCardType: 'DIGITAL' };
  const national = { ...digital, inszNumber: '85.07.30-033.28', dateOfBirth: '1985-07-30' };
  t.equal((await library.post('/passholders', { ...newPerson, ...national })).statusCode, 200);

  t.equal(await register(national), '400 passholder-already-registered');
  t.equal(await register({ ...digital, inszNumber: '85073003329' }), '400 invalid-insz-number');
  const other = { ...digital, inszNumber: '85073003328' };
  t.equal(await register(other), '400 invalid-insz-number', 'of another birth date');
  const invented = { ...other, dateOfBirth: '2085-07-30' };
  t.equal(await register(invented), '400 invalid-data');
  t.equal(await register({ ...digital, registrationVoucher: 'X' }), '400 invalid-voucher-code');
  t.equal(await register({ ...digital, registrationCardSystemId: 2 }), '400 cardsystem-not-found');
  t.equal(await register({ ...digital, dateOfBirth: '2026-11-21' }), '400 invalid-data');
  const unknown = { ...digital, registrationOrganizer: { id: organizerId('lier', 'sport') } };
  t.equal(await register(unknown), '403 forbidden');
  const abroad = { postalCode: '4811', city: 'Breda', country: 'nl' };
  t.equal(await register({ ...digital, address: abroad }), '403 forbidden');
  t.equal(
    await register({ ...digital, address: { ...abroad, country: 'BE', postalCode: '811' } }),
    '400 invalid-data',
  );
  t.equal(
    await register({ ...digital, registrationPicture: 'R0lGODlhAQABAAAAACw=' }),
    '400 invalid-data',
    'a GIF',
  );
});

t.test('the social tariff is granted by who manages it, in the region only', async (t) => {
  const until = { registrationCardType: 'DIGITAL', registrationSocialTariffEndDate: '2027-04-30' };
  t.equal(await register(until), '403 forbidden', 'the library lacks the permission');
  t.equal(
    await register({ ...until, address: { postalCode: '9000', city: 'Gent' } }, welfare),
    '400 postal-code-not-in-card-system',
  );
  t.equal(
    await register({ ...until, address: { postalCode: '2560', city: 'Nijlen' } }, welfare),
    '403 forbidden',
    'in another town of the region it takes another permission',
  );
  t.equal(
    await register({ ...until, registrationSocialTariffEndDate: '2026-11-19' }, welfare),
    '400 invalid-data',
  );

  const granted = await welfare.post('/passholders', { ...newPerson, ...until });

  const { id, cardSystemMemberships } = granted.json<Shown>();
  t.match(cardSystemMemberships[0]?.socialTariff, {
    status: 'ACTIVE',
    endDate: '2027-04-30T21:59:59.000Z',
    inGracePeriod: false,
    expired: false,
  });
  const seen = (await registration.get(`/passholders/${id}`)).json<Shown>();
  t.notOk(seen.cardSystemMemberships[0]?.socialTariff, 'a registration desk sees nothing of it');
});

t.test('the social tariff is bound to its region', async (t) => {
  const person = { ...newPerson, inszNumber: '00012556777', dateOfBirth: '2000-01-25' };
  const digital = { registrationCardType: 'DIGITAL' };
  const until = { ...digital, registrationSocialTariffEndDate: '2027-04-30' };
  const here = (await welfare.post('/passholders', { ...person, ...until })).json<Shown>();
  const [number = ''] = await makeStock(api.core, { cardSystemId: 2, count: 1 });
  await receiveStock(api.core, { cardSystemId: 2, cards: [{ number, chipNumber: null }] });
  const desk = api.as('mechelen-that-knows');

  const foreign = await desk.get(`/passes?identifier=${here.uitpasNumber}`);
  const there = await desk.post('/passholders', { ...person, ...onCard(number) });
  const shown = await desk.get(`/passes?identifier=${number}`);

  t.match(foreign.json(), { status: 404, type: '/problems/pass-of-another-card-system' });
  t.match(there.json(), { uitpasNumber: number }, 'elsewhere the same person is a new one');
  t.notOk(there.json<Shown>().cardSystemMemberships[0]?.socialTariff);
  t.same(shown.json<{ socialTariff: object }>().socialTariff, { status: 'NONE' });
  const known = await welfare.get(`/passes?identifier=${here.uitpasNumber}`);
  t.match(known.json(), { socialTariff: { status: 'ACTIVE' } }, 'and here it is as it was');
});

t.test(
  'a registration that is sent again answers the same, also when it would be refused',
  async (t) => {
    const key = randomUUID();
    const body = {
      ...newPerson,
      registrationCardType: 'DIGITAL',
      registrationSocialTariffEndDate: '2026-11-25',
    };
    const first = await welfare.post('/passholders', body, { key });
    t.equal(first.statusCode, 200);
    const before = await api.countRows();

    api.core.setNow('2026-11-26T10:00:00+01:00');
    const again = await welfare.post('/passholders', body, { key });
    api.core.setNow('2026-11-20T10:00:00+01:00');

    t.equal(again.statusCode, 200, again.body);
    t.equal(again.json<Shown>().id, first.json<Shown>().id);
    t.same(await api.countRows(), before, 'nothing was written');
  },
);

t.test('a note and a picture that come with a registration are kept sealed', async (t) => {
  const note = 'Komt altijd met haar zus.';
  const { id } = (
    await registration.post('/passholders', {
      ...newPerson,
      registrationCardType: 'DIGITAL',
      registrationNote: note,
    })
  ).json<Shown>();

  t.same((await registration.get(`/passholders/${id}/private`)).json(), { id, note });
  const [stored] = await api.core.asOwner<{ note: Buffer }>(
    `select p.note_sealed as note from core.person_private p
       join core.passholder h on h.person_id = p.person_id where h.id = $1`,
    [id],
  );
  t.notMatch(stored?.note.toString('latin1') ?? note, /zus/);
});

t.test('a name has a letter, and nothing that nobody sees', async (t) => {
  const digital = { registrationCardType: 'DIGITAL' };
  const marks = ['\u200b', '\u00ad', '\ufeff', '\u061c', '\u200f', '\u3164'];
  for (const nothing of [
    '   ',
    '\u0301',
    '-',
    '1',
    ...marks,
    ...marks.map((sign) => `A${sign}a`),
  ]) {
    for (const property of ['name', 'firstName']) {
      const answer = await library.post('/passholders', {
        ...newPerson,
        ...digital,
        [property]: nothing,
      });
      t.match(answer.json(), { status: 400, jsonPointer: `/${property}` }, JSON.stringify(nothing));
    }
  }
  for (const name of ['Zoe\u0308', 'Ó', '李', "'t Jaeckx"]) {
    const answer = await library.post('/passholders', { ...newPerson, ...digital, name });
    t.equal(answer.statusCode, 200, name);
  }
});
