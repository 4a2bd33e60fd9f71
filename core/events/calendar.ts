import type { Day } from '../contract/period.ts';

/** `HH:MM`; until 24:00. */
export type TimeOfDay = string;

/** Weekly opening hours; 1 is Monday. */
export interface OpeningHours {
  readonly weekdays: readonly number[];
  readonly opens: TimeOfDay;
  readonly closes: TimeOfDay;
}

/**
 * When an event is on, in the words of UiTdatabank: `PERMANENT` always, `PERIODIC` between two
 * days, `DATES` on named days only. Without opening hours a day is open from midnight to midnight.
 */
export type Calendar =
  | { readonly type: 'PERMANENT'; readonly openingHours?: readonly OpeningHours[] }
  | {
      readonly type: 'PERIODIC';
      readonly from: Day;
      readonly until: Day;
      readonly openingHours?: readonly OpeningHours[];
    }
  | {
      readonly type: 'DATES';
      readonly dates: readonly {
        readonly day: Day;
        readonly opens: TimeOfDay;
        readonly closes: TimeOfDay;
      }[];
    };
