import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import { statusOnDay } from './show-status.ts';

/** What `core.cards_with_status` answers. */
interface CardWithStatus {
  readonly number: string;
  readonly holderId: string;
  readonly status: 'ACTIVE';
  readonly endDate: Day | null;
}

/**
 * The numbers of the passes at the social tariff today, the grace period included. It is a list of the
 * poor, so only the service that manages the social tariff of a town gets it, of the holders of that
 * town; each holder can see that it was taken. A ticketing system asks the price instead.
 *
 * @throws Problem `forbidden` for every other organizer
 */
export async function exportSocialTariff(core: Core, caller: Caller): Promise<string[]> {
  const { cardSystemId, municipality, organizer } = caller;
  // Before anything is looked at: a refusal tells nothing.
  if (!municipality.config.socialTariff.managedBy.includes(organizer)) throw forbidden();
  const { day } = clockAt(core.now());
  const { rows } = await core.pool.query<{ cards: string }>({
    name: 'tariffs.cards-with-status',
    text: 'select core.cards_with_status($1, $2, $3) as cards',
    values: [cardSystemId, municipality.id, day],
  });
  const found = JSON.parse(rows[0]?.cards ?? '[]') as CardWithStatus[];
  const entitled = found.filter((card) => statusOnDay(card, caller, day).entitled);
  await core.pool.query({
    name: 'tariffs.note-look-at-status',
    text: 'select core.note_look_at_status($1, $2, $3)',
    values: [
      cardSystemId,
      entitled.map(({ holderId }) => holderId),
      JSON.stringify(lookAtPerson(core, caller)),
    ],
  });
  return entitled.map(({ number }) => number);
}
