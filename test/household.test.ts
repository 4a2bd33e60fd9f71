import t from 'tap';
import { knownJobs } from '../core/jobs/known-jobs.ts';
import { placeId } from '../core/municipalities/installation.ts';
import { verifyInstallation } from '../core/verify/verify-installation.ts';
import { allFacts } from './fixtures/written-facts.ts';
import { type Member, openTownYear } from './story/town-year.ts';

/*
 * A household of Lier through a year: two parents, of whom Ann works for the town, and three
 * children, with the social tariff from March on. They have a role of every plugin of Lier. What it
 * comes to was worked out by hand, from DOMAIN.md, sections 5 and 6, and the settings that are
 * shipped: the table below is the books of the town at the end of that year.
 */

const town = await openTownYear(t, '2026-01-05T10:00:00+01:00');
const { api } = town;
const reception = town.at('lier-registration');
const library = town.at('lier-library-desk');
const restaurant = town.at('lier-restaurant-till');
const welfare = town.at('lier-welfare');

const party = await town.hasEvent('youth', { title: 'Fuif', regularPriceCents: 1000 });
const concert = await town.hasEvent('cultural-centre', {
  title: 'Concert',
  regularPriceCents: 1000,
});
const menu = await town.hasEvent('restaurant', { title: 'Dagschotel', regularPriceCents: 850 });
const feast = await town.hasEvent('restaurant', { title: 'Feestmaal', regularPriceCents: 1200 });
const nest = placeId('lier', 'nest');
const insideOfNest = `/childcare-access/locations/${nest}/inside`;
const gym = placeId('lier', 'gym');

/** The books: each fact, who owes whom how many cents because of it, and who bears which part. */
const BOOKS: readonly (readonly [
  what: string,
  kind: string,
  entries: readonly string[],
  shares: Readonly<Record<string, number>>,
])[] = [
  ['the pass of Ann', 'pass-sale', [], { holder: 500 }],
  ['the pass of Bram', 'pass-sale', [], { holder: 500 }],
  ['the pass of Lars, who is fifteen', 'pass-sale', [], { holder: 200 }],
  ['the pass of Mila', 'pass-sale', [], { holder: 200 }],
  ['the pass of Finn', 'pass-sale', [], { holder: 200 }],
  [
    'Bram becomes a friend, at the library',
    'role-sale',
    [
      'library>cultural-centre 100 funding',
      'library>cultural-centre 500 collection',
      'uit>cultural-centre 300 funding',
    ],
    { holder: 500, 'cultural-centre': 100, library: 100, uit: 300 },
  ],
  ['a turn card for Ann', 'role-sale', [], { holder: 4500 }],
  ['a turn in the pool', 'role-use', ['sport>swim-company 300 fee'], { sport: 300 }],
  [
    'Lars goes to a party, by his youth card',
    'ticket-sale',
    ['library>youth 500 collection'],
    { holder: 500, youth: 500 },
  ],
  ['popcorn for Lars', 'role-use', ['youth>cinema 150 fee'], { youth: 150 }],
  [
    'Ann eats at the price for staff',
    'ticket-sale',
    ['hr>restaurant 450 funding'],
    { holder: 400, hr: 450 },
  ],
  [
    'Bram eats by his opportunity benefit',
    'ticket-sale',
    ['welfare>restaurant 800 funding'],
    { holder: 400, welfare: 800 },
  ],
  [
    'his bus pass, from the budget of the year',
    'role-use',
    ['welfare>bus-company 4500 funding'],
    { welfare: 4500 },
  ],
  [
    'a day of care in February: 600 and 300, a quarter off for each of two',
    'settlement',
    ['household>childcare 675 charge'],
    { household: 675, childcare: 225 },
  ],
  [
    'the same day in March: half of the rest is borne by the OCMW',
    'settlement',
    ['household>childcare 337 charge', 'ocmw>childcare 338 funding'],
    { household: 337, ocmw: 338, childcare: 225 },
  ],
  [
    'the holiday pass of Mila, at the library: a fifth of 500',
    'role-sale',
    ['library>youth 100 collection', 'lier>youth 200 funding'],
    { holder: 100, lier: 200, youth: 200 },
  ],
  [
    'gymnastics at Easter: a fifth of 789, rounded down, and two halves',
    'settlement',
    ['household>youth 157 charge', 'lier>youth 316 funding'],
    { household: 157, lier: 316, youth: 316 },
  ],
  ['the club is owed for Mila, who came', 'settlement', ['youth>gym-club 650 fee'], { youth: 650 }],
  [
    'a concert for Bram: the social tariff is less than the price for friends',
    'ticket-sale',
    ['library>cultural-centre 200 collection', 'lier>cultural-centre 400 funding'],
    { holder: 200, lier: 400, 'cultural-centre': 400 },
  ],
  [
    'he cannot come, and the centre pays it back',
    'reversal',
    [
      'library>cultural-centre -200 collection',
      'library>cultural-centre 200 refund',
      'lier>cultural-centre -400 funding',
    ],
    { holder: -200, lier: -400, 'cultural-centre': -400 },
  ],
  [
    'Ann eats: a fifth of 850 is less than the price for staff',
    'ticket-sale',
    ['lier>restaurant 340 funding'],
    { holder: 170, lier: 340, restaurant: 340 },
  ],
  [
    'a turn card for Lars',
    'role-sale',
    ['lier>sport 1800 funding'],
    { holder: 900, lier: 1800, sport: 1800 },
  ],
  ['a turn in the pool', 'role-use', ['sport>swim-company 300 fee'], { sport: 300 }],
];

