import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import { asMiss, type ProblemKind } from '../contract/problem.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { type Refusal, refusalOf } from '../database/refusal.ts';
import { type KnownEvent, readEvent } from '../events/known-events.ts';
import { eventNotFound } from '../events/problems.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { passholderNoActiveCardSystems } from '../passes/problems.ts';
import { GROUP_SAVES_NO_POINTS, judgeCheckIn, LIMIT_REACHED } from './judge-check-in.ts';
import { pointsExpiry } from './points-expiry.ts';
import { checkInNotAllowed } from './problems.ts';
import { type SavedCheckIn, saveCheckIn } from './save-check-in.ts';

/** What a desk, a kiosk or a holder asks: this card took part in this event. */
export interface CheckInCommand {
  readonly card: string;
  readonly eventId: string;
  readonly command: CommandKey;
  /** The holder showed the code of the event: who asks need not act for its organizer. */
  readonly isPresent?: boolean;
  /** How it is told that the limit is reached; as any other refusal when left out. */
  readonly limitReached?: ProblemKind;
}

/**
 * Saves a check-in and its points, in one round trip when the event is known to this process.
 *
 * @throws Problem `event-not-found`; `forbidden` when the caller does not act for the organizer of
 * the event; `checkin-not-allowed` with the reason in words for the
 * holder, and the refusals of core/points/check-in.sql
 */
export async function checkIn(
  core: Core,
  caller: Caller,
  asked: CheckInCommand,
): Promise<{ event: KnownEvent; saved: SavedCheckIn }> {
  const { cardSystemId } = caller;
  const answerAgain = async (id: string): Promise<SavedCheckIn> =>
    callForJson(core.pool, 'core.show_check_in', [cardSystemId, id]);
  for (const isStale of [false, true]) {
    const event = await readEvent(core, { cardSystemId, id: asked.eventId, isStale });
    if (!event) throw eventNotFound();
    if (asked.isPresent !== true && !mayActFor(caller, event.organizerId)) {
      throw forbidden({ detail: 'you do not act for the organizer of this event' });
    }
    const saved = await unlessDoneBefore<SavedCheckIn | 'event-changed'>(
      core,
      { cardSystemId, kind: 'check-in', command: asked.command, answerAgain },
      async () => decideAndSave(core, caller, { ...asked, event, isStale }),
    );
    if (saved !== 'event-changed') return { event, saved };
  }
  throw new Error(`event ${asked.eventId} keeps changing while a check-in is decided on it`);
}

async function decideAndSave(
  core: Core,
  caller: Caller,
  asked: CheckInCommand & { readonly event: KnownEvent; readonly isStale: boolean },
): Promise<SavedCheckIn | 'event-changed'> {
  const { card, command, event, isStale, limitReached = checkInNotAllowed } = asked;
  const now = core.now();
  const judged = judgeCheckIn(event, now);
  if ('refused' in judged) {
    // What is remembered of the event may be old: nobody is refused by that.
    if (!isStale) return 'event-changed';
    throw checkInNotAllowed({ endUserMessage: { nl: judged.refused.nl } });
  }
  const { points, volume, windowFrom, windowTo } = judged.allowed;
  const towns = caller.installation.ofCardSystem(caller.cardSystemId);
  try {
    return await saveCheckIn(core, caller.cardSystemId, {
      asked: readPassIdentifier(card),
      eventId: event.id,
      eventVersion: event.version,
      points,
      volume,
      windowFrom,
      windowTo,
      moment: new Date(now).toISOString(),
      client: caller.clientId,
      resolvesDiscreet: caller.resolvesDiscreetAliases,
      newId: randomUUID(),
      commandKey: command.key,
      commandHash: command.hash,
      expiries: pointsExpiry(towns, clockAt(now).day),
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.name === 'event-changed') return refusal.name;
    throw refusal ? (problemOfCheckIn(refusal, limitReached) ?? error) : error;
  }
}

function problemOfCheckIn({ name, detail }: Refusal, limitReached: ProblemKind): Error | undefined {
  switch (name) {
    case 'check-in-limit-reached':
      return limitReached({ endUserMessage: { nl: LIMIT_REACHED.nl } });
    case 'group-saves-no-points':
      return checkInNotAllowed({ endUserMessage: { nl: GROUP_SAVES_NO_POINTS } });
    case 'pass-of-another-card-system': {
      const nl = `Deze pas hoort bij ${String(detail['cardSystem'])}.`;
      return asMiss(passholderNoActiveCardSystems({ endUserMessage: { nl } }));
    }
    default:
      return undefined;
  }
}
