import t from 'tap';
import { openChildcare } from './open-childcare.ts';

const care = await openChildcare(t);
const TRIES = 8;
const isDone = ({ statusCode }: { statusCode: number }): boolean => statusCode < 300;

t.beforeEach(() => care.at('15:30'));

t.test('of an erasure and a stay that is written down at once, one is done', async (t) => {
  for (let one = 0; one < TRIES; one += 1) {
    const child = await care.addChild();
    await care.enrol(child);
    const stay = {
      card: child.number,
      placeId: care.nest,
      arrivedAt: '2026-11-19T14:00:00+01:00',
      departedAt: '2026-11-19T15:00:00+01:00',
      because: 'Vergeten te tikken.',
    };
    const both = await Promise.all([
      care.desk.post('/childcare-access/attendances', stay),
      care.api.as('lier-privacy').delete(`/passholders/${child.passholderId}`),
    ]);
    t.equal(both.filter(isDone).length, 1, both.map(({ body }) => body).join(' '));
  }
});

t.test('of an erasure and a tap at once, one is done', async (t) => {
  for (let one = 0; one < TRIES; one += 1) {
    const child = await care.addChild();
    await care.enrol(child);
    const both = await Promise.all([
      care.arrive(child.number),
      care.api.as('lier-privacy').delete(`/passholders/${child.passholderId}`),
    ]);
    t.equal(both.filter(isDone).length, 1, both.map(({ body }) => body).join(' '));
  }
});
