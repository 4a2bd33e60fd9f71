import type { Host } from '../../core/contract/host.ts';
import type { ImporterDefinition, ImportOutcome } from '../../core/contract/plugin.ts';
import { clockAt, type Day } from '../../core/contract/period.ts';
import type { Badge, StaffConfig } from './config.ts';
import { decideBadge, lastDayOfWhoLeft, type Step } from './decide-badge.ts';
import { readStaffRow, STAFF_COLUMNS, type StaffRow } from './staff-row.ts';

/** Why a badge ends; kept with its history. */
export const LEFT_SERVICE = 'left-service';

/**
 * Takes over the list of the personnel service: new, changed, left. The same list twice is once.
 */
export const importStaff: ImporterDefinition<StaffConfig> = {
  title: { nl: 'Personeelslijst' },
  columns: STAFF_COLUMNS,
  async run(host, rows, { dryRun, progress }) {
    const read = rows.map((row) => readStaffRow(row, host.config.zones));
    const outcomes = read.flatMap((one) => ('wrong' in one ? [one.wrong] : []));
    const staff = read.flatMap((one) => ('staff' in one ? [one.staff] : []));
    const today = clockAt(host.now()).day;
    const stepOf = await openDeciding(host, staff, today);
    for (const one of staff) {
      const step = stepOf(one);
      if (step !== null && !dryRun) await takeStep(host, one, step);
      outcomes.push(outcomeOf(one, step, today));
      progress(outcomes.length);
    }
    return outcomes.toSorted((a, b) => a.row - b.row);
  },
};

/** What each row asks for, in the order of the list; null for a staff number seen before. */
async function openDeciding(
  host: Host<StaffConfig>,
  staff: readonly StaffRow[],
  today: Day,
): Promise<(staff: StaffRow) => Step | null> {
  const numbers = staff.map(({ nationalNumber }) => nationalNumber);
  const holders = await host.passholders.findByNationalNumber(numbers);
  const held = await host.roles.list('badge');
  const badges = new Map(held.map((badge) => [(badge.attributes as Badge).staffNumber, badge]));
  const seen = new Set<string>();
  return (one) => {
    const { staffNumber } = one.badge;
    if (seen.has(staffNumber)) return null;
    seen.add(staffNumber);
    const passholderId = holders.get(one.nationalNumber)?.passholderId;
    return decideBadge(one, { passholderId, badge: badges.get(staffNumber), today });
  };
}

async function takeStep(host: Host<StaffConfig>, staff: StaffRow, step: Step): Promise<void> {
  const { badge: attributes, employment } = staff;
  if (step.kind === 'issue') {
    const { passholderId } = step;
    await host.roles.issue({ passholderId, role: 'badge', attributes, takenOver: employment });
  }
  if (step.kind === 'amend') await host.roles.amend(step.roleId, { attributes, ...employment });
  if (step.kind === 'end') {
    await host.roles.end(step.roleId, { lastDay: step.lastDay, reason: LEFT_SERVICE });
  }
}

const OUTCOMES = {
  issue: 'new',
  amend: 'changed',
  end: 'ended',
  leave: 'unchanged',
  'no-holder': 'review',
  'of-another': 'wrong',
} as const satisfies Record<Step['kind'], ImportOutcome['outcome']>;

function outcomeOf(staff: StaffRow, step: Step | null, today: Day): ImportOutcome {
  const { row } = staff;
  if (step === null) return { row, outcome: 'wrong', reasons: [REPEATED] };
  const reasons = [
    ...(step.kind === 'no-holder' ? [NO_HOLDER] : []),
    ...(step.kind === 'of-another' ? [OF_ANOTHER] : []),
    ...(lastDayOfWhoLeft(staff, today) === null ? [] : [LEFT]),
  ];
  const outcome = OUTCOMES[step.kind];
  return reasons.length > 0 ? { row, outcome, reasons } : { row, outcome };
}

const because = (column: string, code: string, nl: string) => ({ column, reason: { code, nl } });

const NO_HOLDER = because(
  'nationalNumber',
  'no-holder',
  'Niemand met dit rijksregisternummer heeft een pas.',
);
const OF_ANOTHER = because(
  'staffNumber',
  'staff-number-of-another',
  'De badge met dit stamnummer is van iemand anders.',
);
const REPEATED = because(
  'staffNumber',
  'repeated-staff-number',
  'Dit stamnummer staat hoger al in deze lijst.',
);
const LEFT = because('leftOn', LEFT_SERVICE, 'Deze persoon is uit dienst.');
