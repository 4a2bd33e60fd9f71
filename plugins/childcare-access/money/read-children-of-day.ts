import type { Host, RoleOfHolder } from '../../../core/contract/host.ts';
import { type Day, isWithin } from '../../../core/contract/period.ts';
import { Attendance } from '../attendance/attendance.entity.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';
import { dayTypeOf, isExpected, momentOf } from '../day-type.ts';
import { Enrolment, Payer } from '../enrolments/enrolment.entity.ts';
import { CHILD } from '../enrolments/hold-enrolments.ts';
import type { SettledPart } from './cost-per-child.ts';
import { payersOn } from './payers.ts';
import type { ChildOfDay, PlannedLine } from './plan-lines.ts';
import type { SettledLine } from './settlement.entity.ts';

const MINUTE_MS = 60_000;

/** Who is settled on a day. */
export interface DayOfCare {
  readonly children: readonly ChildOfDay[];
  /** The roles of children that are not erased, on whichever day they were there. */
  readonly known: ReadonlySet<string>;
}

/** What stands of a day. */
export interface SettledBefore {
  readonly settled: readonly SettledLine[];
  /** All of it was settled: who was missed is known, for a pattern may have changed since. */
  readonly wasWhole: boolean;
}

/** Reads who was there on a day, and who was missed: a child that was expected, and was nowhere. */
export async function readDay(
  host: Host<ChildcareConfig>,
  day: Day,
  { settled, wasWhole }: SettledBefore,
): Promise<DayOfCare> {
  const { config, entities, municipality } = host;
  const attendances = await entities.find(
    Attendance,
    { municipality, day, struckAt: null },
    { orderBy: { arrivedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const stays = Map.groupBy(attendances, ({ roleId }) => roleId);
  const present = new Set(attendances.map(({ passholderId }) => passholderId));
  const before = rolesBefore(settled);
  const isMissed = ({ attributes, id, passholderId, period }: RoleOfHolder): boolean => {
    if (present.has(passholderId)) return false;
    const child = attributes as EnrolledChild;
    // A child that was excused afterwards, by a note of the doctor, was not missed.
    if (wasWhole) return before.missed.has(id) && !child.absentDays.includes(day);
    if (config.noShowFeeCents === 0) return false;
    return isWithin(day, period) && isExpected(child, day, config);
  };
  const all = await host.roles.list(CHILD, { ended: true });
  const known = new Set(all.filter(isKnown).map(({ id }) => id));
  const asked = all.filter((role) => stays.has(role.id) || (known.has(role.id) && isMissed(role)));
  const enrolments = await readEnrolments(host, asked);
  // Enrolled from the next day on, by mistake, and ended at once: it was not to come yet.
  const roles = asked.filter(({ id }) => {
    return stays.has(id) || (enrolments.get(id)?.firstDay ?? day) <= day;
  });
  const payers = await readPayers(host, enrolments);
  const households = await host.passholders.findHouseholds(
    roles.map(({ passholderId }) => passholderId),
  );
  const isSomebodyErased =
    roles.some(({ id }) => !known.has(id)) || settled.some(({ isPayerErased }) => isPayerErased);
  const children = roles.map((role): ChildOfDay => {
    const { attributes, id: roleId, passholderId } = role;
    const type = dayTypeOf(day, config, (attributes as Partial<EnrolledChild>).school);
    const own = stays.get(roleId) ?? [];
    const isErased = !known.has(roleId);
    return {
      roleId,
      passholderId,
      // Care on a day that was closed since is that of a free day.
      dayType: type === 'closed' ? 'free' : type,
      stays: own.map((stay) => stayOf(stay, config)),
      meals: own.flatMap(({ meals }) => meals ?? []),
      isMissed: !isErased && isMissed(role),
      payers: payersOn(payers.get(roleId) ?? [], day).map((payer, at) => {
        return { ...payer, charged: before.chargedToErased(roleId, at) };
      }),
      households: households.get(passholderId)?.toSorted() ?? [],
      isErased,
      hadSibling: isSomebodyErased && before.withSibling.has(roleId),
    };
  });
  return { children, known };
}

/** Of an erased child core keeps the role, and nothing of what was kept with it. */
function isKnown({ attributes }: RoleOfHolder): boolean {
  return Object.hasOwn(attributes as object, 'location');
}

/**
 * The roles of who was missed when the day was settled before, and of who had a sibling there; and
 * which kinds of what a child costs were charged to somebody who was erased since, by the place of
 * that payer.
 */
function rolesBefore(settled: readonly SettledLine[]) {
  const items = settled.flatMap(itemsOf);
  const ofErased = settled.filter(({ isPayerErased }) => isPayerErased).flatMap(chargedItems);
  const siblings = items.filter(({ data }) => data.kind === 'care' && data.hasSibling);
  const missed = items.filter(({ data }) => data.kind === 'no-show');
  return {
    missed: new Set(missed.map(({ roleId }) => roleId)),
    withSibling: new Set(siblings.map(({ roleId }) => roleId)),
    chargedToErased: (roleId: string, at: number) =>
      ofErased.flatMap(({ data, ...one }) => {
        if (one.roleId !== roleId || data.kind === 'kept' || data.part.at !== at) return [];
        return [data.kind];
      }),
  };
}

function itemsOf({ planned }: SettledLine): PlannedLine['items'] {
  return (JSON.parse(planned) as PlannedLine).items;
}

/** The items for which something was charged: a child that came late by a minute owed nothing. */
function chargedItems(line: SettledLine): PlannedLine['items'] {
  const parts = JSON.parse(line.parts) as SettledPart[];
  return itemsOf(line).filter((item) => parts.some(({ roleId }) => roleId === item.roleId));
}

/** The enrolment of each of these roles. */
async function readEnrolments(
  { entities, municipality }: Host<ChildcareConfig>,
  roles: readonly RoleOfHolder[],
): Promise<Map<string, Enrolment>> {
  const enrolments = await entities.find(
    Enrolment,
    { municipality, roleId: { $in: roles.map(({ id }) => id) } },
    { disableIdentityMap: true },
  );
  return new Map(enrolments.map((one) => [one.roleId, one]));
}

async function readPayers(
  { entities }: Host<ChildcareConfig>,
  enrolments: ReadonlyMap<string, Enrolment>,
) {
  const roleOf = new Map([...enrolments].map(([roleId, { id }]) => [id, roleId]));
  const rows = await entities.find(
    Payer,
    { enrolmentId: { $in: [...roleOf.keys()] } },
    { orderBy: { position: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const rules = rows.map(({ enrolmentId, payerId, share, validFrom, weeks }) => {
    return { roleId: roleOf.get(enrolmentId), payerId: payerId ?? null, share, validFrom, weeks };
  });
  return Map.groupBy(rules, ({ roleId }) => roleId ?? '');
}

function stayOf(
  { arrivedAt, day, departedAt, departedBy, location }: Attendance,
  { locations }: ChildcareConfig,
): ChildOfDay['stays'][number] {
  const until = departedAt ?? arrivedAt;
  const closesAt = Object.hasOwn(locations, location) ? locations[location]?.closesAt : undefined;
  const closing = closesAt === undefined ? until : momentOf(day, closesAt);
  const lateMs = departedBy === 'closing' ? 0 : Math.max(0, until - closing);
  return {
    lengthMs: until - arrivedAt,
    lateMinutes: Math.ceil(lateMs / MINUTE_MS),
  };
}
