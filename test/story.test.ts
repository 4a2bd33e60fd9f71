import t from 'tap';
import { placeId } from '../core/municipalities/installation.ts';
import { verifyInstallation } from '../core/verify/verify-installation.ts';
import { COFFEE } from './api/cases/rewards.ts';
import { type Member, openTownYear } from './story/town-year.ts';

/*
 * One year of one family in Lier, as the desks of the town live it: over HTTP, with the settings
 * that are shipped. The amounts were worked out by hand from DOMAIN.md, section 6.
 */

const town = await openTownYear(t, '2026-01-10T10:00:00+01:00');
const reception = town.at('lier-registration');
const library = town.at('lier-library-desk');
const culturalCentre = town.at('lier-cultural-centre-desk');
const swimmingPool = town.at('lier-swim-desk');
const welfare = town.at('lier-welfare');
const finance = town.at('lier-finance');
const privacy = town.at('lier-privacy');

const reading = await town.hasEvent('library', { title: 'Auteurslezing', regularPriceCents: 500 });
const party = await town.hasEvent('youth', { title: 'Fuif', regularPriceCents: 1000 });
const concert = await town.hasEvent('cultural-centre', {
  title: 'Concert',
  regularPriceCents: 1000,
  limit: { volume: 1, period: 'DAY' },
});
const pool = placeId('lier', 'swimming-pool');

/** What no desk but that of welfare may ever read. */
const TELLING = /kansen|social|welzijn|reduc|20 ?%/i;

let sofie: Member;
let noor: Member;
let daan: Member;

t.test('in January Sofie and her two children get a pass at the reception', async (t) => {
  const [mother, daughter, son] = [
    await reception.registers({ name: 'Sofie', born: '1988-09-03' }),
    await reception.registers({ name: 'Noor', born: '2014-02-14' }),
    await reception.registers({ name: 'Daan', born: '2017-06-30' }),
  ];

  t.same([mother.paidEuro, daughter.paidEuro, son.paidEuro], [5, 2, 2]);
  [sofie, noor, daan] = [mother, daughter, son];
});

t.test('they go to a reading at the library: the whole price, and a point each', async (t) => {
  town.on('2026-01-24T14:00:00+01:00');
  for (const one of [sofie, noor, daan]) {
    t.equal((await library.sells(one, reading)).paidEuro, 5);
    t.match(await library.checksIn(one, reading), { points: 1 });
  }
});

t.test('on her twelfth birthday Noor has a youth card, which nobody asked for', async (t) => {
  town.on('2026-02-13T18:00:00+01:00');
  t.notOk((await library.shows(noor)).grants.length, 'the day before it grants nothing');

  town.on('2026-02-14T18:00:00+01:00');
  t.ok((await library.shows(noor)).grants.length > 0);
  t.equal((await library.sells(noor, party)).paidEuro, 5, 'half of 10 euro');
  t.equal((await library.sells(daan, party)).paidEuro, 10, 'her brother is eight');
});

t.test('in March welfare grants the social tariff, and no other desk can tell', async (t) => {
  town.on('2026-03-02T09:00:00+01:00');
  for (const one of [sofie, noor, daan]) await welfare.grants(one, { endDate: '2026-10-31' });

  const shown = await library.shows(sofie, { eventId: reading });
  t.equal(shown.priceEuro, 1);
  t.notMatch(shown.whole, TELLING);
  const sales = [await library.sells(sofie, reading), await library.sells(noor, reading)];
  t.same(
    sales.map(({ paidEuro }) => paidEuro),
    [1, 1],
  );
  t.equal((await library.sells(noor, party)).paidEuro, 2, 'the best of two prices, never both');
});

t.test('in May Sofie becomes a friend of the cultural centre, at the library', async (t) => {
  town.on('2026-05-08T16:00:00+02:00');
  const friend = await library.givesRole(sofie, 'membership-cc-friends', 'friend');

  t.equal(friend.paidCents, 500, 'half of 10 euro, because she has a pass');
  const shown = await culturalCentre.shows(sofie);
  t.ok(shown.grants.includes('Voorrang bij het reserveren'));
});

t.test('she goes to a concert, and a second point on that day is refused in words', async (t) => {
  town.on('2026-05-30T19:30:00+02:00');
  t.equal((await culturalCentre.sells(sofie, concert)).paidEuro, 2);
  await culturalCentre.checksIn(sofie, concert);

  t.match(await culturalCentre.isRefusedCheckIn(sofie, concert), /[a-z]{4,}.*\.$/);
  town.on('2026-05-31T19:30:00+02:00');
  await culturalCentre.checksIn(sofie, concert);
});

let turnCard: { id: string };

