import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Problem } from '../../../core/contract/problem.ts';
import { refusalOf } from '../../../core/database/refusal.ts';
import { organizerId, partyId } from '../../../core/municipalities/installation.ts';
import { makeStock } from '../../../core/passes/make-stock.ts';
import { makePassNumber } from '../../../core/passes/pass-number.ts';
import { priceOfPass } from '../../../core/passes/pass-sale.ts';
import { receiveStock } from '../../../core/passes/receive-stock.ts';
import { type Registration, registerPassholder } from '../../../core/passes/register-passholder.ts';
import { createHousehold } from '../../fixtures/create-household.ts';
import { unsealNationalNumber } from '../../../core/persons/seal-national-number.ts';
import { checkRights } from '../../../core/rights/check-rights.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const core = await openTestCore(t, testInstallation());
const library = testCaller(core, 'library');

let made = 0;
function freshNumber(): string {
  made += 1;
  return makePassNumber(String(800_000_000_000 + made));
}

const nobody: Registration['person'] = {
  firstName: 'Noor',
  lastName: "'t Jaeckx",
  birthDate: '1985-07-30',
  nationalNumber: null,
  email: 'Noor@Voorbeeld.be',
  phone: null,
  street: 'Grote Markt',
  houseNumber: '1',
  postalCode: '2500',
  city: 'Lier',
};

/** A registration without what a test does not ask for. */
function asked(
  change: Partial<Omit<Registration, 'person'>> & { person?: Partial<Registration['person']> } = {},
): Registration {
  const { person, ...others } = change;
  const card = { number: freshNumber() };
  const plain = { card, household: null, payment: {}, command: null };
  return { ...plain, ...others, person: { ...nobody, ...person } };
}

const register = (registration: Registration) => registerPassholder(core, library, registration);

async function refused(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    return error instanceof Problem ? error.definition.name : (refusalOf(error)?.name ?? '?');
  }
  return 'done';
}

async function countRows(): Promise<unknown[]> {
  const tables = ['person', 'passholder', 'card', 'card_directory', 'points_account', 'outbox'];
  const money = ['money_fact', 'payment', 'share', 'entry', 'command', 'household_member'];
  const counts = [...tables, ...money].map((name) => `(select count(*) from core.${name}) ${name}`);
  return core.asOwner(`select ${counts.join(', ')}`);
}

t.test('a new holder has a card, an account without points, and a residence', async (t) => {
  const number = freshNumber();

  const { passholderId, uitpasNumber } = await register(asked({ card: { number } }));

  t.equal(uitpasNumber, number);
  const question = { card: uitpasNumber, eventId: null, place: null, at: core.now() };
  const { facts, blocked } = await checkRights(core, library, question);
  t.equal(blocked, null);
  t.match(facts.holder, {
    id: passholderId,
    firstName: 'Noor',
    birthDate: '1985-07-30',
    points: 0,
    version: 1,
    residenceId: library.municipality.id,
  });
  t.match(
    await core.asOwner(
      `select p.name_key, p.email_key, o.kind from core.passholder h
         join core.person p on p.id = h.person_id join core.outbox o on o.subject_id = h.id
        where h.id = $1`,
      [passholderId],
    ),
    [{ name_key: 'noortjaeckx', email_key: 'noor@voorbeeld.be', kind: 'passholder.changed' }],
  );
});

