import t from 'tap';
import { openChildcare } from './open-childcare.ts';

t.test('a child that was enrolled by mistake was not missed before that', async (t) => {
  const care = await openChildcare(t);
  await care.work('close-forgotten');
  care.at('00:10', '2026-11-20');
  const child = await care.addChild();
  const id = await care.enrol(child);
  const ended = await care.desk.post(`/childcare-access/enrolments/${id}/end`, {});
  t.equal(ended.statusCode, 204);

  await care.work('settle-days');

  t.same(await care.facts(), []);
  const [day] = await care.api.core.asOwner('select is_settled from childcare_access.care_day');
  t.match(day, { is_settled: true });
});

t.test('a child that is somewhere is missed nowhere', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  await care.enrol(child, { mayLeaveAlone: true });
  await care.enrol(child, { location: 'tree-house' });
  await care.arrive(child.number);
  care.at('17:30');
  await care.leave(child.number);
  care.at('01:00', '2026-11-20');

  await care.work('settle-days');

  t.same(await care.facts('no-show'), []);
  t.equal((await care.facts('care')).length, 1);
});
