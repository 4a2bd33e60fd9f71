import { type TSchema, Type } from 'typebox';
import type { PaymentMeans } from './money.ts';

/** How everything is named that configuration can name: `cultural-centre`. */
export const KEY_PATTERN = '^[a-z][a-z0-9-]*$';

const DAY_OF_YEAR_PATTERN =
  '^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])' +
  '|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))$';

/** What a setting can name; the file of a municipality is refused when it does not exist there. */
export const REFERENCE_KINDS = [
  'organizer',
  'place',
  'facility',
  'location',
  'zone',
  'door',
  'desk',
  'party',
] as const;

/** A setting that names an organizer of the municipality. */
export const organizerRef = (description: string) => reference('organizer', description);
/** A setting that names a place of the municipality: any, or one of a kind. */
export const placeRef = (
  description: string,
  kind: 'place' | 'facility' | 'location' | 'zone' | 'door' | 'desk' = 'place',
) => reference(kind, description);
/** A setting that names a party: an organizer, a legal entity or a pot. */
export const partyRef = (description: string) => reference('party', description);
/**
 * A setting with one value for each of what its keys name.
 *
 * @example recordOf(placeRef('where'), Type.Object({ ... }), { description: 'the facilities' })
 */
export const recordOf = <Value extends TSchema>(
  key: ReturnType<typeof reference>,
  value: Value,
  options: {
    description: string;
    minProperties?: number;
    maxProperties?: number;
    default?: Record<string, never>;
  },
) =>
  // TypeBox keeps only the pattern of a key; `propertyNames` says what the key refers to.
  Type.Record(Type.String({ pattern: KEY_PATTERN }), value, { ...options, propertyNames: key });
/** Who bear one price beside the holder at most: a promised price names each, in a fixed length. */
export const MAX_PAYERS = 10;

/** A setting that says in which proportion parties bear something. */
export const weightsOf = (description: string) =>
  recordOf(partyRef('who bears a part'), Type.Integer({ minimum: 1, maximum: 1_000_000 }), {
    description,
    minProperties: 1,
    maxProperties: MAX_PAYERS,
  });
/** A setting that is a day of every year: `MM-DD`. */
export const dayOfYear = (description: string, options: { default?: string } = {}) =>
  Type.String({
    description,
    pattern: DAY_OF_YEAR_PATTERN,
    'x-form': 'a month and a day such as 09-01',
    ...options,
  });
/** A setting that is a day of the calendar: `YYYY-MM-DD`. */
export const dayOfCalendar = (description: string) => Type.String({ description, format: 'date' });
/** A setting that is a time of day: `HH:MM`; `24:00` is the end of the day. */
export const timeOfDay = (description: string) =>
  Type.String({
    description,
    pattern: '^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$',
    'x-form': 'a time such as 08:30',
  });
/** A value that names a payment means. */
export const paymentMeans = (options: { description?: string; default?: PaymentMeans } = {}) =>
  Type.Union(
    [Type.Literal('cash'), Type.Literal('card'), Type.Literal('online'), Type.Literal('statement')],
    options,
  );
/** A setting in whole euro cents, at most 100.000 euro or what is said. */
export const cents = (description: string, options: { default?: number; maximum?: number } = {}) =>
  Type.Integer({ description, minimum: 0, maximum: 10_000_000, 'x-unit': 'cents', ...options });

function reference(kind: (typeof REFERENCE_KINDS)[number], description: string) {
  return Type.String({ description, pattern: KEY_PATTERN, 'x-reference': kind });
}
