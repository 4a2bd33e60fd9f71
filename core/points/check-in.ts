import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import type { ProblemKind } from '../contract/problem.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { refusalOf } from '../database/refusal.ts';
import { type KnownEvent, readEvent } from '../events/known-events.ts';
import { eventNotFound } from '../events/problems.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { judgeCheckIn, LIMIT_REACHED } from './judge-check-in.ts';
import { pointsExpiry } from './points-expiry.ts';
import { checkInNotAllowed } from './problems.ts';
import { type SavedCheckIn, saveCheckIn } from './save-check-in.ts';

/** What a desk or kiosk asks: this card took part in this event. */
export interface CheckInCommand {
  readonly card: string;
  readonly eventId: string;
  readonly command: CommandKey;
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
  command: CheckInCommand,
): Promise<{ event: KnownEvent; saved: SavedCheckIn }> {
  const asked = { cardSystemId: caller.cardSystemId, id: command.eventId };
  for (const isStale of [false, true]) {
    const event = await readEvent(core, { ...asked, isStale });
    if (!event) throw eventNotFound();
    if (!mayActFor(caller, event.organizerId)) {
      throw forbidden({ detail: 'you do not act for the organizer of this event' });
    }
    const saved = await decideAndSave(core, caller, { ...command, event });
    if (saved !== 'event-changed') return { event, saved };
  }
  throw new Error(`event ${command.eventId} keeps changing while a check-in is decided on it`);
}

async function decideAndSave(
  core: Core,
  caller: Caller,
  {
    card,
    command,
    event,
    limitReached = checkInNotAllowed,
  }: CheckInCommand & { event: KnownEvent },
): Promise<SavedCheckIn | 'event-changed'> {
  const now = core.now();
  const judged = judgeCheckIn(event, now);
  if ('refused' in judged) {
    const earlier = await replayCheckIn(core, caller, command);
    if (earlier) return earlier;
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
    const refusal = refusalOf(error)?.name;
    if (refusal === 'event-changed') return refusal;
    if (refusal !== 'check-in-limit-reached') throw error;
    throw limitReached({ endUserMessage: { nl: LIMIT_REACHED.nl } });
  }
}

/** What the same command saved before, though it would be refused now: keys hold for ever. */
async function replayCheckIn(
  core: Core,
  caller: Caller,
  { key, hash }: CommandKey,
): Promise<SavedCheckIn | null> {
  if (key === null) return null;
  const { rows } = await core.pool.query<{ saved: string }>({
    name: 'points.replay-check-in',
    text: 'select core.replay_check_in($1, $2, $3) as saved',
    values: [caller.cardSystemId, key, hash],
  });
  return JSON.parse(rows[0]?.saved ?? 'null') as SavedCheckIn | null;
}
