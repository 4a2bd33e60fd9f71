import { Type } from 'typebox';

/** The longest that a town can keep check-ins. */
export const LONGEST_CHECK_IN_MONTHS = 120;

/** How long is kept what holders did (docs/discretion.md). */
export const RetentionConfig = Type.Object(
  {
    checkInMonths: Type.Integer({
      // A limit per calendar year counts the check-ins of that year.
      minimum: 13,
      maximum: LONGEST_CHECK_IN_MONTHS,
      default: 13,
      description: 'months after which a check-in is reduced to a count, its points stay',
    }),
    lookDays: Type.Integer({
      minimum: 30,
      maximum: 3650,
      default: 90,
      description: 'days after which looks at persons are reduced to counts',
    }),
    inactiveMonths: Type.Integer({
      minimum: 12,
      maximum: 240,
      default: 24,
      description: 'months without any use of a pass after which its holder is erased',
    }),
  },
  {
    additionalProperties: false,
    default: {},
    description: 'how long check-ins, looks at persons, and unused holders are kept',
  },
);
