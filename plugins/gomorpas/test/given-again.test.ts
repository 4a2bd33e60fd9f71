import fc from 'fast-check';
import t from 'tap';
import type { RoleOfHolder } from '../../../core/contract/host.ts';
import {
  addToDay,
  calendarPeriodOf,
  type CalendarPeriod,
  isWithin,
} from '../../../core/contract/period.ts';
import type { Benefit, GomorpasConfig, Granted } from '../config.ts';
import { decideBenefits, isActive, type Step } from '../decide-benefits.ts';
import { lier } from './lier-settings.ts';

/*
 * What is given, taken away, used and given again, on whatever days: never more than the number in
 * one period of the calendar, and nothing for the days in between.
 */

const NUMBER = 1;
const PERIODS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
const config: GomorpasConfig = {
  ...lier,
  benefits: Object.fromEntries(
    PERIODS.map((period): [string, Benefit] => {
      const tickets = { number: NUMBER, price: { priceCents: 400 } };
      return [
        period,
        { title: period, importNames: [], partners: ['restaurant'], period, tickets },
      ];
    }),
  ),
};

/** A holder, as core keeps what is decided. */
class Holder {
  today = '2026-11-20';
  readonly roles: RoleOfHolder[] = [];
  /** The first day of a role before it was ended, as core gives it back. */
  readonly firstDays = new Map<string, string>();
  readonly uses: { benefit: string; roleId: string; day: string }[] = [];
  /** The days on which a benefit gave something, by benefit and day. */
  readonly granted = new Set<string>();

  decide(benefits: readonly string[], days: number): void {
    const wanted = { benefits, validUntil: addToDay(this.today, { days }) };
    const steps = decideBenefits(this.roles, wanted, { config, today: this.today });
    for (const step of steps) this.take(step, wanted.validUntil);
    this.note();
  }

  wait(days: number): void {
    for (let passed = 0; passed < days; passed += 1) {
      this.today = addToDay(this.today, { days: 1 });
      this.note();
    }
  }

  use(counted: string): void {
    const role = this.roles.find((one) => benefitOf(one) === counted && this.isRunning(one));
    if (!role) return;
    const period = calendarPeriodOf(this.today, counted as CalendarPeriod);
    // Core counts by role.
    const used = this.uses.filter((one) => one.roleId === role.id && isWithin(one.day, period));
    if (used.length < NUMBER)
      this.uses.push({ benefit: counted, roleId: role.id, day: this.today });
  }

  private take(step: Step, until: string): void {
    if (step.kind === 'issue') {
      const id = `${this.roles.length}`;
      const { benefit, role } = step;
      const period = { from: this.today, until };
      this.roles.push({ id, passholderId: 'p', role, period, attributes: { benefit } });
      this.firstDays.set(id, this.today);
      return;
    }
    const at = this.roles.findIndex(({ id }) => id === step.roleId);
    const role = this.roles[at];
    if (!role) throw new Error('no such role');
    const firstDay = this.firstDays.get(role.id) ?? role.period.from;
    const yesterday = addToDay(this.today, { days: -1 });
    const ended = { from: firstDay < yesterday ? firstDay : yesterday, until: yesterday };
    const period = step.kind === 'end' ? ended : { from: firstDay, until };
    this.roles[at] = { ...role, period };
  }

  private isRunning({ period }: RoleOfHolder): boolean {
    return isWithin(this.today, period) && isActive(period.until, this.today);
  }

  private note(): void {
    for (const role of this.roles.filter((one) => this.isRunning(one))) {
      this.granted.add(`${benefitOf(role)} ${this.today}`);
    }
  }
}

function benefitOf({ attributes }: RoleOfHolder): string {
  return (attributes as Granted).benefit;
}

type Act = (holder: Holder) => void;

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.nat(40).map(
    (days): Act =>
      (holder) =>
        holder.decide(PERIODS, days),
  ),
  fc.constant<Act>((holder) => holder.decide([], 0)),
  fc.constantFrom(1, 5, 11, 45).map(
    (days): Act =>
      (holder) =>
        holder.wait(days),
  ),
  fc.constant<Act>((holder) => PERIODS.forEach((one) => holder.use(one))),
);

function live(acts: readonly Act[]): Holder {
  const holder = new Holder();
  for (const one of acts) one(holder);
  return holder;
}

/** The first day of the period in which a benefit is counted on a day. */
function startOf(counted: string, day: string): string {
  return calendarPeriodOf(day, counted as CalendarPeriod).from;
}

t.test('in one period of the calendar nobody uses more than the number', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30, size: 'max' }), (acts) => {
        const { uses } = live(acts);
        const used = Map.groupBy(uses, (one) => `${one.benefit} ${startOf(one.benefit, one.day)}`);
        return [...used.values()].every((all) => all.length <= NUMBER);
      }),
    ),
  );
});

t.test('a day without the benefit is in its period only within a running one', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30, size: 'max' }), (acts) => {
        const { granted, roles, today } = live(acts);
        return roles.every((role) => {
          const { from, until } = role.period;
          const counted = benefitOf(role);
          const last = until !== null && until < today ? until : today;
          // Of one that was taken away on its first day, that day is not in its period.
          if (from === last && !granted.has(`${counted} ${from}`)) return true;
          let next = last;
          for (let day = last; day >= from; day = addToDay(day, { days: -1 })) {
            if (granted.has(`${counted} ${day}`)) next = day;
            else if (startOf(counted, day) !== startOf(counted, next)) return false;
          }
          return true;
        });
      }),
    ),
  );
});
