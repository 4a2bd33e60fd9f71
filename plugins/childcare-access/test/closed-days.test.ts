import t from 'tap';
import { shippedInstallation } from '../../../test/fixtures/open-api.ts';
import type { ChildcareConfig } from '../config.ts';
import { findClosedDay, findClosedWeekday } from '../enrolments/closed-days.ts';
import { lier } from './lier-settings.ts';
import { openChildcare } from './open-childcare.ts';

/*
 * Nobody is expected or excused where nobody is there; what was said before the settings changed
 * stays.
 */

const NONE = { days: [], extraDays: [], absentDays: [] };

t.test('a day that is said anew is a day with care', async (t) => {
  const at = (said: object, stood: object | null = null) =>
    findClosedDay({ ...NONE, ...said }, stood && { ...NONE, ...stood }, lier);

  t.equal(at({ days: [1, 5], extraDays: ['2026-11-18'], absentDays: ['2026-11-02'] }), null);
  t.match(at({ days: [1, 6] }), { jsonPointer: '/days/1', nl: 'Op zaterdag is er geen opvang.' });
  t.match(
    at({ extraDays: ['2026-11-18', '2026-11-11'] }),
    { jsonPointer: '/extraDays/1', nl: 'Op 11/11/2026 is er geen opvang.' },
    'Armistice Day',
  );
  t.match(at({ absentDays: ['2026-11-22'] }), { jsonPointer: '/absentDays/0' }, 'a Sunday');
  const before = { days: [1, 6], extraDays: ['2026-11-11'], absentDays: ['2026-11-22'] };
  t.equal(at(before, before), null, 'it stood before');
  t.match(at({ absentDays: ['2026-11-11'] }, before), { jsonPointer: '/absentDays/0' });
  t.equal(findClosedWeekday([1, 7], [7], lier), null);
});

t.test('a desk hears which day is closed; a day that was closed since may stay', async (t) => {
  const town = await shippedInstallation();
  const care = await openChildcare(t, town);
  const { config } = town.byKey('lier')?.plugins.get('childcare-access') ?? {};
  const { closedOn } = config as ChildcareConfig;
  const [child, other] = [await care.addChild(), await care.addChild()];
  const id = await care.enrol(child, { extraDays: ['2026-12-23'] });
  const put = (more: object) => {
    const body = { days: [1], onFreeDays: false, mayLeaveAlone: false, ...more };
    return care.desk.put(`/childcare-access/enrolments/${id}/days`, body);
  };
  const refusal = (jsonPointer: string, nl: string) => {
    return { type: '/problems/childcare-access-no-care', jsonPointer, endUserMessage: { nl } };
  };

  const week = { days: [1, 7], onFreeDays: false, mayLeaveAlone: false };
  const body = { card: other.number, location: 'nest', ...week };
  const enrolled = await care.desk.post('/childcare-access/enrolments', body);
  t.match(enrolled.json(), refusal('/days/1', 'Op zondag is er geen opvang.'));
  const absent = (await put({ absentDays: ['2026-11-21'] })).json();
  t.match(absent, refusal('/absentDays/0', 'Op 21/11/2026 is er geen opvang.'));

  closedOn.push('2026-12-23', '2026-12-24');
  t.equal((await put({ extraDays: ['2026-12-23'] })).statusCode, 204);
  const extra = (await put({ extraDays: ['2026-12-23', '2026-12-24'] })).json();
  t.match(extra, refusal('/extraDays/1', 'Op 24/12/2026 is er geen opvang.'));
});
