import t from 'tap';
import { holdRows, untilWaiting } from '../../../test/fixtures/until-waiting.ts';
import { openChildcare } from './open-childcare.ts';

// A database for each.
t.setTimeout(120_000);

type Care = Awaited<ReturnType<typeof openChildcare>>;

/** A child of which a day was charged to one payer. */
async function chargeOneDay(care: Care) {
  const [child, parent] = [await care.addChild(), await care.api.addHolder()];
  const payers = [{ card: parent.number, name: 'Mama', share: 1 }];
  const persons = [{ kind: 'pick-up', name: 'Mama', card: parent.number }];
  await care.enrol(child, { payers, persons });
  const stay = await care.stay(child.number, parent.number, 60);
  care.at('04:00', '2026-11-22');
  await care.work('settle-days');
  const pay = (receivedOn: string) => {
    const payment = { card: parent.number, month: '2026-11', receivedOn };
    return care.desk.post('/childcare-access/payments', payment);
  };
  return { pay, stay };
}

/**
 * Starts these one after the other while somebody else is busy with the lines, each once the one
 * before waits; answers what they come to when that somebody is done.
 */
async function crossing<T>({ api }: Care, starts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const begun: Promise<T>[] = [];
  const held = await holdRows(
    api.core,
    'select from childcare_access.settled_line for no key update',
  );
  for (const start of starts) {
    begun.push(start());
    await untilWaiting(api.core, begun.length);
  }
  await held.letGo();
  return Promise.all(begun);
}

t.test('of two payments at once for one month one is noted, the other refused', async (t) => {
  const care = await openChildcare(t);
  const { pay } = await chargeOneDay(care);

  const days = ['2026-11-20', '2026-11-21'];
  const answers = await crossing(
    care,
    days.map((day) => () => pay(day)),
  );

  t.same(
    answers.map(({ statusCode }) => statusCode),
    [200, 409],
  );
  const [line] = await care.api.core.asOwner<{ received: string }>(
    'select received from childcare_access.settled_line',
  );
  t.match(JSON.parse(line?.received ?? ''), [{ on: '2026-11-20', cents: 200 }]);
});

t.test('what was received is kept when its day is taken back at that moment', async (t) => {
  const care = await openChildcare(t);
  const { pay, stay } = await chargeOneDay(care);
  const because = { because: 'Het verkeerde kind.' };
  await care.desk.post(`/childcare-access/attendances/${stay}/strike`, because);

  const [paid] = await crossing<unknown>(care, [
    () => pay('2026-11-20'),
    () => care.work('settle-days'),
  ]);

  t.match(paid, { statusCode: 200 });
  const lines = await care.api.core.asOwner<{ received: string; parts: string }>(
    'select received, parts from childcare_access.settled_line',
  );
  t.match(lines, [{ received: /"cents":200/, parts: '[]' }]);
});
