import t from 'tap';
import { BOOK_TYPE } from '../../../core/spreadsheets/spreadsheet-book.ts';
import { textsOfBook } from '../../../test/core/spreadsheets/texts-of-book.ts';
import { openChildcare } from './open-childcare.ts';

const care = await openChildcare(t);
const LIST = '/childcare-access/exports/certificates';
const HEADER = 'jaar;naam;voornaam;geboren;betaler;van;tot;dagen;dagtarief;ontvangen';

t.test('who pays by a card has a name, and a household says that it is one', async (t) => {
  const mother = await care.api.addHolder();
  const child = await care.addChild();
  const body = { card: child.number, location: 'nest', days: [1] };
  const enrol = (payers: object[]) =>
    care.desk.post('/childcare-access/enrolments', {
      ...body,
      onFreeDays: false,
      mayLeaveAlone: false,
      payers,
    });
  const refusal = {
    type: '/problems/childcare-access-nameless-payer',
    detail: '/payers/1/name is needed with a card',
    jsonPointer: '/payers/1/name',
  };
  const nameless = { card: mother.number, share: 1 };

  t.match((await enrol([{ share: 1 }, nameless])).json(), refusal);
  t.match((await enrol([{ share: 1 }, { ...nameless, name: ' ' }])).json(), refusal);
  t.equal((await enrol([{ share: 1 }, { ...nameless, name: 'Mama' }])).statusCode, 200);
  const [found] = await care.find(child.number);
  t.match(found?.payers, [
    { name: null, isHousehold: true },
    { name: 'Mama', isHousehold: false },
  ]);
  const path = `/childcare-access/enrolments/${found?.id}/payers`;
  const changed = await care.desk.put(path, { payers: [{ share: 1 }, nameless] });
  t.match(changed.json(), refusal);
});

t.test('the certificates of this year and the last are taken out as a list', async (t) => {
  const mother = await care.api.addHolder();
  const [lou, noa] = [
    await care.addChild({ firstName: 'Lou', lastName: 'Aerts' }),
    await care.addChild({ firstName: 'Noa', lastName: 'Boëben' }),
  ];
  const persons = [{ kind: 'pick-up', name: 'Mama', card: mother.number }];
  const payers = [{ card: mother.number, name: 'Mama De Smet', share: 1 }];
  await care.enrol(lou, { persons, payers });
  await care.enrol(noa, { persons });
  for (const [child, minutes] of [
    [lou, 60],
    [noa, 90],
  ] as const) {
    await care.stay(child.number, mother.number, minutes);
  }
  care.at('01:00', '2026-11-20');
  await care.work('settle-days');
  t.match((await care.desk.get(LIST)).body, HEADER);
  t.equal((await care.desk.get(LIST)).body.trimEnd().split('\r\n').length, 1, 'nobody paid');
  care.at('10:00', '2026-12-15');
  for (const card of [mother.number, noa.number]) {
    const payment = { card, month: '2026-11', receivedOn: '2026-12-15' };
    const noted = await care.desk.post('/childcare-access/payments', payment);
    t.equal(noted.statusCode, 200, noted.body);
  }

  const rows = [
    HEADER,
    '2026;Aerts;Lou;2018-05-05;Mama De Smet;2026-11-19;2026-11-19;1;2;2',
    '2026;Boëben;Noa;2018-05-05;gezin;2026-11-19;2026-11-19;1;3;3',
  ];
  for (const year of ['2026', '2027']) {
    care.at('10:00', `${year}-12-31`);
    const list = await care.desk.get(LIST);
    t.same(list.body.replace('\uFEFF', '').trimEnd().split('\r\n'), rows, year);
  }
  const book = await care.desk.get(`${LIST}?format=xlsx`);
  t.equal(book.headers['content-type'], BOOK_TYPE);
  t.ok(textsOfBook(book.rawPayload).includes('gezin'));
  care.at('10:00', '2028-01-01');
  t.notMatch((await care.desk.get(LIST)).body, /Aerts/);
});
