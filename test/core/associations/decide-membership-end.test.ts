import fc from 'fast-check';
import t from 'tap';
import {
  decideMembershipEnd,
  isRenewable,
  type MembershipTerms,
  proposedEnd,
} from '../../../core/associations/decide-membership-end.ts';
import { addToDay, ageOn, type Day } from '../../../core/contract/period.ts';

const day = fc
  .integer({ min: 0, max: 36_500 })
  .map((days): Day => addToDay('1950-01-01', { days }));
const today = fc
  .integer({ min: 0, max: 3_650 })
  .map((days): Day => addToDay('2026-01-01', { days }));
const terms = (endDateType: MembershipTerms['endDateType']) =>
  fc.record({
    endDateType: fc.constant(endDateType),
    months: fc.integer({ min: 1, max: 120 }),
    untilAge: fc.integer({ min: 1, max: 120 }),
    renewableDays: fc.integer({ min: 0, max: 366 }),
  });
const anyTerms = fc.oneof(
  terms('CUSTOM'),
  terms('BASED_ON_DATE_OF_BIRTH'),
  terms('BASED_ON_REGISTRATION_DATE'),
);
const facts = fc.record({
  birthDate: day,
  today,
  endDate: fc.option(today, { nil: null }),
});

t.test('a membership that is made or renewed never ends before today or before it did', (t) => {
  const asked = fc.option(today, { nil: undefined });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(anyTerms, facts, asked, (settings, known, said) => {
        const decision = decideMembershipEnd(settings, known, said);
        if (!('endDate' in decision)) return true;
        const { endDate } = decision;
        return endDate >= known.today && (known.endDate === null || endDate > known.endDate);
      }),
    ),
  );
  t.end();
});

t.test('a desk chooses the last day where it may, and nowhere else', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(anyTerms, facts, today, (settings, known, said) => {
        const decision = decideMembershipEnd(settings, known, said);
        const chosen = 'endDate' in decision ? decision.endDate : null;
        if (settings.endDateType === 'CUSTOM') return chosen === null || chosen === said;
        return chosen === null || chosen === proposedEnd(settings, known);
      }),
    ),
  );
  t.end();
});

t.test('a member by age is one until the day before the birthday', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(terms('BASED_ON_DATE_OF_BIRTH'), facts, (settings, known) => {
        const end = proposedEnd(settings, known);
        const { birthDate } = known;
        const age = settings.untilAge ?? 0;
        if (end === null) return ageOn(birthDate, known.today) >= age;
        const next = addToDay(end, { days: 1 });
        return ageOn(birthDate, end) === age - 1 && ageOn(birthDate, next) === age;
      }),
    ),
  );
  t.end();
});

t.test('a renewal adjoins, so that its day makes no difference while it can be renewed', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        terms('BASED_ON_REGISTRATION_DATE'),
        facts,
        fc.nat(366),
        (settings, known, days) => {
          const endDate = addToDay(known.today, { days });
          const renewed = proposedEnd(settings, { ...known, endDate });
          const first = addToDay(endDate, { days: 1 });
          return renewed === addToDay(addToDay(first, { months: settings.months }), { days: -1 });
        },
      ),
    ),
  );
  t.end();
});

t.test('what cannot be renewed is refused, whatever a desk says', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(anyTerms, fc.tuple(facts, today), today, (settings, [known, endDate], said) => {
        const held = { ...known, endDate };
        if (isRenewable(settings, held)) return true;
        const decision = decideMembershipEnd(settings, held, said);
        return 'refused' in decision && decision.refused === 'not-possible';
      }),
    ),
  );
  t.end();
});

t.test('in days: a year of a sport card, a council until 26, a volunteer until June', (t) => {
  const renewableDays = 60;
  const known = { birthDate: '2004-02-29', today: '2026-11-20', endDate: null };
  const decide = (
    settings: Pick<MembershipTerms, 'endDateType' | 'untilAge'>,
    change: object = {},
    asked?: Day,
  ) =>
    decideMembershipEnd({ months: 12, renewableDays, ...settings }, { ...known, ...change }, asked);
  const sport = { endDateType: 'BASED_ON_REGISTRATION_DATE' } as const;
  const council = { endDateType: 'BASED_ON_DATE_OF_BIRTH', untilAge: 26 } as const;
  const volunteer = { endDateType: 'CUSTOM' } as const;

  t.same(decide(sport), { endDate: '2027-11-19' });
  t.same(decide(sport, { endDate: '2026-12-31' }), { endDate: '2027-12-31' });
  t.same(decide(sport, { endDate: '2025-12-31' }), { endDate: '2027-11-19' });
  t.same(decide(sport, { endDate: '2027-01-20' }), { refused: 'not-possible' });
  t.same(decide(sport, {}, '2030-01-01'), { refused: 'not-chosen' });
  t.same(decide(council), { endDate: '2030-02-28' });
  t.same(decide(council, { endDate: '2030-02-28' }), { refused: 'not-possible' });
  t.same(decide(council, { birthDate: '2000-11-20' }), { refused: 'not-possible' });
  t.same(decide(volunteer, {}, '2027-06-30'), { endDate: '2027-06-30' });
  t.same(decide(volunteer), { refused: 'missing' });
  t.same(decide(volunteer, {}, '2026-11-19'), { refused: 'past' });
  t.same(decide(volunteer, {}, '2037-11-20'), { refused: 'too-far' });
  t.same(decide(volunteer, { endDate: '2026-12-31' }, '2026-12-31'), { refused: 'not-later' });
  t.end();
});
