import type { Host } from '../../core/contract/host.ts';
import { because, NO_HOLDER, readImportRows, refuseRow } from '../../core/contract/import-row.ts';
import type {
  ImportDecision,
  ImporterDefinition,
  ImportOutcome,
} from '../../core/contract/plugin.ts';
import { clockAt, type Day } from '../../core/contract/period.ts';
import type { StaffConfig } from './config.ts';
import { lastDayOfWhoLeft, type Step } from './decide-badge.ts';
import { type DecidedRow, decideList } from './decide-list.ts';
import { readStaffRow, STAFF_COLUMNS, type StaffRow } from './staff-row.ts';

/** Why a badge ends; kept with its history. */
export const LEFT_SERVICE = 'left-service';

/**
 * Takes over the list of the personnel service: new, changed, left. The same list twice is once.
 */
export const importStaff: ImporterDefinition<StaffConfig> = {
  title: { nl: 'Personeelslijst' },
  columns: STAFF_COLUMNS,
  async decide(host, rows) {
    const { zones } = host.config;
    const { good: list, wrong } = readImportRows(rows, (row) => readStaffRow(row, zones));
    const today = clockAt(host.now()).day;
    const decided = decideList(list, {
      holders: await host.passholders.findByNationalNumber(
        list.map(({ nationalNumber }) => nationalNumber),
      ),
      badges: await host.roles.list('badge'),
      everyBadge: await host.roles.list('badge', { ended: true }),
      today,
    });
    return [...wrong, ...decided.map((row) => decisionOf(row, today))];
  },
};

function decisionOf({ staff, step }: DecidedRow, today: Day): ImportDecision<StaffConfig> {
  const outcome = outcomeOf(staff, step, today);
  if (step === null || !WRITING.has(step.kind)) return outcome;
  return { ...outcome, write: (host) => takeStep(host, staff, step) };
}

/** The steps that change something. */
const WRITING: ReadonlySet<Step['kind']> = new Set(['issue', 'amend', 'end']);

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
  'second-badge': 'wrong',
} as const satisfies Record<Step['kind'], ImportOutcome['outcome']>;

function outcomeOf(staff: StaffRow, step: Step | null, today: Day): ImportOutcome {
  const { row } = staff;
  if (step === null) return refuseRow(row, 'wrong', REPEATED);
  const reasons = [
    ...(step.kind === 'no-holder' ? [NO_HOLDER] : []),
    ...(step.kind === 'of-another' ? [OF_ANOTHER] : []),
    ...(step.kind === 'second-badge' ? [SECOND_BADGE] : []),
    ...(lastDayOfWhoLeft(staff, today) === null ? [] : [LEFT]),
  ];
  const outcome = OUTCOMES[step.kind];
  return reasons.length > 0 ? { row, outcome, reasons } : { row, outcome };
}

const OF_ANOTHER = because(
  'staffNumber',
  'staff-number-of-another',
  'De badge met dit stamnummer is van iemand anders.',
);
const SECOND_BADGE = because(
  'startsOn',
  'second-badge',
  'Deze persoon heeft in deze periode al een badge. Een nieuwe begint na de laatste dag daarvan.',
);
const REPEATED = because(
  'staffNumber',
  'repeated-staff-number',
  'Dit stamnummer staat hoger al in deze lijst.',
);
const LEFT = because('leftOn', LEFT_SERVICE, 'Deze persoon is uit dienst.');
