import t from 'tap';
import { openChildcare } from './open-childcare.ts';

t.test('what an erased payer was not charged is charged to who pays now', async (t) => {
  const care = await openChildcare(t);
  const [child, payer] = [await care.addChild(), await care.api.addHolder()];
  const payers = [{ card: payer.number, name: 'Oma', share: 1 }];
  await care.enrol(child, { payers, mayLeaveAlone: true });
  care.at('16:00');
  const arrived = await care.arrive(child.number);
  const { attendanceId } = arrived.json<{ attendanceId: string }>();
  care.at('18:33');
  await care.leave(child.number);
  care.at('00:10', '2026-11-20');
  await care.work('settle-days');
  const before = await care.facts();
  t.equal(before.length, 1, 'care; the three minutes after closing time cost nothing');
  care.at('10:00', '2027-01-01');
  const gone = await care.api.as('lier-privacy').delete(`/passholders/${payer.passholderId}`);
  t.equal(gone.statusCode, 204, gone.body);
  const shares = async (kind: string) => (await care.facts(kind)).map((fact) => fact.shares);
  const path = `/childcare-access/attendances/${attendanceId}`;

  await care.desk.put(`${path}/meals`, { meals: ['soup'] });
  await care.work('settle-days');
  t.same(await shares('meal'), [{ PAYER: 80 }]);

  const corrected = await care.desk.post(`${path}/correct`, {
    arrivedAt: '2026-11-19T16:00:00+01:00',
    departedAt: '2026-11-19T18:50:00+01:00',
    because: 'Papa kwam om tien voor zeven.',
  });
  t.equal(corrected.statusCode, 204, corrected.body);
  await care.work('settle-days');
  t.same(await shares('late'), [{ PAYER: 500 }]);
  t.same(await care.facts('care'), before, 'what was charged stands');

  await care.desk.put(`${path}/meals`, { meals: ['soup', 'soup'] });
  await care.work('settle-days');
  t.same((await shares('meal')).at(-1), { PAYER: 160 }, 'and is corrected where it was charged');
});
