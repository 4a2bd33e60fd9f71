import { departmentSums, type Department } from '../billing/department-sums.ts';
import { addToDay, clockAt, type Day, startOfDay, ZONE } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson, callFunction } from '../database/call-function.ts';
import { zipFiles } from '../http/zip-files.ts';
import { partyId } from '../municipalities/installation.ts';
import { reportFiles, type SoldTickets } from './report-files.ts';
import { type Months, reportedMonths, type ReportPeriod } from './report-period.ts';

/** A report that this worker makes. */
interface TakenReport extends ReportPeriod {
  readonly id: string;
  readonly organizerId: string;
}

/** A worker that took a report and was not heard of for as long has died. */
const PATIENCE_MS = 2 * 60_000;
const MOST_ATTEMPTS = 5;
const FAILED = 'Het overzicht kon niet gemaakt worden. Vraag het opnieuw.';
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Makes the financial reports that wait in a card system, and forgets those of a week ago.
 * May run twice at once, and die anywhere: what was taken and not finished is taken again.
 */
export async function writeReports(core: Core, cardSystemId: number): Promise<void> {
  const before = new Date(core.now() - KEPT_MS).toISOString();
  await callFunction(core.pool, 'core.forget_reports', [cardSystemId, before]);
  for (;;) {
    const report = await takeReport(core, cardSystemId);
    if (!report) return;
    await writeReport(core, cardSystemId, report);
  }
}

async function takeReport(core: Core, cardSystemId: number): Promise<TakenReport | null> {
  const now = core.now();
  return callForJson<TakenReport | null>(core.pool, 'core.take_report', [
    cardSystemId,
    new Date(now).toISOString(),
    new Date(now - PATIENCE_MS).toISOString(),
    MOST_ATTEMPTS,
    FAILED,
  ]);
}

async function writeReport(core: Core, cardSystemId: number, report: TakenReport): Promise<void> {
  const file = await makeFile(core, cardSystemId, report);
  const words = wordsOfNone(report, clockAt(core.now()).day);
  await callFunction(core.pool, 'core.finish_report', [
    cardSystemId,
    report.id,
    file ?? null,
    file ? null : words,
  ]);
}

/** In the words of UiTPAS, and why when it is the period that was asked. */
function wordsOfNone(period: ReportPeriod, today: Day): string {
  const { startDate, endDate } = period;
  const words = `Geen financieel overzicht beschikbaar voor periode ${startDate} - ${endDate}`;
  if (reportedMonths(period, today)) return words;
  return `${words}: er is nog geen maand van voorbij. Vraag het opnieuw als de maand voorbij is.`;
}

/** Undefined when there is nothing to tell: no month is over, or nothing happened in them. */
async function makeFile(
  core: Core,
  cardSystemId: number,
  report: TakenReport,
): Promise<Buffer | undefined> {
  const installation = core.installation();
  const named = installation.organizer(report.organizerId);
  const clock = clockAt(core.now());
  const months = reportedMonths(report, clock.day);
  if (!named || !months) return undefined;

  const { municipality, key } = named;
  const department = {
    cardSystemId,
    installation,
    municipality,
    organizer: key,
    organizers: [key],
  };
  const sums = await departmentSums(core, department, months);
  const sales = await readSales(core, department, months);
  if (sums.length === 0 && sales.length === 0) return undefined;
  const organizer = municipality.config.organizers[key]?.name ?? key;
  const moment = Temporal.Instant.fromEpochMilliseconds(core.now()).toZonedDateTimeISO(ZONE);
  return zipFiles(reportFiles({ organizer, months, sums, sales }), moment.toPlainDateTime());
}

async function readSales(
  core: Core,
  { cardSystemId, municipality, organizer }: Department,
  { from, to }: Months,
): Promise<SoldTickets[]> {
  return callForJson<SoldTickets[]>(core.pool, 'core.report_sales', [
    cardSystemId,
    partyId(municipality.key, organizer),
    new Date(startOfDay(`${from}-01`)).toISOString(),
    new Date(startOfDay(addToDay(`${to}-01`, { months: 1 }))).toISOString(),
  ]);
}
