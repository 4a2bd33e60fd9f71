import t from 'tap';
import { clockAt } from '../../../core/contract/period.ts';
import { listEntries } from '../../../core/billing/list-entries.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { householdOf } from '../../fixtures/households.ts';
import { openTestCore, type TestHolder } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { addSomebody, problemOf } from '../roles/role-desk.ts';
import { townRoles } from '../roles/town-roles.ts';
import { care, commandOf } from './town-care.ts';

const plugins = [...townRoles, { definition: care, config: {} }];
const core = await openTestCore(
  t,
  new Installation([
    activeMunicipality(townConfig('lier', 1), plugins),
    activeMunicipality(townConfig('nijlen', 1, { postalCodes: ['2560'] }), plugins),
  ]),
);
const command = commandOf(core, care);
const TODAY = clockAt(core.now()).day;
const social = { status: 'ACTIVE', endDate: null } as const;

async function addChild(holder: Partial<TestHolder> = {}) {
  const { passholderId } = await addSomebody(core, { birthDate: '2018-05-05', ...holder });
  const { id: roleId } = await command((host) => host.roles.issue({ passholderId, role: 'child' }));
  return { passholderId, roleId };
}

interface Booked {
  readonly entries: string[];
  readonly shares: Record<string, number>;
}

async function booked(factId: string): Promise<Booked> {
  const nameOf = `coalesce(nullif(p.key, p.id::text), 'PAYER')`;
  const entries = await core.asOwner<{ line: string }>(
    `select ${nameOf} || '>' || c.key || ' ' || e.cents || ' ' || e.kind || ' ' || e.service_date
       as line
       from core.entry e join core.party p on p.id = e.debtor_id
       join core.party c on c.id = e.creditor_id
      where e.money_fact_id = $1 order by e.kind`,
    [factId],
  );
  const shares = await core.asOwner<{ name: string; cents: number }>(
    `select ${nameOf} as name, s.cents from core.share s join core.party p on p.id = s.party_id
      where s.money_fact_id = $1`,
    [factId],
  );
  return {
    entries: entries.map(({ line }) => line),
    shares: Object.fromEntries(shares.map(({ name, cents }) => [name, cents])),
  };
}

function charge(
  about: string,
  roleIds: readonly string[],
  told: { data?: object; serviceDate?: string } = {},
): Promise<string | null> {
  const { data = { halfHours: 6, siblings: false }, serviceDate = TODAY } = told;
  const items = roleIds.map((roleId) => ({ roleId, data }));
  return command((host) => host.charge({ about, serviceDate, items }));
}

t.test('vector 6: a day of childcare for two children of one household', async (t) => {
  const [a, b] = [await addChild({ social }), await addChild({ social })];
  await householdOf(core, [a.passholderId, b.passholderId]);

  const factId = await command((host) =>
    host.charge({
      about: 'day/vector-6',
      serviceDate: '2026-11-19',
      items: [
        { roleId: a.roleId, data: { halfHours: 6, siblings: true } },
        { roleId: b.roleId, data: { halfHours: 3, siblings: true } },
      ],
    }),
  );

  t.same(await booked(factId ?? ''), {
    entries: ['PAYER>youth 337 charge 2026-11-19', 'ocmw>youth 338 funding 2026-11-19'],
    shares: { PAYER: 337, ocmw: 338, youth: 225 },
  });
  const [fact] = await core.asOwner(
    `select kind, plugin, role, price_cents, passholder_id, (select count(*)::int from core.payment
       where money_fact_id = f.id) as payments from core.money_fact f where id = $1`,
    [factId],
  );
  t.same(fact, {
    kind: 'settlement',
    plugin: 'care',
    role: 'child',
    price_cents: 900,
    passholder_id: null,
    payments: 0,
  });
});

