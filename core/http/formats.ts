import type { Format } from 'ajv';

/**
 * What a day and a moment of a request may lie between: everything that is reckoned from them fits.
 */
const FIRST_YEAR = 1000;
const LAST_YEAR = 2999;

/** RFC 3339, with minutes in the offset and without leap seconds: what Date can read. */
const MOMENT =
  /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * The formats of values in requests, narrower than those of ajv-formats: these take a UUID with a
 * prefix, the year 0 and a 61st second, with which the database or the clock cannot do anything.
 */
export const formats: Readonly<Record<string, Format>> = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  date: (text: string) => isDay(text),
  'date-time': (text: string) => MOMENT.test(text) && isDay(text.slice(0, 10)),
};

function isDay(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || year === undefined) return false;
  if (month === undefined || day === undefined || month < 1 || month > 12) return false;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= lastDay;
}
