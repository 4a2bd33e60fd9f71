import fc from 'fast-check';
import t from 'tap';
import { addToDay } from '../../../core/contract/period.ts';
import { clockOn, factsWith, withoutTitles } from '../../../test/fixtures/plugin-facts.ts';
import { ATTEND, childcareRights } from '../childcare-rights.ts';
import type { EnrolledChild } from '../config.ts';
import { findContradictions, findUnknown } from '../contradictions.ts';
import { dayTypeOf, isExpected, momentOf } from '../day-type.ts';
import { judgeLeaving } from '../attendance/pick-up.ts';
import { lier } from './lier-settings.ts';

const child: EnrolledChild = {
  location: 'nest',
  days: [1, 2, 4, 5],
  onFreeDays: false,
  extraDays: [],
  absentDays: [],
  mayLeaveAlone: false,
};
const role = {
  name: 'child',
  attributes: child,
  period: { from: '2026-01-01', until: null },
};

t.test('a day is one of school, free or closed, by the dated calendar', async (t) => {
  t.equal(dayTypeOf('2026-11-19', lier), 'school');
  t.equal(dayTypeOf('2026-02-16', lier), 'free', 'the first day of a holiday');
  t.equal(dayTypeOf('2026-02-20', lier), 'free');
  t.equal(dayTypeOf('2026-02-22', lier), 'closed', 'its last day is a Sunday');
  t.equal(dayTypeOf('2026-02-23', lier), 'school');
  t.equal(dayTypeOf('2026-11-21', lier), 'closed', 'a Saturday');
  t.equal(dayTypeOf('2026-11-11', lier), 'closed', 'Armistice Day');
  t.equal(dayTypeOf('2026-10-05', lier, 'school-at-the-nete'), 'free');
  t.equal(dayTypeOf('2026-10-05', lier, 'another'), 'school', 'of another school');
});

t.test(
  'a child is expected by its pattern, its extra days and what it is excused for',
  async (t) => {
    const on = (day: string, change: Partial<EnrolledChild> = {}) =>
      isExpected({ ...child, ...change }, day, lier);

    t.ok(on('2026-11-19'));
    t.notOk(on('2026-11-18'), 'not on Wednesdays');
    t.ok(on('2026-11-18', { extraDays: ['2026-11-18'] }));
    t.notOk(on('2026-11-19', { absentDays: ['2026-11-19'] }));
    t.notOk(on('2026-02-16'), 'a holiday');
    t.ok(on('2026-02-16', { onFreeDays: true }));
    t.ok(on('2026-02-16', { extraDays: ['2026-02-16'] }));
    t.notOk(on('2026-11-11', { extraDays: ['2026-11-11'] }), 'nobody is there');
  },
);

t.test('the right holds at the own location, on the days that a child is expected', async (t) => {
  const rightsOn = (day: string, attributes = child) =>
    withoutTitles(
      childcareRights(
        factsWith({ config: lier, clock: clockOn(`${day}T16:00`), role: { ...role, attributes } }),
      ),
    );

  t.same(rightsOn('2026-11-19'), [{ right: ATTEND, place: 'nest' }]);
  t.match(rightsOn('2026-11-18'), [{ reason: { code: 'not-expected-today' } }]);
  t.same(rightsOn('2026-11-19', { ...child, location: 'gone' }), []);
});

t.test('a time of day is a moment, also when the clock changes', async (t) => {
  t.equal(momentOf('2026-10-25', '18:30'), Date.parse('2026-10-25T18:30:00+01:00'));
  t.equal(momentOf('2026-07-01', '18:30'), Date.parse('2026-07-01T18:30:00+02:00'));
  t.equal(momentOf('2026-10-25', '24:00'), Date.parse('2026-10-26T00:00:00+01:00'));
});

t.test('a child leaves with who is named, never with who is barred', async (t) => {
  const persons = [
    { id: 'oma', kind: 'pick-up', passholderId: 'oma' },
    { id: 'nonkel', kind: 'pick-up', passholderId: null },
    { id: 'vader', kind: 'pick-up', passholderId: 'vader' },
    { id: 'geweerd', kind: 'barred', passholderId: 'vader' },
  ] as const;
  const may = { mayLeaveAlone: false, persons };
  const byCard = (passholderId: string) => judgeLeaving({ by: 'card', passholderId }, may);
  const byStaff = (personId: string) => judgeLeaving({ by: 'staff', personId }, may);

  t.same(byCard('oma'), { personId: 'oma' });
  t.same(byCard('buur'), { refused: 'not-named' });
  t.same(
    byCard('vader'),
    { refused: 'barred', personId: 'geweerd' },
    'also when somebody named him',
  );
  t.same(byStaff('vader'), { refused: 'barred', personId: 'geweerd' });
  t.same(byStaff('geweerd'), { refused: 'barred', personId: 'geweerd' });
  t.same(byStaff('nonkel'), { personId: 'nonkel' });
  t.same(byStaff('wie'), { refused: 'not-named' });
  t.same(judgeLeaving({ by: 'alone' }, may), { refused: 'may-not-leave-alone' });
  t.same(judgeLeaving({ by: 'alone' }, { ...may, mayLeaveAlone: true }), { personId: null });
});

t.test('settings and enrolments that cannot be are refused', async (t) => {
  const nest = lier.locations['nest'];
  if (!nest) throw new Error('Lier has a nest');
  const closed = { ...lier, locations: { nest: { ...nest, closesAt: '06:00' } } };
  const holiday = { title: 'Vakantie', from: '2026-02-22', until: '2026-02-16' };

  t.same(findContradictions(lier), []);
  t.match(findContradictions(closed), [{ at: ['locations', 'nest', 'closesAt'] }]);
  t.match(findContradictions({ ...lier, holidays: [holiday] }), [{ at: ['holidays', 0, 'until'] }]);
  t.match(findContradictions({ ...lier, rates: [...lier.rates, ...lier.rates] }), [
    { at: ['rates', 1, 'validFrom'] },
  ]);
  t.equal(findUnknown(child, lier), null);
  t.match(findUnknown({ ...child, location: 'gone' }, lier), { name: 'location' });
  t.match(findUnknown({ ...child, school: 'gone' }, lier), { name: 'school' });
  t.equal(findUnknown({ ...child, school: 'school-at-the-nete' }, lier), null);
});

t.test(
  'days of the calendar are expected or not, and never both closed and expected',
  async (t) => {
    const day = fc.nat({ max: 730 }).map((days) => addToDay('2026-01-01', { days }));
    t.doesNotThrow(() =>
      fc.assert(
        fc.property(day, fc.boolean(), (one, onFreeDays) => {
          const all = { ...child, days: [1, 2, 3, 4, 5, 6, 7], onFreeDays };
          const type = dayTypeOf(one, lier);
          return (
            isExpected(all, one, lier) === (type === 'school' || (onFreeDays && type === 'free'))
          );
        }),
      ),
    );
  },
);