t.test('the social status is that of the service date, and writes as many rows', async (t) => {
  const poor = await addChild({ social });
  const other = await addChild();

  const before = await charge('day/before', [poor.roleId], { serviceDate: '2025-12-31' });
  const since = await charge('day/since', [poor.roleId], { serviceDate: '2026-01-01' });
  const never = await charge('day/never', [other.roleId], { serviceDate: '2026-01-01' });

  t.same((await booked(before ?? '')).shares, { PAYER: 600, ocmw: 0 });
  t.same((await booked(since ?? '')).shares, { PAYER: 300, ocmw: 300 });
  t.same((await booked(never ?? '')).shares, { PAYER: 600, ocmw: 0 });
  t.equal((await booked(never ?? '')).entries.length, (await booked(since ?? '')).entries.length);
});

t.test('an age is that of the service date, and what is free is not booked', async (t) => {
  const { roleId } = await addChild({ birthDate: '2023-11-20' });

  t.equal(await charge('day/two', [roleId], { serviceDate: '2026-11-19' }), null);
  t.type(await charge('day/three', [roleId], { serviceDate: '2026-11-20' }), 'string');
});

t.test('the same settlement twice is once, also of 64 at the same time', async (t) => {
  const { passholderId, roleId } = await addChild();

  const all = await Promise.all(Array.from({ length: 64 }, () => charge('day/64', [roleId])));

  t.equal(new Set(all).size, 1);
  const facts = await core.asOwner('select from core.money_fact where passholder_id = $1', [
    passholderId,
  ]);
  t.equal(facts.length, 1);
  const other = { halfHours: 9, siblings: false };
  t.equal(
    await charge('day/64', [roleId], { data: other }),
    all[0],
    'a correction takes it back first',
  );
});

t.test('a settlement is corrected: taken back once, and settled again', async (t) => {
  const { roleId } = await addChild({ social });
  const first = await charge('day/corrected', [roleId], { serviceDate: '2026-11-02' });

  const reversals = await Promise.all(
    Array.from({ length: 8 }, () => command((host) => host.reverse('day/corrected'))),
  );
  const [reversal] = reversals.filter((id) => id !== null);
  const data = { halfHours: 4, siblings: false };
  const second = await charge('day/corrected', [roleId], { data, serviceDate: '2026-11-02' });

  t.equal(reversals.filter((id) => id !== null).length, 1, 'taken back once');
  t.same(await booked(reversal ?? ''), {
    entries: [`PAYER>youth -300 charge ${TODAY}`, `ocmw>youth -300 funding ${TODAY}`],
    shares: { PAYER: -300, ocmw: -300 },
  });
  t.not(second, first);
  t.same((await booked(second ?? '')).shares, { PAYER: 200, ocmw: 200 });
  t.equal(await command((host) => host.reverse('day/never-was')), null);
});

t.test('a fee is owed by the department, whatever the status of the child', async (t) => {
  const { roleId } = await addChild({ social });

  const data = { halfHours: 2, siblings: false, at: 'club' };
  const fee = await charge('fee/1', [roleId], { data });

  t.same(await booked(fee ?? ''), {
    entries: [`youth>club 200 fee ${TODAY}`],
    shares: { youth: 200 },
  });
});

t.test('a household has one account in a town, and who pays alone another', async (t) => {
  const [a, b, alone] = [await addChild(), await addChild(), await addChild()];
  await householdOf(core, [a.passholderId, b.passholderId]);
  const payerOf = async (factId: string | null): Promise<string> => {
    const [entry] = await core.asOwner<{ payer: string }>(
      `select debtor_id as payer from core.entry where money_fact_id = $1 and kind = 'charge'`,
      [factId],
    );
    return entry?.payer ?? '';
  };

  const [one, other, single] = await Promise.all([
    charge('home/a', [a.roleId]),
    charge('home/b', [b.roleId]),
    charge('home/alone', [alone.roleId]),
  ]);
  const told = await command((host) => {
    const items = [{ roleId: a.roleId, data: { halfHours: 1, siblings: false } }];
    const payerId = alone.passholderId;
    return host.charge({ about: 'home/told', serviceDate: TODAY, payerId, items });
  });
  // A child that has two homes.
  await householdOf(core, [alone.passholderId, b.passholderId]);
  const torn = await charge('home/torn', [b.roleId]);

  t.equal(await payerOf(one), await payerOf(other));
  t.not(await payerOf(one), await payerOf(single));
  t.equal(await payerOf(told), await payerOf(single), 'who was told to pay');
  t.not(await payerOf(torn), await payerOf(one), 'of two homes neither is guessed');
});

