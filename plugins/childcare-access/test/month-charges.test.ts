import { randomUUID } from 'node:crypto';
import t from 'tap';
import { BOOK_TYPE } from '../../../core/spreadsheets/spreadsheet-book.ts';
import { openChildcare } from './open-childcare.ts';

/*
 * What each payer owes for a month: what is to be paid, and nothing of why it is that much.
 */

const LIST = '/childcare-access/exports/charges';
const HEADER =
  'maand;naam;voornaam;geboren;betaler;opvang;maaltijden;te laat;niet gekomen;totaal;ontvangen;' +
  'te ontvangen';
const ROWS = {
  lou: '2026-11;Aerts;Lou;2018-05-05;Mama De Smet;1;0.8;0;0;1.8',
  noa: '2026-11;Boeben;Noa;2018-05-05;gezin;6;0;5;0;11;0;11',
  rik: '2026-11;Claes;Rik;2018-05-05;gezin;0;0;0;2;2;0;2',
};

/** A day on which one child ate, one was fetched too late, one did not come and one was free. */
async function openMonth(test: Parameters<typeof openChildcare>[0]) {
  const care = await openChildcare(test);
  const mother = await care.api.addHolder();
  const [lou, noa, rik, an] = [
    await care.addChild({
      firstName: 'Lou',
      lastName: 'Aerts',
      social: { status: 'ACTIVE', endDate: null },
    }),
    await care.addChild({ firstName: 'Noa', lastName: 'Boeben' }),
    await care.addChild({ firstName: 'Rik', lastName: 'Claes' }),
    await care.addChild({ firstName: 'An', lastName: 'Aerts' }),
  ];
  const persons = [{ kind: 'pick-up', name: 'Mama', card: mother.number }];
  const payers = [{ card: mother.number, name: 'Mama De Smet', share: 1 }];
  await care.enrol(lou, { payers, persons });
  await care.enrol(noa, { persons });
  await care.enrol(rik);
  await care.enrol(an, { days: [1] });
  const stay = await care.stay(lou.number, mother.number, 60);
  await care.desk.put(`/childcare-access/attendances/${stay}/meals`, { meals: ['soup'] });
  await care.stay(noa.number, mother.number, 170);
  care.at('01:00', '2026-11-20');
  await care.work('settle-days');
  care.at('10:00', '2026-12-15');
  const read = async (month = '2026-11') =>
    care.desk.get(`/childcare-access/months/${month}/charges`);
  const pay = async (receivedOn: string, key: string = randomUUID()) => {
    const body = { card: mother.number, month: '2026-11', receivedOn };
    return care.desk.post('/childcare-access/payments', body, { key });
  };
  const correct = async (departedAt: string) => {
    const arrivedAt = '2026-11-19T16:00:00+01:00';
    const because = 'De kaart werd te laat getikt.';
    const body = { arrivedAt, departedAt: `2026-11-19T${departedAt}:00+01:00`, because };
    await care.desk.post(`/childcare-access/attendances/${stay}/correct`, body);
    await care.work('settle-days');
  };
  return { care, correct, lou, mother, pay, read };
}

t.test('the department reads what each payer owes for a month, and for which child', async (t) => {
  const { care, pay, read } = await openMonth(t);
  const charge = (child: string, payer: string | null, cents: object) => ({
    payer,
    isHousehold: payer === null,
    child: { firstName: child, lastName: /./, birthDate: '2018-05-05' },
    careCents: 0,
    mealsCents: 0,
    lateCents: 0,
    noShowCents: 0,
    totalCents: 0,
    receivedCents: 0,
    toReceiveCents: 0,
    ...cents,
  });
  const lou = { careCents: 100, mealsCents: 80, totalCents: 180 };
  const others = [
    charge('Noa', null, { careCents: 600, lateCents: 500, totalCents: 1100, toReceiveCents: 1100 }),
    charge('Rik', null, { noShowCents: 200, totalCents: 200, toReceiveCents: 200 }),
  ];
  const lines = async () => {
    const { body } = await care.desk.get(LIST);
    return body.replace('\uFEFF', '').replaceAll(',', '.').trimEnd().split('\r\n');
  };

  const before = (await read()).json<object[]>();
  t.match(before, [charge('Lou', 'Mama De Smet', { ...lou, toReceiveCents: 180 }), ...others]);
  t.equal(before.length, 3, 'who owes nothing is not told');
  t.same(Object.keys(before[0] ?? {}), Object.keys(charge('', '', {})), 'nor why it is that much');
  t.same(await lines(), [HEADER, `${ROWS.lou};0;1.8`, ROWS.noa, ROWS.rik]);
  t.same((await read('2026-10')).json(), []);
  t.equal((await read('2026-13')).statusCode, 400);
  t.equal((await care.door.get('/childcare-access/months/2026-11/charges')).statusCode, 403);

  t.same((await pay('2026-12-15')).json(), { days: 1, cents: 180 });

  const paid = { ...lou, receivedCents: 180, toReceiveCents: 0 };
  t.match((await read()).json(), [charge('Lou', 'Mama De Smet', paid), ...others]);
  t.same(await lines(), [HEADER, `${ROWS.lou};1.8;0`, ROWS.noa, ROWS.rik]);
  const book = await care.desk.get(`${LIST}?format=xlsx`);
  t.equal(book.headers['content-type'], BOOK_TYPE);
  care.at('10:00', '2027-01-01');
  t.same(await lines(), [HEADER], 'of the last month and this one');
});

t.test('what was received follows a correction, and stands without names', async (t) => {
  const { care, correct, lou, mother, pay, read } = await openMonth(t);
  const key = randomUUID();
  const first = { days: 1, cents: 180 };
  t.same((await pay('2026-12-15', key)).json(), first);
  t.same((await pay('2026-12-15')).json(), { days: 0, cents: 0 }, 'noted before, nothing is new');

  await correct('17:31');
  const dearer = { totalCents: 280, receivedCents: 180, toReceiveCents: 100 };
  t.match((await read()).json()[0], dearer);
  t.same((await pay('2026-12-15')).json(), { days: 1, cents: 100 });
  await correct('16:30');
  const cheaper = { totalCents: 130, receivedCents: 130, toReceiveCents: 0 };
  t.match((await read()).json()[0], cheaper, 'it is never more than what is due');

  t.same((await pay('2026-12-15', key)).json(), first, 'the same command is answered as it was');
  care.at('10:00', '2027-03-15');
  const privacy = care.api.as('lier-privacy');
  const payer = { payer: null, isHousehold: false };
  await privacy.delete(`/passholders/${mother.passholderId}`);
  t.match((await read()).json()[0], { ...payer, child: { firstName: 'Lou' }, ...cheaper });
  await privacy.delete(`/passholders/${lou.passholderId}`);
  t.match((await read()).json()[2], { ...payer, child: null, ...cheaper });
});
