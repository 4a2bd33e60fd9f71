import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { tenantKey, tenantTable } from '../../../core/contract/table.ts';

/** A day of care of a town: its row is the lock on what is settled of it. */
export const CareDay = defineEntity({
  name: 'ChildcareDay',
  ...tenantTable('childcare_access', 'care_day'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    day: p.date(),
    /** False until it is settled, and again once something of it was corrected. */
    isSettled: p.boolean().default(false),
    /** It was settled before: who was missed is known, and is not judged anew. */
    wasSettled: p.boolean().default(false),
  },
  uniques: [{ name: 'care_day_once', properties: ['cardSystemId', 'municipality', 'day'] }],
});
export type CareDay = InferEntity<typeof CareDay>;

/** What was charged to one payer for a day: care, meals, or a fee. */
export const SettledLine = defineEntity({
  name: 'ChildcareSettledLine',
  ...tenantTable('childcare_access', 'settled_line'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    day: p.date(),
    about: p.text(),
    kind: p.enum(['care', 'meal', 'late', 'no-show'] as const),
    /** Null for the household of the child. */
    payerId: p.uuid().nullable(),
    /** What was charged to somebody who was erased since stands: nobody is charged it instead. */
    isPayerErased: p.boolean().default(false),
    /** The line as it was planned, as JSON: one that comes to another amount is charged anew. */
    planned: p.text(),
    /** What each child costs, as JSON: see `SettledPart`. */
    parts: p.text(),
    /** What was received of it, as JSON: see receipts.ts. A correction leaves it alone. */
    received: p.text().default('[]'),
    /** The last day on which something of it was received. */
    receivedOn: p.date().nullable(),
  },
  uniques: [{ name: 'settled_line_once', properties: ['cardSystemId', 'municipality', 'about'] }],
  indexes: [
    { properties: ['cardSystemId', 'municipality', 'day'] },
    { properties: ['cardSystemId', 'payerId', 'day'] },
    { properties: ['cardSystemId', 'municipality', 'receivedOn'] },
  ],
});
export type SettledLine = InferEntity<typeof SettledLine>;
