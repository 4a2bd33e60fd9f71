import t from 'tap';
import { openChildcare } from './open-childcare.ts';

const care = await openChildcare(t);
const because = 'Niemand tikte.';

t.beforeEach(() => care.at('15:30'));

t.test('who writes a stay down hears from when until when a child is enrolled', async (t) => {
  const child = await care.addChild();
  const id = await care.enrol(child);
  const end = { lastDay: '2026-11-20' };
  await care.desk.post(`/childcare-access/enrolments/${id}/end`, end);
  const stayOn = async (day: string) => {
    const times = { arrivedAt: `${day}T15:00:00+01:00`, departedAt: `${day}T15:20:00+01:00` };
    const body = { card: child.number, placeId: care.nest, ...times, because };
    return (await care.desk.post('/childcare-access/attendances', body)).json();
  };
  const type = '/problems/childcare-access-not-enrolled';

  t.match(await stayOn('2026-11-18'), {
    type,
    enrolledFrom: '2026-11-19',
    endUserMessage: { nl: 'Dit kind is hier pas ingeschreven vanaf 19/11/2026.' },
  });
  care.at('15:30', '2026-11-23');
  t.match(await stayOn('2026-11-21'), {
    type,
    enrolledUntil: '2026-11-20',
    endUserMessage: { nl: 'Dit kind was hier ingeschreven tot en met 20/11/2026.' },
  });
});

t.test('of a child that is enrolled elsewhere nothing of that is told', async (t) => {
  const child = await care.addChild();
  await care.enrol(child, { location: 'rainbow' });

  const { enrolledFrom, enrolledUntil, type } = (await care.arrive(child.number)).json();

  t.same(
    { enrolledFrom, enrolledUntil, type },
    {
      enrolledFrom: undefined,
      enrolledUntil: undefined,
      type: '/problems/childcare-access-not-enrolled',
    },
  );
});