let ann: Member;
let bram: Member;
let lars: Member;
let mila: Member;
let finn: Member;

/** A call that no desk of the story has a word for; a refusal is an error. */
async function asks(client: string, path: string, body: object) {
  const answer = await api.as(client).post(path, body);
  if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
  return answer.body === '' ? {} : answer.json<Record<string, string>>();
}

/** What a job of a plugin does, with all that it wakes, as a worker does it. */
async function works(plugin: string, job: string): Promise<void> {
  const { jobs } = api.core;
  const before = jobs.wakeups.length;
  const run = (name: string, data: Readonly<Record<string, string>>) =>
    knownJobs(api.core)
      .find((one) => one.name === name)
      ?.run(data);
  await run(`${plugin}.${job}`, { municipality: 'lier' });
  for (let next = before; next < jobs.wakeups.length; next += 1) {
    const wakeup = jobs.wakeups[next];
    if (wakeup?.job.startsWith(`${plugin}.`)) await run(wakeup.job, wakeup.data);
  }
}

/** A child is cared for from half past three, and its mother fetches it with her card. */
async function isCaredFor(child: Member, day: string, until: string): Promise<void> {
  const tap = { card: child.number, placeId: nest };
  town.on(`${day}T15:30:00+01:00`);
  await asks('lier-childcare-door', '/childcare-access/arrivals', tap);
  town.on(`${day}T${until}:00+01:00`);
  const fetched = { ...tap, pickUpCard: ann.number };
  await asks('lier-childcare-door', '/childcare-access/departures', fetched);
}

