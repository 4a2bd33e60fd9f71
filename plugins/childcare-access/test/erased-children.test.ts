import t from 'tap';
import type { ApiHolder } from '../../../test/fixtures/open-api.ts';
import { openChildcare } from './open-childcare.ts';

type Care = Awaited<ReturnType<typeof openChildcare>>;

// A database for each.
t.setTimeout(120_000);

const SOCIAL = { status: 'ACTIVE', endDate: null } as const;

/** Two children of one payer, who fetches both. */
async function enrolSiblings(care: Care, holder: Parameters<Care['addChild']>[0] = {}) {
  const parent = await care.api.addHolder();
  const payers = [{ card: parent.number, name: 'Mama', share: 1, weeks: 'every' }];
  const persons = [{ kind: 'pick-up', name: 'Mama', card: parent.number }];
  const [a, b] = [await care.addChild(holder), await care.addChild(holder)];
  for (const child of [a, b]) await care.enrol(child, { payers, persons });
  return { a, b, parent };
}

async function erase(care: Care, { passholderId }: ApiHolder): Promise<void> {
  const gone = await care.api.as('lier-privacy').delete(`/passholders/${passholderId}`);
  if (gone.statusCode !== 204) throw new Error(gone.body);
}

async function correct(care: Care, stay: string, departedAt: string): Promise<void> {
  const answer = await care.desk.post(`/childcare-access/attendances/${stay}/correct`, {
    arrivedAt: '2026-11-19T16:00:00+01:00',
    departedAt: `2026-11-19T${departedAt}:00+01:00`,
    because: 'De kaart werd te laat getikt.',
  });
  if (answer.statusCode !== 204) throw new Error(answer.body);
}

const isSettled = async ({ api }: Care) =>
  (await api.core.asOwner('select is_settled from childcare_access.care_day')).map(
    (row) => (row as { is_settled: boolean }).is_settled,
  );

t.test('a child that was erased before its day was settled holds up nobody', async (t) => {
  const care = await openChildcare(t);
  const { a, b, parent } = await enrolSiblings(care);
  await care.stay(b.number, parent.number, 60);
  care.at('00:10', '2026-11-20');
  await erase(care, a);

  await care.work('settle-days');

  t.same(await isSettled(care), [true]);
  t.same(
    await care.facts('no-show'),
    [],
    'of an erased child nobody knows whether it was expected',
  );
  t.match(await care.facts('care'), [{ shares: { PAYER: 200 } }]);
});

t.test('a child that was erased before it was settled takes nobody with it', async (t) => {
  const care = await openChildcare(t);
  const { a, b, parent } = await enrolSiblings(care);
  for (const child of [a, b]) await care.stay(child.number, parent.number, 60);
  // The worker stood still for more than a year.
  care.at('00:10', '2028-01-04');
  await erase(care, a);

  await care.work('settle-days');

  t.match(
    await care.facts('care'),
    [{ entries: ['PAYER>childcare 150 charge', 'ocmw>childcare 0 funding'] }],
    'its sibling is charged, and was not alone',
  );
  t.same(await isSettled(care), [true]);
});

t.test('who was missed and erased since, was missed, whatever else is corrected', async (t) => {
  const care = await openChildcare(t);
  const { b, parent } = await enrolSiblings(care);
  const missed = await care.addChild();
  await care.enrol(missed);
  const stay = await care.stay(b.number, parent.number, 61);
  care.at('00:30', '2026-11-20');
  await care.work('settle-days');
  const before = await care.facts('no-show');
  t.equal(before.length, 2, 'it, and the sibling of who came');
  care.at('10:00', '2027-01-01');
  await erase(care, missed);

  await correct(care, stay, '16:20');
  await care.work('settle-days');

  t.same(await care.facts('no-show'), before);
  t.same((await care.facts('care')).at(-1)?.shares, { PAYER: 100, ocmw: 0 });
  t.same(await isSettled(care), [true]);
});

t.test('what stood for an erased child stands when its sibling is corrected', async (t) => {
  const care = await openChildcare(t);
  const { a, b, parent } = await enrolSiblings(care, { social: SOCIAL });
  await care.stay(a.number, parent.number, 60);
  const stay = await care.stay(b.number, parent.number, 60);
  care.at('00:10', '2026-11-20');
  await care.work('settle-days');
  const both = { PAYER: 150, ocmw: 150, childcare: 100 };
  t.same(
    (await care.facts('care')).map(({ shares }) => shares),
    [both],
  );

  await erase(care, a);
  await correct(care, stay, '18:00');
  await care.work('settle-days');
  const taken = { PAYER: -150, ocmw: -150, childcare: -100 };
  const again = { PAYER: 225, ocmw: 225, childcare: 150 };
  t.same(
    (await care.facts('care')).map(({ shares }) => shares),
    [both, taken, again],
    'two hours with the sibling reduction, beside the hour of the other',
  );

  await care.desk.post(`/childcare-access/attendances/${stay}/strike`, { because: 'Vergissing.' });
  await care.work('settle-days');
  t.same(
    (await care.facts('care')).at(-1)?.shares,
    { PAYER: 75, ocmw: 75, childcare: 50 },
    'also when it alone was there',
  );
});