t.test('a family is a list that somebody keeps, and no home', async (t) => {
  const [child, aunt] = [await addChild(), await addChild()];
  const home = await householdOf(core, [child.passholderId]);
  const list = await householdOf(core, [aunt.passholderId, child.passholderId]);
  await core.asOwner(
    "update core.household_member set relation = 'family' where household_id = $1",
    [list],
  );

  await charge('family-1', [child.roleId]);

  const [payer] = await core.asOwner<{ householdId: string | null }>(
    `select p.household_id as "householdId"
       from core.settlement s
       join core.money_fact f on f.card_system_id = s.card_system_id and f.settlement_id = s.id
       join core.entry e on e.card_system_id = f.card_system_id and e.money_fact_id = f.id
       join core.party p on p.card_system_id = e.card_system_id and p.id = e.debtor_id
      where s.about = 'family-1' and p.kind = 'household'`,
  );
  t.equal(payer?.householdId, home);
});

t.test('finance sees that a household owes, and not which', async (t) => {
  const caller = testCaller(core, 'uit');
  const { member } = await listEntries(core, caller, { kind: 'charge', start: 0, limit: 500 });

  t.ok(member.length > 5);
  for (const { debtor, role } of member) {
    t.same(debtor, { key: 'household', name: 'Een gezin', municipality: 'lier' });
    t.equal(role, null, 'nor for a role that is hidden');
  }
});

t.test('what cannot be settled is refused, and nothing of it is kept', async (t) => {
  const { passholderId, roleId } = await addChild();
  const friend = await addSomebody(core);
  const nijlen = commandOf(core, care, 'nijlen');
  const order = (id: string) => ({
    about: 'day/refused',
    serviceDate: TODAY,
    items: [{ roleId: id, data: { halfHours: 1, siblings: false } }],
  });

  t.equal(
    (await problemOf(nijlen((host) => host.charge(order(roleId))))).problem,
    'role-not-found',
  );
  t.equal(
    (await problemOf(command((host) => host.charge(order(friend.passholderId))))).problem,
    'role-not-found',
  );
  await t.rejects(
    charge('day/till', [roleId], { data: { halfHours: 1, siblings: false, at: 'till' } }),
    /charged to the household, or a fee that a department owes/,
  );
  await t.rejects(charge('', [roleId]), /cannot be about/);
  await core.asOwner('update core.passholder set person_id = null where id = $1', [passholderId]);
  t.equal((await problemOf(charge('day/erased', [roleId]))).problem, 'passholder-not-found');
  const kept = await core.asOwner(
    `select from core.settlement where about in ('day/refused', 'day/till', 'day/erased')`,
  );
  t.equal(kept.length, 0);
});

t.test('settling at two towns under one name is twice', async (t) => {
  const { roleId } = await addChild();
  const { passholderId } = await addSomebody(core, { birthDate: '2018-05-05' });
  const nijlen = commandOf(core, care, 'nijlen');
  const there = await nijlen((host) => host.roles.issue({ passholderId, role: 'child' }));
  const items = [{ roleId: there.id, data: { halfHours: 6, siblings: false } }];

  const here = await charge('day/both', [roleId]);
  const other = await nijlen((host) =>
    host.charge({ about: 'day/both', serviceDate: TODAY, items }),
  );

  t.not(here, other);
  t.equal(await nijlen((host) => host.reverse('day/corrected')), null, 'nor takes it back there');
});

t.test('a child can be at two places, each a role; at one place once', async (t) => {
  const { passholderId } = await addSomebody(core, { birthDate: '2018-05-05' });
  const at = (place: string) =>
    command((host) => host.roles.issue({ passholderId, role: 'child', attributes: { place } }));

  await at('nest');
  await at('boom');

  t.equal((await problemOf(at('nest'))).problem, 'role-already-held');
});

t.test('after all of it the books are right', async (t) => {
  t.same(
    (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0),
    [],
  );
});