t.test('in June Daan gets a turn card and swims; two taps in an hour are one turn', async (t) => {
  town.on('2026-06-30T10:00:00+02:00');
  const sold = await library.givesRole(daan, 'sportpas', 'turn-card');
  t.equal(sold.paidCents, 900, 'a fifth of 45 euro');
  turnCard = sold;

  town.on('2026-07-01T14:00:00+02:00');
  t.equal((await swimmingPool.uses(turnCard, daan, pool)).remaining, 9);
  town.on('2026-07-01T14:20:00+02:00');
  t.equal((await swimmingPool.uses(turnCard, daan, pool)).remaining, 9, 'still the same turn');
  town.on('2026-07-08T14:00:00+02:00');
  t.equal((await swimmingPool.uses(turnCard, daan, pool)).remaining, 8);
});

t.test('in July he loses his card: the old one is nothing, the new one has it all', async (t) => {
  town.on('2026-07-20T10:00:00+02:00');
  const lost = { ...daan };
  await library.replaces(daan);

  t.same((await swimmingPool.shows(lost)).grants, []);
  t.equal((await library.shows(daan)).points, 1);
  t.equal((await swimmingPool.uses(turnCard, daan, pool)).remaining, 7);
});

t.test('in August Sofie has a coffee for her points; the machine is broken', async (t) => {
  town.on('2026-08-12T15:00:00+02:00');
  const coffee = await library.offers(COFFEE);
  t.equal((await library.shows(sofie)).points, 3);

  const redeemed = await library.redeems(sofie, coffee);
  t.equal((await library.shows(sofie)).points, 0);
  await library.takesBack(redeemed);
  t.equal((await library.shows(sofie)).points, 3, 'every point is back');
});

t.test('the social tariff ends with October, and a month of grace later it is over', async (t) => {
  town.on('2026-11-30T20:00:00+01:00');
  const last = await library.sells(sofie, reading);
  t.equal(last.paidEuro, 1);

  town.on('2026-12-01T20:00:00+01:00');
  t.equal((await library.shows(sofie, { eventId: reading })).priceEuro, 5);
  await library.cancels(last);
});

t.test('at the end of the year finance sees who owes whom, and nobody else', async (t) => {
  town.on('2026-12-31T10:00:00+01:00');
  const { member } = (await finance.get('/billing/entries?limit=500')).json<{ member: Listed[] }>();

  t.same(totals(member), {
    // Two parties of youth and one of a brother, sold at the library: 5 + 10 + 2 euro.
    'library>youth collection': 1700,
    // Two readings at 5 euro for 1; the third was taken back.
    'lier>library funding': 400,
    // A party at 10 euro for 2.
    'lier>youth funding': 400,
    // Vector 1: what she paid at the library, and two departments that bear a part of the rest.
    'library>cultural-centre collection': 500,
    'library>cultural-centre funding': 100,
    'uit>cultural-centre funding': 300,
    // A concert at 10 euro for 2, sold by the cultural centre itself.
    'lier>cultural-centre funding': 400,
    // Vector 5, sold at the library: 9 euro paid, 18 euro funded.
    'library>sport collection': 900,
    'lier>sport funding': 1800,
    // Three turns at the pool of 3 euro each.
    'sport>swim-company fee': 900,
  });
  const laws = await verifyInstallation(town.api.core);
  t.same(
    laws.filter(({ wrong }) => wrong > 0),
    [],
  );
});

t.test('Sofie asks what is kept of her, and who looked; in January she leaves', async (t) => {
  const kept = await privacy.get(`/passholders/${sofie.id}/export`);
  t.match(kept.body, /Sofie.*Concert/s);
  const looks = (await privacy.get(`/passholders/${sofie.id}/looks`)).json<{
    member: { clientId: string }[];
  }>();
  t.ok(looks.member.some(({ clientId }) => clientId === 'lier-welfare'));
  t.notOk(looks.member.some(({ clientId }) => clientId === 'lier-library-desk'));

  town.on('2027-01-04T10:00:00+01:00');
  const gone = await town.api.as('lier-privacy').delete(`/passholders/${sofie.id}`);
  t.equal(gone.statusCode, 204);
  const after = (await finance.get('/billing/entries?limit=500')).json<{ member: Listed[] }>();
  t.equal(totals(after.member)['lier>library funding'], 400, 'the amounts stay');
});

interface Listed {
  readonly debtor: { readonly key: string };
  readonly creditor: { readonly key: string };
  readonly kind: string;
  readonly cents: number;
}

function totals(entries: readonly Listed[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { debtor, creditor, kind, cents } of entries) {
    const name = `${debtor.key}>${creditor.key} ${kind}`;
    sums[name] = (sums[name] ?? 0) + cents;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, cents]) => cents !== 0));
}
