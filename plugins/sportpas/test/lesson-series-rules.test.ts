import fc from 'fast-check';
import t from 'tap';
import { HOUSEHOLD } from '../../../core/contract/money.ts';
import { addToDay } from '../../../core/contract/period.ts';
import {
  clockOn,
  factsWith,
  issuanceWith,
  residentBorn,
  withoutTitles,
} from '../../../test/fixtures/plugin-facts.ts';
import type { LessonSeries } from '../config.ts';
import { hasLessonNow, isOfAge, seriesPeriod } from '../lesson-series.ts';
import { seriesCharge } from '../series-charges.ts';
import { ATTEND, sportRights } from '../sport-rights.ts';
import { lier } from './lier-settings.ts';

const [swimming] = Object.values(lier.series);
if (!swimming) throw new Error('Lier has a series');
const role = {
  name: 'lesson-series',
  attributes: { series: 'swimming' },
  period: { from: '2026-12-02', until: '2027-01-27' },
};

t.test(
  'a lesson is on from half an hour before until its end, on its day, in its period',
  async (t) => {
    const isOn = (moment: string) => hasLessonNow(swimming, clockOn(moment), 30);

    t.notOk(isOn('2026-12-02T13:29'));
    t.ok(isOn('2026-12-02T13:30'));
    t.ok(isOn('2026-12-02T14:59'));
    t.notOk(isOn('2026-12-02T15:00'));
    t.notOk(isOn('2026-12-03T14:00'), 'on Thursday');
    t.notOk(isOn('2026-11-25T14:00'), 'before the series');
    t.ok(isOn('2027-01-27T14:00'), 'on its last day');
    t.notOk(isOn('2027-02-03T14:00'), 'after it');
  },
);

t.test('a lesson that would end before it begins never is', async (t) => {
  const wrong = { ...swimming, lessons: [{ day: 3, from: '15:00', until: '14:00' }] };

  t.notOk(hasLessonNow(wrong, clockOn('2026-12-02T14:30'), 30));
});

t.test('the age of a series counts on its first day, both ages included', async (t) => {
  const isFit = (birthDate: string) => isOfAge(residentBorn(birthDate), swimming);

  t.notOk(isFit('2020-12-03'), 'five');
  t.ok(isFit('2020-12-02'), 'six that day');
  t.ok(isFit('2013-12-03'), 'twelve');
  t.notOk(isFit('2013-12-02'), 'thirteen that day');
  const { ages: _, ...forAll } = swimming;
  t.ok(isOfAge(residentBorn('1930-01-01'), forAll));
});

t.test('a place lasts as long as the series, or what is left of it', async (t) => {
  const day = fc.integer({ min: -200, max: 400 }).map((days) => addToDay('2026-11-20', { days }));

  t.doesNotThrow(() =>
    fc.assert(
      fc.property(day, day, day, (from, firstDay, lastDay) => {
        const series: LessonSeries = { ...swimming, firstDay, lastDay };
        const config = { ...lier, series: { swimming: series } };
        const { attributes } = role;
        const period = seriesPeriod(issuanceWith({ config, from, attributes }));
        const starts = period.from === (firstDay > from ? firstDay : from);
        return starts && period.until !== null && period.from <= period.until;
      }),
    ),
  );
});

t.test('a place gives the lessons of its series, and of no other', async (t) => {
  const at = (moment: string, series = 'swimming') => {
    const held = { ...role, attributes: { series } };
    return withoutTitles(
      sportRights(factsWith({ config: lier, clock: clockOn(moment), role: held })),
    );
  };

  t.same(at('2026-12-02T14:00'), [{ right: ATTEND, place: 'swimming-pool' }]);
  t.match(at('2026-12-02T16:00'), [{ reason: { code: 'no-lesson-now' } }]);
  t.same(at('2026-12-02T14:00', 'chess'), [], 'of a series that is no more');
});

t.test('the household owes the series, sport owes who gives the lessons', async (t) => {
  const settle = (kind: 'place' | 'lesson', change: Partial<LessonSeries> = {}) =>
    seriesCharge({
      config: { ...lier, series: { swimming: { ...swimming, ...change } } },
      holder: residentBorn('2018-05-05'),
      role,
      serviceDate: '2026-12-02',
      data: { kind },
    });

  t.same(settle('place'), {
    priceCents: 6000,
    earner: 'sport',
    payer: { party: HOUSEHOLD, kind: 'charge' },
  });
  t.same(settle('lesson'), {
    priceCents: 400,
    earner: 'agb',
    payer: { party: 'sport', kind: 'fee' },
  });
  t.equal(settle('place', { priceCents: 0 }), null);
  t.equal(settle('lesson', { lessonFeeCents: 0 }), null);
  t.equal(settle('lesson', { operator: 'sport' }), null, 'sport owes itself nothing');
});
