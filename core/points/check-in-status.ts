import type { Caller } from '../access/caller.ts';
import { mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import type { Text } from '../contract/text.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { readEvent } from '../events/known-events.ts';
import { eventNotFound } from '../events/problems.ts';
import { openCard } from '../rights/open-card.ts';
import { tenantManager } from '../database/orm.ts';
import { CheckIn } from './check-in.entity.ts';
import {
  type AllowedCheckIn,
  GROUP_SAVES_NO_POINTS,
  judgeCheckIn,
  LIMIT_REACHED,
} from './judge-check-in.ts';

/** Whether a check-in would be saved now, and if not, why in words for the holder. */
export interface CheckInStatus {
  readonly allowed: boolean;
  readonly endUserMessage?: Text;
}

/**
 * Says whether a holder can check in at an event now. It promises nothing: the check-in itself
 * decides again, under lock.
 *
 * @throws Problem `event-not-found`; `forbidden` when the caller does not act for the organizer of
 * the event; `pass-not-found`
 */
export async function checkInStatus(
  core: Core,
  caller: Caller,
  asked: { card: string; eventId: string },
): Promise<CheckInStatus> {
  const { cardSystemId } = caller;
  const event = await readEvent(core, { cardSystemId, id: asked.eventId, isStale: true });
  if (!event) throw eventNotFound();
  // What another organizer's limit says would tell who took part there.
  if (!mayActFor(caller, event.organizerId)) {
    throw forbidden({ detail: 'you do not act for the organizer of this event' });
  }
  const day = clockAt(core.now()).day;
  const { card, holder } = await openCard(core, caller, { ...asked, eventId: null, day });
  if (card.status !== 'ACTIVE' || !holder) return refused('Deze pas kan nu niet gebruikt worden.');

  if (holder.group) return refused(GROUP_SAVES_NO_POINTS);

  const judged = judgeCheckIn(event, core.now());
  if ('refused' in judged) return refused(judged.refused.nl);
  const saved = await countCheckIns(core, cardSystemId, {
    ...judged.allowed,
    passholderId: holder.id,
    eventId: event.id,
  });
  const { volume } = judged.allowed;
  return volume !== null && saved >= volume ? refused(LIMIT_REACHED.nl) : { allowed: true };
}

async function countCheckIns(
  core: Core,
  cardSystemId: number,
  window: AllowedCheckIn & { passholderId: string; eventId: string },
): Promise<number> {
  return tenantManager(core.orm, cardSystemId).count(CheckIn, {
    cardSystemId,
    passholder: { id: window.passholderId },
    event: { id: window.eventId },
    deletedAt: null,
    happenedAt: { $gte: new Date(window.windowFrom), $lt: new Date(window.windowTo) },
  });
}

function refused(nl: string): CheckInStatus {
  return { allowed: false, endUserMessage: { nl } };
}
