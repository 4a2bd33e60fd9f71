import { addToDay, calendarPeriodOf, type Day } from '../contract/period.ts';

/**
 * On which day what is still to be charged comes on a statement, at the earliest: what a plugin
 * settles now is paid with what is of now. A day that nobody settled for a year, of a plugin that
 * is off, keeps nobody.
 *
 * @param lastUnsettledDay the last day of which a plugin has still to charge something
 */
export function statementDayOf(lastUnsettledDay: Day | null, today: Day): Day | null {
  const isOpen = lastUnsettledDay !== null && lastUnsettledDay >= addToDay(today, { years: -1 });
  return isOpen ? today : null;
}

/**
 * Until when something of a holder is still to be paid: what came on a statement is open until the
 * end of the next month, in which the statement is paid. Nobody can be asked to pay once erased.
 *
 * @param lastStatementDay the last day of which something came on a statement, or will
 * @returns the last day on which it is open; null when nothing is
 */
export function openPaymentUntil(lastStatementDay: Day | null, today: Day): Day | null {
  if (lastStatementDay === null) return null;
  const { until } = calendarPeriodOf(addToDay(lastStatementDay, { months: 1 }), 'MONTH');
  return until !== null && until >= today ? until : null;
}
