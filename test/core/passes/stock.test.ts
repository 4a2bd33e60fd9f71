import t from 'tap';
import { refusalOf } from '../../../core/database/refusal.ts';
import { makeStock } from '../../../core/passes/make-stock.ts';
import { isPassNumber } from '../../../core/passes/pass-number.ts';
import { receiveStock } from '../../../core/passes/receive-stock.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const core = await openTestCore(t, testInstallation());
const chipOf = (at: number): string => `04${at.toString(16).toUpperCase().padStart(12, '0')}`;
const statusOf = async (number: string) =>
  (
    await core.asOwner<{ status: string; chip_number: string | null }>(
      'select status, chip_number from core.card where number = $1',
      [number],
    )
  )[0];
const refused = async (doing: Promise<unknown>): Promise<string | undefined> =>
  doing.then(
    () => 'done',
    (error: unknown) => refusalOf(error)?.name,
  );

t.test('a stock has as many cards as were asked, each with a number of its own', async (t) => {
  const numbers = await makeStock(core, { cardSystemId: 1, count: 1000 });

  t.equal(new Set(numbers).size, 1000);
  t.ok(numbers.every(isPassNumber));
  const stored = await core.asOwner<{ number: string }>(
    'select c.number from core.card c join core.card_directory d on d.number = c.number ' +
      "where d.card_system_id = 1 and c.card_system_id = 1 and c.status = 'PROVISIONED'",
  );
  t.same(stored.map(({ number }) => number).toSorted(), numbers.toSorted());
});

t.test('numbers do not follow one another, and share no beginning', async (t) => {
  const numbers = await makeStock(core, { cardSystemId: 1, count: 1000 });

  const sorted = numbers.map(Number).toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((number, at) => number - (sorted[at] ?? 0));
  t.ok(Math.min(...gaps) > 10, 'no two are neighbours');
  const inOrder = numbers.filter((number, at) => at > 0 && number > (numbers[at - 1] ?? ''));
  t.ok(inOrder.length > 300 && inOrder.length < 700, 'the order says nothing');
  t.equal(new Set(numbers.map((number) => number[0])).size, 10, 'every first digit occurs');
});

t.test('a card can be given out once it came from the printer', async (t) => {
  const [number = ''] = await makeStock(core, { cardSystemId: 1, count: 1 });
  t.equal((await statusOf(number))?.status, 'PROVISIONED');

  const received = await receiveStock(core, {
    cardSystemId: 1,
    cards: [{ number, chipNumber: '04:7f:b9:24:34:17:e3' }],
  });

  t.equal(received, 1);
  t.same(await statusOf(number), { status: 'LOCAL_STOCK', chip_number: '047FB9243417E3' });
});

t.test('the same delivery twice changes nothing', async (t) => {
  const numbers = await makeStock(core, { cardSystemId: 1, count: 3 });
  const cards = numbers.map((number, at) => ({ number, chipNumber: chipOf(at) }));
  await receiveStock(core, { cardSystemId: 1, cards });

  t.equal(await receiveStock(core, { cardSystemId: 1, cards }), 0);
});

t.test('a delivery with a wrong card is refused as a whole', async (t) => {
  const [first = '', second = ''] = await makeStock(core, { cardSystemId: 1, count: 2 });
  await addHolder(core, { number: '0914603487671', chipNumber: chipOf(50) });
  const receive = (number: string, chipNumber: string | null) =>
    refused(
      receiveStock(core, {
        cardSystemId: 1,
        cards: [
          { number: first, chipNumber: chipOf(51) },
          { number, chipNumber },
        ],
      }),
    );

  t.equal(await receive('0917198435211', null), 'pass-not-found');
  t.equal(await receive('0914603487671', chipOf(50)), 'card-not-awaited', 'somebody has it');
  t.equal(await receive(second, chipOf(50)), 'pass-number-taken', 'the chip of another card');
  t.equal(await receive(second, chipOf(51)), 'pass-number-taken', 'one chip on two cards');

  t.same(await statusOf(first), { status: 'PROVISIONED', chip_number: null });
});

t.test('stocks that are made at once share no number', async (t) => {
  const stocks = await Promise.all([
    ...Array.from({ length: 8 }, () => makeStock(core, { cardSystemId: 1, count: 200 })),
    ...Array.from({ length: 8 }, () => makeStock(core, { cardSystemId: 2, count: 200 })),
  ]);

  t.equal(new Set(stocks.flat()).size, 16 * 200);
});
