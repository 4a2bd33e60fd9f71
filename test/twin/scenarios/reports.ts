import { organizerId } from '../../../core/municipalities/installation.ts';
import { writeReports } from '../../../core/reports/write-reports.ts';
import type { Town } from '../ask.ts';
import { moneyIsOwed } from '../exceptions.ts';

const CENTRE = 'lier-cultural-centre-desk';
const REPORTS = '/api/organizers/{organizerId}/financial-reports';

/** The cultural centre asks what its year came to. */
export async function readReports({ ask, core, hear }: Town): Promise<void> {
  hear('a financial report');
  const params = { organizerId: organizerId('lier', 'cultural-centre') };
  await ask(CENTRE, `GET ${REPORTS}/periods`, { status: 200, params });
  const body = { startDate: '2026-10-01', endDate: '2026-12-31' };
  const asked = await ask(CENTRE, `POST ${REPORTS}`, { status: 200, params, body });
  await ask('lier-sports-desk', `POST ${REPORTS}`, { status: 404, params, body });
  await writeReports(core, 1);
  await ask(CENTRE, `GET ${REPORTS}`, { status: 200, params });
  const one = { params: { ...params, reportId: asked.at('/id') } };
  await ask(CENTRE, `GET ${REPORTS}/{reportId}`, { status: 200, ...one });
  const unless = moneyIsOwed;
  await ask(CENTRE, `GET ${REPORTS}/{reportId}.zip`, { status: 200, ...one, unless });
  const link = await ask(CENTRE, `GET ${REPORTS}/{reportId}/download-link`, {
    status: 200,
    ...one,
  });
  const { pathname } = new URL(link.at('/downloadLink'));
  const open = { status: 200, params: { link: pathname.split('/').at(-1) ?? '' }, unless };
  await ask(null, 'GET /api/financial-reports/{link}', open);
}