t.test('a pass of 500 sold at the library is owed to UiT (vector 9)', async (t) => {
  const { passholderId } = await register(asked());

  const [fact] = await core.asOwner<Record<string, unknown>>(
    `select f.id, f.kind, f.price_cents, f.earner_id, f.seller_id, f.source, f.plugin, f.role,
            f.config_version_id, f.residence_id
       from core.money_fact f where f.passholder_id = $1`,
    [passholderId],
  );
  const uit = partyId('lier', 'uit');
  t.match(fact, {
    kind: 'pass-sale',
    price_cents: 500,
    earner_id: uit,
    seller_id: organizerId('lier', 'library'),
    source: 'regular',
    plugin: null,
    role: null,
    config_version_id: library.municipality.version.id,
    residence_id: library.municipality.id,
  });
  t.same(
    await core.asOwner(
      'select debtor_id, creditor_id, kind, cents, service_date::text from core.entry ' +
        'where money_fact_id = $1',
      [fact?.['id']],
    ),
    [
      {
        debtor_id: partyId('lier', 'library'),
        creditor_id: uit,
        kind: 'collection',
        cents: 500,
        service_date: '2026-11-20',
      },
    ],
  );
  t.same(
    await core.asOwner('select party_id, cents from core.share where money_fact_id = $1', [
      fact?.['id'],
    ]),
    [{ party_id: null, cents: 500 }],
  );
  t.match(
    await core.asOwner('select means, cents from core.payment where money_fact_id = $1', [
      fact?.['id'],
    ]),
    [{ means: 'card', cents: 500 }],
  );
});

t.test(
  'a pass of a child costs less, and one paid in cash is rounded by a fact of its own',
  async (t) => {
    const { passholderId } = await register(
      asked({ person: { birthDate: '2008-11-21' }, payment: { means: 'cash' } }),
    );

    t.same(
      await core.asOwner(
        'select kind, price_cents from core.money_fact where passholder_id = $1 order by kind',
        [passholderId],
      ),
      [
        { kind: 'cash-rounding', price_cents: 0 },
        { kind: 'pass-sale', price_cents: 200 },
      ],
    );
  },
);

t.test('the price is that of the day and of the age on that day', async (t) => {
  const prices = [
    { validFrom: '2027-01-01', regularCents: 600, reducedCents: 0, reducedUnderAge: 12 },
    { validFrom: '2017-06-01', regularCents: 500, reducedCents: 200, reducedUnderAge: 18 },
  ];

  t.equal(priceOfPass(prices, { birthDate: '2008-11-21', day: '2026-11-20' }), 200);
  t.equal(priceOfPass(prices, { birthDate: '2008-11-20', day: '2026-11-20' }), 500);
  t.equal(priceOfPass(prices, { birthDate: '2008-11-20', day: '2027-01-01' }), 600);
  t.equal(priceOfPass(prices, { birthDate: '2020-01-01', day: '2027-01-01' }), 0);
  t.throws(() => priceOfPass(prices, { birthDate: '2020-01-01', day: '2017-05-31' }), /no price/);
});

t.test('a pass that is not sold moves no money', async (t) => {
  const { passholderId } = await register(asked({ payment: null }));

  t.same(
    await core.asOwner('select 1 from core.money_fact where passholder_id = $1', [passholderId]),
    [],
  );
});

t.test('a card of the stock is given out once', async (t) => {
  const [number = ''] = await makeStock(core, { cardSystemId: 1, count: 1 });
  const chipNumber = '047FB9243417E3';
  await receiveStock(core, { cardSystemId: 1, cards: [{ number, chipNumber }] });

  const given = await register(asked({ card: { number: chipNumber } }));

  t.equal(given.uitpasNumber, number);
  t.equal(await refused(register(asked({ card: { number } }))), 'card-not-in-stock');
});

t.test(
  'a number that exists elsewhere is refused, and nothing of the person is kept',
  async (t) => {
    const [elsewhere, chipNumber] = [freshNumber(), '04AAAAAAAAAAAA'];
    await addHolder(core, {
      cardSystemId: 2,
      municipality: 'mechelen',
      number: elsewhere,
      chipNumber,
    });
    const before = await countRows();

    t.equal(await refused(register(asked({ card: { number: elsewhere } }))), 'pass-number-taken');
    t.equal(
      await refused(register(asked({ card: { number: freshNumber(), chipNumber } }))),
      'pass-number-taken',
    );
    t.equal(await refused(register(asked({ card: { number: '123' } }))), 'invalid-uitpas-number');

    t.same(await countRows(), before);
  },
);

