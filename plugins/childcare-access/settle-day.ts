import type { Host, RoleOfHolder } from '../../core/contract/host.ts';
import { type Day, isWithin } from '../../core/contract/period.ts';
import { Problem } from '../../core/contract/problem.ts';
import { Attendance } from './attendance.entity.ts';
import { holdOpenDay } from './care-days.ts';
import type { ChildcareConfig, EnrolledChild } from './config.ts';
import { dayTypeOf, isExpected, momentOf } from './day-type.ts';
import { Enrolment, Payer } from './enrolment.entity.ts';
import { CHILD } from './enrolments.ts';
import { payersOn } from './payers.ts';
import { type ChildOfDay, type PlannedLine, planDay } from './plan-day.ts';
import { CareDay, SettledLine } from './settlement.entity.ts';

const MINUTE_MS = 60_000;
/** Lines that are charged or taken back in one transaction. */
const CHUNK = 50;

/**
 * Settles a day: charges what is planned and was not charged, takes back what was charged and is
 * not planned so any more. What stands as it is planned is left alone, so that it may run twice.
 *
 * @returns whether more is left to do
 */
export async function settleDay(host: Host<ChildcareConfig>, day: Day): Promise<boolean> {
  const held = await holdOpenDay(host, day);
  if (!held) return false;
  const { entities, municipality } = host;
  const open = { municipality, day, departedAt: null, struckAt: null };
  if ((await entities.count(Attendance, open)) > 0) return false;

  const settled = await entities.find(
    SettledLine,
    { municipality, day },
    { disableIdentityMap: true },
  );
  const children = await readChildren(host, day, held.wasSettled ? missedBefore(settled) : null);
  const planned = planDay(day, children).map((line) => ({ line, text: JSON.stringify(line) }));
  const standing = new Map(settled.map((one) => [one.about, one]));
  const abouts = new Set(planned.map(({ line }) => line.about));
  const gone = settled.filter(({ about }) => !abouts.has(about));
  const changed = planned.filter(({ line, text }) => standing.get(line.about)?.planned !== text);

  for (const { about, id } of gone.slice(0, CHUNK)) {
    await host.reverse(about);
    await entities.nativeDelete(SettledLine, { id });
  }
  const room = Math.max(0, CHUNK - gone.length);
  for (const { line, text } of changed.slice(0, room)) {
    await chargeLine(host, { day, line, text, before: standing.get(line.about) });
  }
  if (gone.length + changed.length > CHUNK) return true;
  await entities.nativeUpdate(CareDay, { id: held.id }, { isSettled: true, wasSettled: true });
  return false;
}

async function chargeLine(
  host: Host<ChildcareConfig>,
  {
    before,
    day,
    line,
    text,
  }: { day: Day; line: PlannedLine; text: string; before: SettledLine | undefined },
): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const { about, items, kind, payerId } = line;
  await host.reverse(about);
  if (before) await entities.nativeDelete(SettledLine, { id: before.id });
  const charged = await host
    .chargeInParts({
      about,
      serviceDate: day,
      ...(payerId !== null && { payerId }),
      items: items.map(({ data, roleId }) => ({ roleId, data })),
    })
    // One child that was erased meanwhile does not hold up what is owed for all the others.
    .catch((error: unknown) => {
      if (error instanceof Problem) return null;
      throw error;
    });
  const holders = new Map(items.map(({ passholderId, roleId }) => [roleId, passholderId]));
  const parts = (charged?.parts ?? []).map(({ payerCents, roleId }) => {
    return { roleId, passholderId: holders.get(roleId) ?? '', cents: payerCents };
  });
  await entities.insert(SettledLine, {
    cardSystemId,
    id: host.newId(),
    municipality,
    day,
    about,
    kind,
    payerId,
    planned: text,
    parts: JSON.stringify(parts),
  });
}

/** What a settled line says each child cost the payer. */
export interface SettledPart {
  readonly roleId: string;
  readonly passholderId: string;
  readonly cents: number;
}

/** The roles of who was missed when the day was settled first. */
function missedBefore(settled: readonly SettledLine[]): ReadonlySet<string> {
  return new Set(
    settled
      .filter(({ kind }) => kind === 'no-show')
      .flatMap(({ planned }) => (JSON.parse(planned) as PlannedLine).items)
      .map(({ roleId }) => roleId),
  );
}

/**
 * @param missed the roles of who was missed, when that is known: the pattern of a child may have
 * changed since
 */
async function readChildren(
  host: Host<ChildcareConfig>,
  day: Day,
  missed: ReadonlySet<string> | null,
): Promise<ChildOfDay[]> {
  const { config, entities, municipality } = host;
  const attendances = await entities.find(
    Attendance,
    { municipality, day, struckAt: null },
    { orderBy: { arrivedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const stays = Map.groupBy(attendances, ({ roleId }) => roleId);
  const isMissed = ({ attributes, id, period }: RoleOfHolder): boolean => {
    if (stays.has(id)) return false;
    const child = attributes as EnrolledChild;
    // A child that was excused afterwards, by a note of the doctor, was not missed.
    if (missed) return missed.has(id) && !child.absentDays.includes(day);
    if (config.noShowFeeCents === 0) return false;
    return isWithin(day, period) && isExpected(child, day, config);
  };
  const roles = (await host.roles.list(CHILD, { ended: true })).filter(
    (role) => stays.has(role.id) || isMissed(role),
  );
  const payers = await readPayers(host, roles);
  const households = await host.passholders.findHouseholds(
    roles.map(({ passholderId }) => passholderId),
  );
  return roles.map((role): ChildOfDay => {
    const { attributes, id: roleId, passholderId } = role;
    const type = dayTypeOf(day, config, (attributes as EnrolledChild).school);
    const own = stays.get(roleId) ?? [];
    return {
      roleId,
      passholderId,
      // Care on a day that was closed since is that of a free day.
      dayType: type === 'closed' ? 'free' : type,
      stays: own.map((stay) => stayOf(stay, config)),
      meals: own.flatMap(({ meals }) => meals ?? []),
      isMissed: isMissed(role),
      payers: payersOn(payers.get(roleId) ?? [], day),
      households: households.get(passholderId)?.toSorted() ?? [],
    };
  });
}

async function readPayers(
  { entities, municipality }: Host<ChildcareConfig>,
  roles: readonly RoleOfHolder[],
) {
  const enrolments = await entities.find(
    Enrolment,
    { municipality, roleId: { $in: roles.map(({ id }) => id) } },
    { disableIdentityMap: true },
  );
  const roleOf = new Map(enrolments.map(({ id, roleId }) => [id, roleId]));
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
    minutes: Math.ceil((until - arrivedAt) / MINUTE_MS),
    lateMinutes: Math.ceil(lateMs / MINUTE_MS),
  };
}
