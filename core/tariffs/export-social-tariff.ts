import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import { statusOnDay } from './show-status.ts';

/** What `core.cards_with_status` answers. */
interface CardWithStatus {
  readonly number: string;
  readonly status: 'ACTIVE';
  readonly endDate: Day | null;
}

/**
 * The numbers of the passes at the social tariff today, the grace period included. It is a list of
 * the poor, so only the service that manages the social tariff of a town gets it, of the holders of
 * that town. Every holder of the town is looked at, on the list or not. A ticketing system asks the
 * price instead.
 *
 * @throws Problem `forbidden` for every other organizer
 */
export async function exportSocialTariff(core: Core, caller: Caller): Promise<string[]> {
  const { cardSystemId, municipality, organizer } = caller;
  // Before anything is looked at: a refusal tells nothing.
  if (!municipality.config.socialTariff.managedBy.includes(organizer)) throw forbidden();
  const { day } = clockAt(core.now());
  const found = await callForJson<CardWithStatus[]>(core.pool, 'core.cards_with_status', [
    cardSystemId,
    municipality.id,
    day,
    JSON.stringify(lookAtPerson(core, caller)),
  ]);
  return found
    .filter((card) => statusOnDay(card, caller, day).entitled)
    .map(({ number }) => number);
}
