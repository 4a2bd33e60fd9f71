import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { clockAt } from '../contract/period.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { organizerNotFound } from '../organizers/problems.ts';
import {
  assertOwnOrganizer,
  followReportLink,
  linkToReport,
  listReports,
  readReport,
  readReportFile,
  type ReportFile,
  startReport,
} from './financial-reports.ts';
import { reportNotFound } from './problems.ts';
import { suggestedPeriods } from './report-period.ts';

const tags = ['Financial reports'];
const permission = 'ORGANIZERS_REPORTS';
const Params = Type.Object({ organizerId: Type.String({ format: 'uuid' }) });
const ReportParams = Type.Object({
  ...Params.properties,
  reportId: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});
const Period = Type.Object({
  startDate: Type.String({ format: 'date', description: 'the first day' }),
  endDate: Type.String({ format: 'date', description: 'the last day' }),
});
const Report = Type.Object({
  id: Type.Integer(),
  status: Type.String({ enum: ['STARTED', 'AVAILABLE', 'FAILED'] }),
  message: Type.Optional(Type.String({ description: 'why it failed' })),
  period: Period,
  creationDate: Type.String({ format: 'date-time' }),
});

const DIFFERENT =
  'a report tells of whole months that are over, and an amount that covers fewer than five pass ' +
  'holders whose price it was not told comes with a later month, because who could choose days would see what one visitor paid; and ' +
  'tickets are told at their regular price.';

/** `/organizers/{organizerId}/financial-reports` of the UiTPAS API 4.0. */
export async function financialReportRoutes(api: Api): Promise<void> {
  addPeriods(api);
  addStarting(api);
  addReading(api);
  addDownloading(api);
}

function addPeriods(api: Api): void {
  api.get(
    '/organizers/:organizerId/financial-reports/periods',
    {
      config: { permission, uitpas: true },
      schema: {
        summary: 'Periods to ask a financial report of',
        tags,
        params: Params,
        response: responses({ 200: Type.Array(Period) }, organizerNotFound),
      },
    },
    async ({ caller, params }) => {
      assertOwnOrganizer(caller, params.organizerId);
      return suggestedPeriods(clockAt(api.core.now()).day);
    },
  );
}

function addStarting(api: Api): void {
  api.post(
    '/organizers/:organizerId/financial-reports',
    {
      config: { permission, uitpas: DIFFERENT, idempotency: 'optional' },
      schema: {
        summary: 'Ask a financial report',
        description:
          'A worker makes it; the same period on the same day is one report. While no month of ' +
          'the period is over there is nothing to tell: it becomes FAILED, and its message says so.',
        tags,
        params: Params,
        body: Period,
        response: responses({ 200: Report }, organizerNotFound),
      },
    },
    async ({ caller, params, body, command }) =>
      startReport(api.core, caller, { ...params, period: body, command }),
  );
}

function addReading(api: Api): void {
  api.get(
    '/organizers/:organizerId/financial-reports',
    {
      config: { permission, uitpas: true },
      schema: {
        summary: 'The financial reports of a week, the last first',
        tags,
        params: Params,
        response: responses({ 200: Type.Array(Report) }, organizerNotFound),
      },
    },
    async ({ caller, params }) => listReports(api.core, caller, params.organizerId),
  );
  api.get(
    '/organizers/:organizerId/financial-reports/:reportId',
    {
      config: { permission, uitpas: true },
      schema: {
        summary: 'How far a financial report is',
        tags,
        params: ReportParams,
        response: responses({ 200: Report }, organizerNotFound, reportNotFound),
      },
    },
    async ({ caller, params }) => readReport(api.core, caller, params),
  );
}

/** The archive itself, which no schema describes further. */
const Archive = {
  description: 'An archive of files for a spreadsheet.',
  content: { 'application/x-zip-compressed': { schema: Type.String({ format: 'binary' }) } },
};

function addDownloading(api: Api): void {
  const { core, publicUrl } = api;
  api.get(
    '/organizers/:organizerId/financial-reports/:reportId/download-link',
    {
      config: { permission, uitpas: true },
      schema: {
        summary: 'A link of five minutes to a financial report',
        tags,
        params: ReportParams,
        response: responses(
          { 200: Type.Object({ downloadLink: Type.String() }) },
          organizerNotFound,
          reportNotFound,
        ),
      },
    },
    async ({ caller, params }) => {
      const link = await linkToReport(core, caller, params);
      return { downloadLink: `${publicUrl}/api/financial-reports/${link}` };
    },
  );
  api.get(
    '/organizers/:organizerId/financial-reports/:reportId.zip',
    {
      config: { permission, uitpas: true },
      schema: {
        summary: 'Download a financial report',
        tags,
        params: ReportParams,
        response: responses({ 200: Archive as never }, organizerNotFound, reportNotFound),
      },
    },
    async ({ caller, params }, reply) => send(reply, await readReportFile(core, caller, params)),
  );
  // Hidden from the description: nobody calls it but by the link.
  api.get(
    '/financial-reports/:link',
    {
      config: { public: true },
      schema: { hide: true, params: Type.Object({ link: Type.String({ maxLength: 100 }) }) },
    },
    async ({ params }, reply) => send(reply, await followReportLink(core, params.link)),
  );
}

function send(reply: FastifyReply, { name, bytes }: ReportFile): never {
  // What is sent here goes past the serializer, which knows JSON only.
  return reply
    .type('application/x-zip-compressed')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(bytes) as never;
}
