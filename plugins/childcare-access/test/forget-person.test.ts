import t from 'tap';
import { openChildcare } from './open-childcare.ts';

const PRIVACY = 'lier-privacy';

t.test('a parent is told what is kept of a child, and an erased child is forgotten', async (t) => {
  const care = await openChildcare(t);
  const [oma, mother] = [await care.api.addHolder(), await care.api.addHolder()];
  const child = await care.addChild();
  await care.enrol(child, {
    allergies: 'noten',
    mayLeaveAlone: true,
    persons: [{ kind: 'pick-up', name: 'Oma Rosa', card: oma.number }],
    payers: [{ card: mother.number, name: 'Mama', share: 1 }],
  });
  await care.stay(child.number, oma.number, 60);
  const privacy = care.api.as(PRIVACY);
  const told = async (passholderId: string) =>
    (await privacy.get(`/passholders/${passholderId}/export`)).json<{
      plugins: Record<string, object>;
    }>().plugins['childcare-access'];

  t.match(await told(child.passholderId), {
    enrolments: [{ allergies: 'noten', persons: [{ kind: 'pick-up', name: 'Oma Rosa' }] }],
    attendances: [{ location: 'nest', day: '2026-11-19', departedBy: 'card' }],
  });
  t.match(await told(oma.passholderId), { enrolments: [], namedFor: 1, paysFor: 0 });
  t.match(await told(mother.passholderId), { namedFor: 0, paysFor: 1 });

  const early = await privacy.delete(`/passholders/${child.passholderId}`);
  const open = { type: '/problems/passholder-has-open-payments', openUntil: '2026-12-31' };
  t.match(early.json(), open, 'its day is still to be settled');
  t.match((await privacy.delete(`/passholders/${mother.passholderId}`)).json(), open, 'by her');
  care.at('01:00', '2028-01-01');
  for (const { passholderId } of [oma, mother, child]) {
    const gone = await privacy.delete(`/passholders/${passholderId}`);
    t.equal(gone.statusCode, 204, gone.body);
  }

  const [left] = await care.api.core.asOwner<Record<string, number>>(
    `select (select count(*)::int from childcare_access.contact) as contacts,
            (select count(*)::int from childcare_access.payer
              where payer_id is not null or sealed_name is not null) as payers,
            (select count(*)::int from childcare_access.enrolment
              where sealed_allergies is not null) as allergies,
            (select count(*)::int from childcare_access.attendance) as stays`,
  );
  t.same(left, { contacts: 0, payers: 0, allergies: 0, stays: 1 }, 'what it cost is in the books');
  await care.work('settle-days');
  const [day] = await care.api.core.asOwner('select is_settled from childcare_access.care_day');
  t.match(day, { is_settled: true }, 'and nobody else waits for it');
});

t.test(
  'what was received comes on the certificate of the year, after the reductions',
  async (t) => {
    const care = await openChildcare(t);
    const mother = await care.api.addHolder();
    const child = await care.addChild({
      firstName: 'Lou',
      social: { status: 'ACTIVE', endDate: null },
    });
    await care.enrol(child, {
      mayLeaveAlone: true,
      persons: [{ kind: 'pick-up', name: 'Mama', card: mother.number }],
      payers: [{ card: mother.number, name: 'Mama De Smet', share: 1 }],
    });
    const id = await care.stay(child.number, mother.number, 60);
    const payment = { card: mother.number, month: '2026-11', receivedOn: '2026-12-15' };
    t.match((await care.desk.post('/childcare-access/payments', payment)).json(), {
      type: '/problems/childcare-access-nothing-charged',
      endUserMessage: { nl: /pas afgerekend/ },
    });
    await care.desk.put(`/childcare-access/attendances/${id}/meals`, { meals: ['soup'] });
    care.at('01:00', '2026-11-20');
    await care.work('settle-days');
    const read = async (year: string) =>
      (await care.desk.get(`/childcare-access/certificates/${year}`)).json<object[]>();

    t.same(await read('2026'), [], 'not before it was paid');
    care.at('10:00', '2026-12-16');
    const noted = await care.desk.post('/childcare-access/payments', payment);
    t.same(noted.json(), { days: 1, cents: 180 });

    t.match(await read('2026'), [
      {
        payer: 'Mama De Smet',
        isHousehold: false,
        child: { firstName: 'Lou' },
        lines: [{ days: 1, dayRateCents: 100, totalCents: 100 }],
        totalCents: 100,
      },
    ]);
    t.same(await read('2027'), []);
    const again = await care.desk.post('/childcare-access/payments', payment);
    t.same(again.json(), { days: 0, cents: 0 }, 'noted twice, it is noted once');
    const later = { ...payment, receivedOn: '2026-12-16' };
    t.equal((await care.desk.post('/childcare-access/payments', later)).statusCode, 409);
  },
);

t.test('some time after an enrolment nobody knows who fetched the child', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  const persons = [
    { kind: 'pick-up', name: 'Oma Rosa' },
    { kind: 'barred', name: 'Geweerd' },
  ];
  const id = await care.enrol(child, { allergies: 'noten', mayLeaveAlone: true, persons });
  const other = await care.addChild();
  await care.enrol(other, { allergies: 'gluten', persons });
  await care.arrive(child.number, { because: 'De ouders belden.' });
  await care.leave(child.number);
  const end = { lastDay: '2026-11-20' };
  await care.desk.post(`/childcare-access/enrolments/${id}/end`, end);
  const kept = async () => {
    const [row] = await care.api.core.asOwner<Record<string, number>>(
      `select (select count(*)::int from childcare_access.contact) as contacts,
              (select count(sealed_allergies)::int from childcare_access.enrolment) as allergies,
              (select count(sealed_arrival_reason)::int from childcare_access.attendance) as reasons,
              (select count(*)::int from childcare_access.attendance) as stays,
              (select count(*)::int from childcare_access.payer) as payers`,
    );
    return row;
  };

  care.at('10:00', '2027-02-18');
  await care.work('forget-ended');
  t.same(await kept(), { contacts: 4, allergies: 2, reasons: 1, stays: 1, payers: 2 });
  care.at('10:00', '2027-02-19');
  for (let times = 0; times < 2; times += 1) await care.work('forget-ended');
  t.same(await kept(), { contacts: 2, allergies: 1, reasons: 0, stays: 1, payers: 2 });
});
