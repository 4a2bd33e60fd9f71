import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { findActivity } from '../activities/hold-activity.ts';
import { Params } from '../activities/activity-routes.ts';
import { Attendance } from '../attendance/attendance.entity.ts';
import { byDutch } from '../../../core/contract/text.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment } from './enrolment.entity.ts';
import { activityNotFound } from '../problems.ts';

const Participant = Type.Object({
  enrolmentId: Type.String({ format: 'uuid' }),
  firstName: Type.String(),
  lastName: Type.String(),
  birthDate: Type.String({ format: 'date' }),
  presentOn: Type.Array(Type.String({ format: 'date' }), { description: 'the days of its taps' }),
});

/** Who comes: for the youth service, and for who gives the activity. Each is recorded as a look. */
export const listParticipants: RouteDefinition<GrabbelpasConfig> = {
  method: 'GET',
  path: '/activities/:id/participants',
  summary: 'The children that have a place in a holiday activity',
  permission: 'GRABBELPAS_PARTICIPANTS_READ',
  params: Params,
  response: Type.Array(Participant),
  problems: [activityNotFound],
  async handle(host: Host<GrabbelpasConfig>, { params }: { params: Static<typeof Params> }) {
    const { config, entities, organizer, passholders } = host;
    const { giver, id: activityId } = await findActivity(host, params.id);
    if (organizer !== config.department && organizer !== giver) throw activityNotFound();
    const enrolled = await entities.find(
      Enrolment,
      { activityId, state: 'enrolled' },
      { disableIdentityMap: true },
    );
    const persons = await passholders.describe(enrolled.map((one) => one.passholderId));
    const days = await readDays(host, enrolled);
    const list = enrolled.flatMap(({ id, passholderId }): Static<typeof Participant>[] => {
      const person = persons.get(passholderId);
      if (!person) return [];
      const { birthDate, firstName, lastName } = person;
      return [{ enrolmentId: id, firstName, lastName, birthDate, presentOn: days.get(id) ?? [] }];
    });
    return list.toSorted((a, b) => byDutch(nameOf(a), nameOf(b)));
  },
};

function nameOf({ firstName, lastName }: Static<typeof Participant>): string {
  return `${lastName} ${firstName}`;
}

async function readDays(
  { entities }: Host<GrabbelpasConfig>,
  enrolled: readonly Enrolment[],
): Promise<Map<string, string[]>> {
  const standing = await entities.find(
    Attendance,
    { enrolmentId: { $in: enrolled.map(({ id }) => id) }, struckAt: null },
    { orderBy: { day: 'asc' }, disableIdentityMap: true },
  );
  const byEnrolment = Map.groupBy(standing, ({ enrolmentId }) => enrolmentId);
  return new Map([...byEnrolment].map(([id, all]) => [id, all.map(({ day }) => day)]));
}
