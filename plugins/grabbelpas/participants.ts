import { type Static, Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import type { ExportDefinition, RouteDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { Activity } from './activity.entity.ts';
import { findActivity } from './activity-places.ts';
import { Params } from './activity-routes.ts';
import { Attendance } from './attendance.entity.ts';
import type { GrabbelpasConfig } from './config.ts';
import { Enrolment } from './enrolment.entity.ts';
import { activityNotFound } from './problems.ts';

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
    return list.toSorted((a, b) => collator.compare(nameOf(a), nameOf(b)));
  },
};

const HEADER = ['nummer', 'activiteit', 'eerste dag', 'naam', 'voornaam', 'geboortedatum', 'stand'];
const STATES = { enrolled: 'ingeschreven', offered: 'plaats aangeboden', waiting: 'wacht' };

/** Everybody who has a place in an activity that is not over, is offered one, or waits. */
export const exportParticipants: ExportDefinition<GrabbelpasConfig> = {
  title: { nl: 'Deelnemers van de vakantieactiviteiten', en: 'Participants of the activities' },
  permission: 'GRABBELPAS_PARTICIPANTS_EXPORT',
  async rows(host) {
    const { entities, municipality, passholders } = host;
    const ahead = await entities.find(
      Activity,
      { municipality, isCancelled: false, lastDay: { $gte: clockAt(host.now()).day } },
      { orderBy: { firstDay: 'asc', code: 'asc' }, disableIdentityMap: true },
    );
    const live = await entities.find(
      Enrolment,
      {
        activityId: { $in: ahead.map(({ id }) => id) },
        state: { $in: ['enrolled', 'offered', 'waiting'] as const },
      },
      { orderBy: { number: 'asc' }, disableIdentityMap: true },
    );
    const persons = await passholders.describe(live.map((one) => one.passholderId));
    const byActivity = Map.groupBy(live, ({ activityId }) => activityId);
    const rows = ahead.flatMap(({ code, firstDay, id, title }) =>
      (byActivity.get(id) ?? []).map(({ passholderId, state }) => {
        const {
          birthDate = null,
          firstName = null,
          lastName = null,
        } = persons.get(passholderId) ?? {};
        const stand = STATES[state as keyof typeof STATES];
        return [code, title, firstDay, lastName, firstName, birthDate, stand];
      }),
    );
    return [HEADER, ...rows];
  },
};

/** Every pass that has not ended, by name. */
export const exportPasses: ExportDefinition<GrabbelpasConfig> = {
  title: { nl: 'Grabbelpassen', en: 'Holiday passes' },
  permission: 'GRABBELPAS_PARTICIPANTS_EXPORT',
  async rows(host) {
    const held = await host.roles.list('year-pass');
    const persons = await host.passholders.describe(held.map((one) => one.passholderId));
    const lines = held.flatMap(({ passholderId, period }) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      return [[person.lastName, person.firstName, person.birthDate, period.from, period.until]];
    });
    const sorted = lines.toSorted((a, b) => collator.compare(`${a[0]} ${a[1]}`, `${b[0]} ${b[1]}`));
    return [['naam', 'voornaam', 'geboortedatum', 'van', 'tot'], ...sorted];
  },
};

const collator = new Intl.Collator('nl');

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
