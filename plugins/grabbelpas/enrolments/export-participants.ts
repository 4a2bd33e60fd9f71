import type { ExportDefinition } from '../../../core/contract/plugin.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { Activity } from '../activities/activity.entity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment } from './enrolment.entity.ts';

const HEADER = [
  'nummer',
  'activiteit',
  'eerste dag',
  'naam',
  'voornaam',
  'geboortedatum',
  'stand',
  'aangeboden tot',
  'e-mail',
];
const STATES = {
  enrolled: 'ingeschreven',
  offered: 'plaats aangeboden',
  waiting: 'wacht',
  // Somebody still has to tell them.
  'activity-cancelled': 'activiteit geannuleerd',
};
const LISTED = { $in: ['enrolled', 'offered', 'waiting', 'activity-cancelled'] } as const;
const MOVED = 'ingeschreven, verplaatst';

/**
 * Everybody who has a place in an activity that is not over, is offered one, or waits, and whom one
 * that was cancelled was for. The youth service itself tells a family: what became of the activity
 * is on the list, until when a place is offered, and where to write to who wants to be written to.
 */
export const exportParticipants: ExportDefinition<GrabbelpasConfig> = {
  title: { nl: 'Deelnemers van de vakantieactiviteiten', en: 'Participants of the activities' },
  permission: 'GRABBELPAS_PARTICIPANTS_EXPORT',
  async rows(host) {
    const { entities, municipality, passholders } = host;
    const ahead = await entities.find(
      Activity,
      { municipality, lastDay: { $gte: clockAt(host.now()).day } },
      { orderBy: { firstDay: 'asc', code: 'asc' }, disableIdentityMap: true },
    );
    const live = await entities.find(
      Enrolment,
      { activityId: { $in: ahead.map(({ id }) => id) }, state: LISTED },
      { orderBy: { number: 'asc' }, disableIdentityMap: true },
    );
    const persons = await passholders.describe(live.map((one) => one.passholderId));
    const byActivity = Map.groupBy(live, ({ activityId }) => activityId);
    const rows = ahead.flatMap(({ code, firstDay, id, title }) =>
      (byActivity.get(id) ?? []).map(({ isMoved, offeredUntil, passholderId, state }) => {
        // Nothing is told of a child that has no role of this plugin.
        const person = persons.get(passholderId);
        const isOffered = state === 'offered' && typeof offeredUntil === 'number';
        return [
          code,
          title,
          firstDay,
          person?.lastName ?? null,
          person?.firstName ?? null,
          person?.birthDate ?? null,
          state === 'enrolled' && isMoved ? MOVED : STATES[state as keyof typeof STATES],
          isOffered ? minuteOf(offeredUntil) : null,
          person?.mailTo ?? null,
        ];
      }),
    );
    return [HEADER, ...rows];
  },
};

/** In Brussels, to the minute: `2026-11-22 10:00`. */
function minuteOf(epochMs: number): string {
  const { day, time } = clockAt(epochMs);
  return `${day} ${time}`;
}
