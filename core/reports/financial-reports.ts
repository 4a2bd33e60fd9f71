import { randomUUID } from 'node:crypto';
import { mayActFor } from '../access/may-act-for.ts';
import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { organizerNotFound } from '../organizers/problems.ts';
import { makeSealedLink, readSealedLink } from '../secrets/sealed-link.ts';
import { FinancialReport } from './financial-report.entity.ts';
import { reportNotFound } from './problems.ts';
import type { ReportPeriod } from './report-period.ts';

/** A report as its organizer sees it. */
export interface ShownReport {
  readonly id: number;
  readonly status: 'STARTED' | 'AVAILABLE' | 'FAILED';
  /** Why it failed. */
  readonly message?: string;
  readonly period: ReportPeriod;
  /** ISO 8601. */
  readonly creationDate: string;
}

/** The file of a report, with the name by which it is kept. */
export interface ReportFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A report of an organizer, by the numbers of the API. */
export interface AskedReport {
  readonly organizerId: string;
  readonly reportId: number;
}

const LINK_KIND = 'financial report link';
const LINK_LIFETIME_MS = 5 * 60_000;
const MOST_LISTED = 100;

/**
 * Sees to it that the caller acts for an organizer.
 *
 * @throws Problem `organizer-not-found`, whether or not it is somebody else's
 */
export function assertOwnOrganizer(caller: Caller, organizerId: string): void {
  if (!mayActFor(caller, organizerId)) throw organizerNotFound();
}

/**
 * Asks for a report over some days, and wakes a worker. The same period on the same day is one
 * report, however often it is asked.
 *
 * @throws Problem `invalid-data` for a period that ends before it begins
 */
export async function startReport(
  core: Core,
  caller: Caller,
  asked: { organizerId: string; period: ReportPeriod; command: CommandKey },
): Promise<ShownReport> {
  const { organizerId, period, command } = asked;
  assertOwnOrganizer(caller, organizerId);
  const { startDate, endDate } = period;
  if (endDate < startDate) {
    throw invalidData({ detail: '/endDate is before the first day', jsonPointer: '/endDate' });
  }
  const { cardSystemId } = caller;
  const now = core.now();
  const stored = await callForJson<StoredReport>(core.pool, 'core.start_report', [
    cardSystemId,
    organizerId,
    startDate,
    endDate,
    clockAt(now).day,
    new Date(now).toISOString(),
    randomUUID(),
    command.key,
    command.hash,
  ]);
  const id = String(cardSystemId);
  await core.jobs.enqueue({ job: 'reports.write', id, data: { cardSystem: id } });
  return shown(stored);
}

/** The reports of an organizer that are still kept, the last first. */
export async function listReports(
  core: Core,
  caller: Caller,
  organizerId: string,
): Promise<ShownReport[]> {
  assertOwnOrganizer(caller, organizerId);
  const { cardSystemId } = caller;
  const found = await tenantManager(core.orm, cardSystemId).find(
    FinancialReport,
    { cardSystemId, organizer: [cardSystemId, organizerId] },
    { orderBy: { requestedAt: -1, number: 1 }, limit: MOST_LISTED },
  );
  return found.map(showEntity);
}

/** One report. @throws Problem `organizer-not-found`, `report-not-found` */
export async function readReport(
  core: Core,
  caller: Caller,
  asked: AskedReport,
): Promise<ShownReport> {
  return showEntity(await findReport(core, caller, asked));
}

/**
 * A link to the file of a report for whoever has it, for five minutes: the end of its address.
 *
 * @throws Problem `report-not-found`, also while it is not available
 */
export async function linkToReport(
  core: Core,
  caller: Caller,
  asked: AskedReport,
): Promise<string> {
  const { id, status } = await findReport(core, caller, asked);
  if (status !== 'AVAILABLE') throw reportNotFound();
  const until = core.now() + LINK_LIFETIME_MS;
  const { cardSystemId } = caller;
  return makeSealedLink(core.keys, { cardSystemId, id }, { kind: LINK_KIND, until });
}

/** The file of a report. @throws Problem `report-not-found`, also while it is not available */
export async function readReportFile(
  core: Core,
  caller: Caller,
  asked: AskedReport,
): Promise<ReportFile> {
  const { id } = await findReport(core, caller, asked);
  return fetchFile(core, { cardSystemId: caller.cardSystemId, id });
}

/**
 * The file behind a link of {@link linkToReport}.
 *
 * @throws Problem `report-not-found` for a link that is over or none of ours, alike
 */
export async function followReportLink(core: Core, link: string): Promise<ReportFile> {
  const target = readSealedLink(core.keys, link, { kind: LINK_KIND, now: core.now() });
  if (!target) throw reportNotFound();
  return fetchFile(core, target);
}

async function findReport(core: Core, caller: Caller, { organizerId, reportId }: AskedReport) {
  assertOwnOrganizer(caller, organizerId);
  const { cardSystemId } = caller;
  const found = await tenantManager(core.orm, cardSystemId).findOne(FinancialReport, {
    cardSystemId,
    number: reportId,
    organizer: [cardSystemId, organizerId],
  });
  if (!found) throw reportNotFound();
  return found;
}

async function fetchFile(
  core: Core,
  { cardSystemId, id }: { cardSystemId: number; id: string },
): Promise<ReportFile> {
  const found = await tenantManager(core.orm, cardSystemId).findOne(
    FinancialReport,
    { cardSystemId, id },
    { populate: ['file', 'organizer'] },
  );
  if (!found?.file) throw reportNotFound();
  const name = `financialOverview_${found.organizer.key}_${found.startDate}_${found.endDate}.zip`;
  return { name, bytes: Buffer.from(found.file) };
}

/** As core.show_report tells it. */
interface StoredReport extends ReportPeriod {
  readonly id: number;
  readonly status: ShownReport['status'];
  readonly message: string | null;
  readonly requestedAt: string;
}

function shown({
  id,
  status,
  message,
  startDate,
  endDate,
  requestedAt,
}: StoredReport): ShownReport {
  return {
    id,
    status,
    ...(message !== null && { message }),
    period: { startDate, endDate },
    creationDate: new Date(requestedAt).toISOString(),
  };
}

function showEntity(report: Awaited<ReturnType<typeof findReport>>): ShownReport {
  const { number: id, message = null, requestedAt, ...rest } = report;
  return shown({ ...rest, id, message, requestedAt: requestedAt.toISOString() });
}