t.test('a person with a pass is not registered again', async (t) => {
  const person = { nationalNumber: '85073003328' };
  const { passholderId } = await register(asked({ person }));
  const before = await countRows();

  const again = register(asked({ person }));

  t.equal(await refused(again), 'passholder-already-registered');
  t.same(await countRows(), before);
  const [stored] = await core.asOwner<{ hash: string; sealed: string }>(
    `select p.national_number_hash as hash, p.national_number_sealed as sealed
       from core.passholder h join core.person p on p.id = h.person_id where h.id = $1`,
    [passholderId],
  );
  t.equal(unsealNationalNumber(core.keys, stored?.sealed ?? ''), '85073003328');
  t.notMatch(`${stored?.hash}${stored?.sealed}`, '85073003328');
});

t.test('a guardian who gets a pass stays one person', async (t) => {
  const person = { nationalNumber: '00012556777' };
  const { passholderId } = await register(asked({ person, payment: null }));
  const [{ person_id: guardian } = { person_id: '' }] = await core.asOwner<{ person_id: string }>(
    'select person_id from core.passholder where id = $1',
    [passholderId],
  );
  await core.asOwner('delete from core.card where passholder_id = $1', [passholderId]);
  await core.asOwner('delete from core.points_account where passholder_id = $1', [passholderId]);
  await core.asOwner('delete from core.passholder where id = $1', [passholderId]);

  const registered = await register(asked({ person: { ...person, email: 'nieuw@voorbeeld.be' } }));

  t.same(
    await core.asOwner(
      `select h.person_id, p.email from core.passholder h join core.person p on p.id = h.person_id
        where h.id = $1`,
      [registered.passholderId],
    ),
    [{ person_id: guardian, email: 'nieuw@voorbeeld.be' }],
  );
});

t.test('holders of one household know each other as counts', async (t) => {
  const id = await createHousehold(core, library.municipality);
  const member = (relation: 'adult' | 'child' | 'guardian') =>
    register(asked({ household: { id, relation }, payment: null }));
  const relationsOf = async ({ uitpasNumber: card }: { uitpasNumber: string }) => {
    const question = { card, eventId: null, place: null, at: core.now() };
    const { partners, children, guardians } =
      (await checkRights(core, library, question)).facts.holder ?? {};
    return { partners, children, guardians };
  };
  const parent = await member('adult');
  const child = await member('child');
  await member('child');
  t.same(await relationsOf(parent), { partners: 0, children: 2, guardians: 0 });

  await member('adult');
  const guardian = await member('guardian');

  t.same(await relationsOf(parent), { partners: 1, children: 2, guardians: 0 });
  t.same(await relationsOf(child), { partners: 0, children: 0, guardians: 3 }, 'of the child');
  t.same(await relationsOf(guardian), { partners: 0, children: 2, guardians: 0 });
  const unknown = { id: randomUUID(), relation: 'adult' } as const;
  t.equal(await refused(register(asked({ household: unknown }))), 'household-not-found');
});

t.test('the same command again registers nobody else', async (t) => {
  const command = { key: randomUUID(), hash: 'asked' };
  const registration = asked({ command });
  const first = await register(registration);
  const before = await countRows();

  const again = await register(registration);

  t.same(again, first);
  t.same(await countRows(), before);
  t.equal(
    await refused(register(asked({ command: { ...command, hash: 'other' } }))),
    'idempotency-key-reused',
  );
});

t.test('a person who is registered at 16 desks at once gets one pass', async (t) => {
  const person = { nationalNumber: '65022190043' };

  const answers = await Promise.all(
    Array.from({ length: 16 }, () => refused(register(asked({ person, payment: null })))),
  );

  t.equal(answers.filter((answer) => answer === 'done').length, 1);
  t.equal(answers.filter((answer) => answer === 'passholder-already-registered').length, 15);
});
