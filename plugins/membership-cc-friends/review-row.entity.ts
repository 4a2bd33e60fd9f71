import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { tenantKey, tenantTable } from '../../core/contract/table.ts';

/**
 * A row of the old list in which nobody was recognised. The name is kept while somebody can still
 * deal with it; afterwards only the member number stays, so that the same list finds it again.
 */
export const ReviewRow = defineEntity({
  name: 'FriendReviewRow',
  ...tenantTable('membership_cc_friends', 'review_row'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    memberNumber: p.text(),
    seasonFrom: p.date(),
    seasonUntil: p.date(),
    state: p.enum(['open', 'linked', 'dismissed', 'forgotten'] as const),
    reason: p.enum(['nobody-like-this', 'too-little-known'] as const),
    firstName: p.text().nullable(),
    lastName: p.text().nullable(),
    birthDate: p.date().nullable(),
    email: p.text().nullable(),
    handedOverOn: p.date(),
  },
  uniques: [
    {
      name: 'review_row_once_per_season',
      properties: ['cardSystemId', 'municipality', 'memberNumber', 'seasonFrom'],
    },
  ],
  checks: [
    {
      name: 'review_row_forgets_persons',
      expression: "state = 'open' or num_nonnulls(first_name, last_name, birth_date, email) = 0",
    },
  ],
});
export type ReviewRow = InferEntity<typeof ReviewRow>;
