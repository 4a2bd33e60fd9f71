import type { Host } from '../../../core/contract/host.ts';
import { byDutch } from '../../../core/contract/text.ts';
import { Attendance } from './attendance.entity.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';
import { Enrolment } from '../enrolments/enrolment.entity.ts';
import { CHILD } from '../enrolments/hold-enrolments.ts';
import { allergiesOf } from '../enrolments/sealed-about.ts';
import { type CareLocation, findLocation, worksAt } from '../places.ts';

/** A child that is inside. */
export interface ChildInside {
  readonly attendanceId: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly allergies: string | null;
  /** As children know it. */
  readonly group: string | null;
}

/** Who is inside a location at this moment. */
export interface Inside {
  readonly location: CareLocation;
  readonly children: readonly ChildInside[];
}

/**
 * Who is inside a location now, by name: read from the taps themselves, so that it is right at
 * once. Allergies are shown to who works there only.
 *
 * @throws Problem `childcare-access-not-here`
 */
export async function listInside(host: Host<ChildcareConfig>, placeId: string): Promise<Inside> {
  const location = findLocation(host, placeId);
  const { entities, municipality } = host;
  const inside = await entities.find(
    Attendance,
    { municipality, location: location.key, departedAt: null, struckAt: null },
    { orderBy: { arrivedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const enrolments = await entities.find(
    Enrolment,
    { id: { $in: inside.map(({ enrolmentId }) => enrolmentId) } },
    { disableIdentityMap: true },
  );
  const sealed = new Map(enrolments.map((one) => [one.id, one.sealedAllergies ?? null]));
  const persons = await host.passholders.describe(inside.map((one) => one.passholderId));
  const groups = await readGroups(host, location);
  const mayRead = worksAt(host, location);
  const children = inside.map(({ arrivedAt, enrolmentId, id, passholderId, roleId }) => {
    const { firstName, lastName } = persons.get(passholderId) ?? UNKNOWN;
    const text = sealed.get(enrolmentId) ?? null;
    const allergies =
      mayRead && text !== null ? host.secrets.open(text, allergiesOf(enrolmentId)) : null;
    const group = groups.get(roleId) ?? null;
    return { attendanceId: id, firstName, lastName, since: arrivedAt, allergies, group };
  });
  return { location, children: children.toSorted(byName) };
}

/** A child that was erased while it is inside: who counts heads has to look for it all the same. */
const UNKNOWN = { firstName: '', lastName: 'Onbekend' };

/** The group of each child of a location, by its role. */
async function readGroups(
  host: Host<ChildcareConfig>,
  { key, settings }: CareLocation,
): Promise<Map<string, string>> {
  if (Object.keys(settings.groups).length === 0) return new Map();
  const roles = await host.roles.list(CHILD);
  return new Map(
    roles.flatMap(({ attributes, id }): [string, string][] => {
      const { group = '', location } = attributes as EnrolledChild;
      const title = Object.hasOwn(settings.groups, group) ? settings.groups[group] : undefined;
      return location === key && title !== undefined ? [[id, title]] : [];
    }),
  );
}

function byName(a: ChildInside, b: ChildInside): number {
  return byDutch(`${a.lastName} ${a.firstName}`, `${b.lastName} ${b.firstName}`);
}
