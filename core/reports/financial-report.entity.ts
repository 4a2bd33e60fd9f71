import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';

/** A financial report that an organizer asked for, with its file once it is made. */
export const FinancialReport = defineEntity({
  name: 'FinancialReport',
  ...tenantTable('core', 'financial_report'),
  properties: {
    ...tenantKey,
    number: p.integer(),
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    startDate: p.date(),
    endDate: p.date(),
    askedOn: p.date(),
    status: p.enum(['STARTED', 'AVAILABLE', 'FAILED'] as const),
    message: p.text().nullable(),
    attempts: p.integer().default(0),
    requestedAt: p.datetime().columnType('timestamptz'),
    takenAt: p.datetime().columnType('timestamptz').nullable(),
    file: p.blob().nullable().lazy(),
  },
  uniques: [{ properties: ['cardSystemId', 'number'] }],
  indexes: [
    { properties: ['cardSystemId', 'organizer', 'requestedAt'] },
    {
      name: 'one_report_of_a_period_a_day',
      expression:
        'create unique index one_report_of_a_period_a_day on core.financial_report ' +
        "(card_system_id, organizer_id, start_date, end_date, asked_on) where status <> 'FAILED'",
    },
    {
      name: 'financial_report_to_make',
      expression:
        'create index financial_report_to_make on core.financial_report ' +
        "(card_system_id, requested_at) where status = 'STARTED'",
    },
  ],
  checks: [
    {
      name: 'an_available_report_has_its_file',
      expression: "(status = 'AVAILABLE') = (file is not null)",
    },
  ],
});
