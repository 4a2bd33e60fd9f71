import { Client } from 'pg';
import t from 'tap';
import { openChildcare } from './open-childcare.ts';

t.test('a child that comes on a day that was settled too early is settled yet', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  await care.enrol(child, { mayLeaveAlone: true });
  await care.work('close-forgotten');
  // The clock of the server was a day ahead, and was put right.
  care.at('04:00', '2026-11-20');
  await care.work('settle-days');
  t.same(
    (await care.facts('no-show')).map(({ shares }) => shares),
    [{ PAYER: 200 }],
  );

  care.at('16:00');
  t.equal((await care.arrive(child.number)).statusCode, 200);
  care.at('17:00');
  t.equal((await care.leave(child.number)).statusCode, 200);
  care.at('04:00', '2026-11-20');
  await care.work('settle-days');

  t.same(
    (await care.facts('no-show')).map(({ shares }) => shares),
    [{ PAYER: 200 }, { PAYER: -200 }],
    'it was not missed',
  );
  t.same(
    (await care.facts('care')).map(({ shares }) => shares),
    [{ PAYER: 200, ocmw: 0 }],
  );
});

t.test('a child that leaves after its day was settled has it settled anew', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  await care.enrol(child, { mayLeaveAlone: true });
  care.at('16:00');
  await care.arrive(child.number);
  // As a worker of before would leave it that did not see the child inside.
  await care.api.core.asOwner('update childcare_access.care_day set is_settled = true');

  care.at('17:00');
  t.equal((await care.leave(child.number)).statusCode, 200);
  care.at('04:00', '2026-11-20');
  await care.work('settle-days');

  t.equal((await care.facts('care')).length, 1);
});

t.test('a tap on a day that is open waits for nobody who is busy with the day', async (t) => {
  const care = await openChildcare(t);
  const [first, child] = [await care.addChild(), await care.addChild()];
  for (const one of [first, child]) await care.enrol(one, { mayLeaveAlone: true });
  await care.arrive(first.number);

  const other = new Client({ connectionString: care.api.core.ownerUrl });
  await other.connect();
  await other.query('begin');
  await other.query('select from childcare_access.care_day for no key update');
  t.equal((await care.arrive(child.number)).statusCode, 200);
  t.equal((await care.leave(child.number)).statusCode, 200);
  await other.end();
});