t.test('in January all five get a pass, and each a role of their own', async (t) => {
  ann = await reception.registers({ name: 'Ann', born: '1986-04-11' });
  bram = await reception.registers({ name: 'Bram', born: '1984-10-02' });
  lars = await reception.registers({ name: 'Lars', born: '2010-05-20' });
  mila = await reception.registers({ name: 'Mila', born: '2016-03-09' });
  const last = await reception.registers({ name: 'Finn', born: '2019-07-23' });
  finn = last;
  t.equal(last.paidEuro, 2);

  town.on('2026-01-12T10:00:00+01:00');
  await library.givesRole(bram, 'membership-cc-friends', 'friend');
  const turnCard = await town.at('lier-sports-desk').givesRole(ann, 'sportpas', 'turn-card');
  await asks('lier-hr', `/passholders/${ann.id}/roles`, {
    plugin: 'staff-card',
    role: 'badge',
    attributes: { staffNumber: '7001', service: 'Bibliotheek', zones: ['stadhuis'] },
  });
  const decided = { ground: 'leefloon', benefits: ['meals', 'bus'], validUntil: '2026-12-31' };
  const given = await api.as('lier-welfare').put(`/gomorpas/passholders/${bram.id}`, decided);
  t.equal(given.statusCode, 200, given.body);
  for (const child of [mila, finn]) {
    await asks('lier-childcare', '/childcare-access/enrolments', {
      card: child.number,
      location: 'nest',
      days: [],
      extraDays: ['2026-02-12', '2026-03-12'],
      persons: [{ kind: 'pick-up', name: 'Ann', card: ann.number }],
      payers: [{ card: ann.number, name: 'Ann', share: 1 }],
    });
  }

  town.on('2026-01-17T14:00:00+01:00');
  await town.at('lier-swim-desk').uses(turnCard, ann, placeId('lier', 'swimming-pool'));
  await library.sells(lars, party);
  const foyer = placeId('lier', 'cinema-foyer');
  const youth = await rolesOf('lier-cinema-till', lars, foyer);
  await asks('lier-cinema-till', `/roles/${youth['jongerenkaart:benefit:use']}/uses`, {
    card: lars.number,
    placeId: foyer,
  });
});

t.test('in February they eat, travel and are cared for, at prices of their own', async (t) => {
  town.on('2026-02-05T12:00:00+01:00');
  t.equal((await restaurant.sells(ann, menu)).paidEuro, 4);
  t.equal((await restaurant.sells(bram, feast)).paidEuro, 4);
  const bus = await rolesOf('lier-bus-counter', bram);
  t.ok('voordeel' in bus, 'the bus company sees a benefit');
  t.notOk(
    Object.keys(bus).some((right) => right.startsWith('gomorpas')),
    'and no reason',
  );
  await asks('lier-bus-counter', `/roles/${bus['voordeel']}/uses`, {
    card: bram.number,
    amount: 4500,
  });

  await isCaredFor(finn, '2026-02-12', '17:00');
  await isCaredFor(mila, '2026-02-12', '18:30');
  town.on('2026-02-13T04:00:00+01:00');
  await works('childcare-access', 'settle-days');
});

t.test('in March the social tariff begins, and a day of care costs half', async (t) => {
  town.on('2026-03-02T09:00:00+01:00');
  for (const one of [ann, bram, lars, mila, finn]) {
    await welfare.grants(one, { endDate: '2026-12-31' });
  }
  await isCaredFor(finn, '2026-03-12', '17:00');
  await isCaredFor(mila, '2026-03-12', '18:30');
  const inside = await api.as('lier-childcare-door').get(insideOfNest);
  t.same(inside.json<{ children: object[] }>().children, [], 'both were fetched');
  town.on('2026-03-13T04:00:00+01:00');
  await works('childcare-access', 'settle-days');
});

t.test('at Easter Mila does gymnastics', async (t) => {
  town.on('2026-03-20T10:00:00+01:00');
  await library.givesRole(mila, 'grabbelpas', 'year-pass');
  const { id } = await asks('lier-youth-desk', '/grabbelpas/activities', {
    code: 'P-01',
    title: 'Een dag turnen',
    place: 'gym',
    firstDay: '2026-04-08',
    lastDay: '2026-04-08',
    from: '10:00',
    until: '16:00',
    ages: { from: 6, until: 12 },
    places: 20,
    priceCents: 789,
    giver: { organizer: 'gym-club', owedCents: 650, owedPer: 'present' },
    openDays: 60,
  });
  const enrolled = await api.as('lier-youth-desk').post(`/grabbelpas/activities/${id}/enrolments`, {
    cards: [mila.number],
    payerCard: ann.number,
  });
  t.equal(enrolled.statusCode, 200, enrolled.body);

  town.on('2026-04-08T09:50:00+02:00');
  await asks('lier-youth-desk', '/grabbelpas/attendances', { card: mila.number, placeId: gym });
  town.on('2026-04-09T04:00:00+02:00');
  await works('grabbelpas', 'settle-activities');
});

