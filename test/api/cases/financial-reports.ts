import assert from 'node:assert/strict';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { writeReports } from '../../../core/reports/write-reports.ts';
import type { TestApi } from '../../fixtures/open-api.ts';
import { sellTicket } from '../api-desk.ts';
import type { ApiRequest, OperationCase } from '../operation-case.ts';

const centre = 'lier-cultural-centre-desk';
const REPORTS = `/organizers/${organizerId('lier', 'cultural-centre')}/financial-reports`;

const get = (path: string): ApiRequest => ({ method: 'GET', path });

let asked = 0;

/** A period of its own, with the month before this one. */
function newPeriod() {
  asked += 1;
  const startDate = Temporal.PlainDate.from('2026-10-31').subtract({ days: asked }).toString();
  return { startDate, endDate: '2026-10-31' };
}

/** A report of a month in which a ticket was sold, made by a worker. */
async function makeReport(api: TestApi): Promise<number> {
  const moment = new Date(api.core.now()).toISOString();
  api.core.setNow('2026-10-15T10:00:00+02:00');
  const { number } = await api.addHolder();
  const eventId = await api.addEvent('cultural-centre');
  await sellTicket(api, centre, { number, eventId });
  api.core.setNow(moment);
  const started = await api.as(centre).post(REPORTS, newPeriod());
  assert.equal(started.statusCode, 200, started.body);
  await writeReports(api.core, 1);
  return started.json<{ id: number }>().id;
}

const REPORT = 'organizers-organizerId-financial-reports';

/** A good call of everything about financial reports. */
export const financialReportCases: readonly OperationCase[] = [
  {
    operation: `get-${REPORT}-periods`,
    client: centre,
    status: 200,
    prepare: async () => get(`${REPORTS}/periods`),
  },
  {
    operation: `post-${REPORT}`,
    client: centre,
    status: 200,
    prepare: async () => ({ method: 'POST', path: REPORTS, body: newPeriod() }),
  },
  {
    operation: `get-${REPORT}`,
    client: centre,
    status: 200,
    prepare: async (api) => {
      await makeReport(api);
      return get(REPORTS);
    },
  },
  {
    operation: `get-${REPORT}-reportId`,
    client: centre,
    status: 200,
    prepare: async (api) => get(`${REPORTS}/${await makeReport(api)}`),
  },
  {
    operation: `get-${REPORT}-reportId-download-link`,
    client: centre,
    status: 200,
    prepare: async (api) => get(`${REPORTS}/${await makeReport(api)}/download-link`),
  },
  {
    operation: `get-${REPORT}-reportId-zip`,
    client: centre,
    status: 200,
    prepare: async (api) => get(`${REPORTS}/${await makeReport(api)}.zip`),
  },
];
