import t from 'tap';
import { countedReceipts, receiptsFor } from '../money/receipts.ts';
import { openChildcare } from './open-childcare.ts';

t.test('what was received counts as far as it is due, in the year in which it came', async (t) => {
  const due = (cents: number) => [{ passholderId: 'lou', cents }];
  const [then, later] = [
    { on: '2026-12-15', paymentId: 'first' },
    { on: '2027-01-05', paymentId: 'second' },
  ];
  const first = receiptsFor(due(225), [], then);
  t.same(first, [{ ...then, passholderId: 'lou', cents: 225 }]);
  t.same(receiptsFor(due(225), first, later), [], 'nothing is received twice');
  t.same(receiptsFor(due(0), [], then), [{ ...first[0], cents: 0 }], 'noted as paid');

  t.same(countedReceipts(due(150), first), [{ ...first[0], cents: 150 }], 'it became cheaper');
  t.same(countedReceipts(due(300), first), first, 'it became dearer: the rest is not received');
  const rest = receiptsFor(due(300), first, later);
  t.same(rest, [{ ...later, passholderId: 'lou', cents: 75 }]);
  t.same(countedReceipts(due(250), [...first, ...rest])[1]?.cents, 25);
  t.same(countedReceipts([], first), [], 'of what is taken back nothing counts');
});

t.test('a correction keeps what was received, with the certificate of its year', async (t) => {
  const care = await openChildcare(t);
  const parent = await care.api.addHolder();
  const payers = [{ card: parent.number, name: 'Mama', share: 1, weeks: 'every' }];
  const persons = [{ kind: 'pick-up', name: 'Mama', card: parent.number }];
  const children = [await care.addChild({ firstName: 'An' }), await care.addChild()];
  for (const child of children) await care.enrol(child, { payers, persons });
  const stays: string[] = [];
  for (const { number } of children) stays.push(await care.stay(number, parent.number, 61));
  care.at('01:00', '2026-12-15');
  await care.work('settle-days');
  const pay = async (receivedOn: string, month = '2026-11') => {
    const payment = { card: parent.number, month, receivedOn };
    return care.desk.post('/childcare-access/payments', payment);
  };
  const correct = async (departedAt: string) => {
    await care.desk.post(`/childcare-access/attendances/${stays[0]}/correct`, {
      arrivedAt: '2026-11-19T16:00:00+01:00',
      departedAt: `2026-11-19T${departedAt}:00+01:00`,
      because: 'De kaart werd te laat getikt.',
    });
    await care.work('settle-days');
  };
  const certified = async (year: string) =>
    (await care.desk.get(`/childcare-access/certificates/${year}`))
      .json<{ totalCents: number }[]>()
      .map(({ totalCents }) => totalCents)
      .toSorted((a, b) => a - b);

  for (const impossible of ['1999-12-15', '2026-11-18', '2026-12-16']) {
    const refused = await pay(impossible);
    t.equal(refused.statusCode, 400);
    t.match(refused.json(), { type: /childcare-access-impossible-receipt$/ });
  }
  t.same((await pay('2026-12-15')).json(), { days: 1, cents: 450 });
  t.same(await certified('2026'), [225, 225]);
  const before = await care.facts();

  await correct('17:02');
  t.same(await care.facts(), before, 'a minute that changes no cent changes nothing');
  t.same(await certified('2026'), [225, 225]);

  await correct('17:31');
  t.equal((await care.facts('care')).length, 3, 'four half hours are charged anew');
  t.same(await certified('2026'), [225], 'a day of which the rest was not received is on none');
  care.at('10:00', '2027-01-05');
  t.same((await pay('2027-01-05')).json(), { days: 1, cents: 75 });
  t.same(await certified('2026'), [225, 225]);
  t.same(await certified('2027'), [75]);

  await correct('16:30');
  t.same(await certified('2026'), [75, 225], 'what is too much goes back');
  t.same(await certified('2027'), []);
});