t.test('the best price wins, and what was paid comes back', async (t) => {
  town.on('2026-05-08T16:00:00+02:00');
  const ticket = await library.sells(bram, concert);
  t.equal(ticket.paidEuro, 2);
  town.on('2026-06-01T10:00:00+02:00');
  await town.at('lier-cultural-centre-desk').cancels(ticket);
  t.equal((await restaurant.sells(ann, menu)).paidEuro, 1.7);

  town.on('2026-07-02T14:00:00+02:00');
  const card = await town.at('lier-sports-desk').givesRole(lars, 'sportpas', 'turn-card');
  t.equal(card.paidCents, 900);
  await town.at('lier-swim-desk').uses(card, lars, placeId('lier', 'swimming-pool'));
});

t.test('who may see a role sees it, at one tap, and nobody else does', async (t) => {
  town.on('2026-07-06T10:00:00+02:00');
  const pluginsSeen = async (client: string, member: Member): Promise<string[]> => {
    const shown = await api.as(client).get(`/passes/${member.number}/rights`);
    const { rights } = shown.json<{ rights: { plugin: string }[] }>();
    return [...new Set(rights.map(({ plugin }) => plugin))].toSorted();
  };

  t.same(await pluginsSeen('lier-library-desk', ann), ['sportpas']);
  t.same(await pluginsSeen('lier-hr', ann), ['sportpas', 'staff-card']);
  t.same(await pluginsSeen('lier-restaurant-till', ann), ['sportpas', 'voordeel']);
  t.same(await pluginsSeen('lier-library-desk', bram), ['membership-cc-friends']);
  t.same(await pluginsSeen('lier-welfare', bram), ['gomorpas', 'membership-cc-friends']);
  t.same(await pluginsSeen('lier-library-desk', mila), ['grabbelpas']);
  t.same(await pluginsSeen('lier-childcare', mila), ['childcare-access', 'grabbelpas']);
  t.same(await pluginsSeen('lier-library-desk', lars), ['jongerenkaart', 'sportpas']);
});

t.test('who leaves the town’s service eats at the price of others', async (t) => {
  town.on('2026-09-01T09:00:00+02:00');
  const { 'staff-card:door:open': badge } = await rolesOf('lier-hr', ann);
  await asks('lier-hr', `/roles/${badge}/end`, { reason: 'uit dienst' });

  const shown = await restaurant.shows(ann);
  t.notMatch(shown.whole, /voordeel/i);
});

t.test('the books of the town are those that were worked out by hand', async (t) => {
  const facts = await allFacts(api);

  // A cash rounding of nothing is written for every sale at a till.
  const told = facts
    .map(({ kind, entries, shares }) => {
      const borne = Object.entries(shares).filter(([, cents]) => cents !== 0);
      const owed = entries.filter((one) => !/ 0 /.test(one));
      return { kind, entries: owed, shares: Object.fromEntries(borne) };
    })
    .filter(({ entries, shares }) => entries.length + Object.keys(shares).length > 0);
  for (const [at, [what, kind, entries, shares]] of BOOKS.entries()) {
    t.same(told[at], { kind, entries: entries.toSorted(), shares }, what);
  }
  t.equal(told.length, BOOKS.length, 'and nothing else');
  const laws = await verifyInstallation(api.core);
  t.same(
    laws.filter(({ wrong }) => wrong > 0),
    [],
  );
});

/** The roles that a client sees on a card, by the right they give. */
async function rolesOf(
  client: string,
  member: Member,
  place?: string,
): Promise<Record<string, string>> {
  const query = place === undefined ? '' : `?placeId=${place}`;
  const shown = await api.as(client).get(`/passes/${member.number}/rights${query}`);
  const { rights } = shown.json<{ rights: { right: string; roleId: string }[] }>();
  return Object.fromEntries(rights.map(({ right, roleId }) => [right, roleId]));
}
