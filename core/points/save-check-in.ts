import type { Pool } from 'pg';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { GroupedCalls } from '../database/grouped-calls.ts';
import { Refused, type Refusal } from '../database/refusal.ts';

/** One check-in as it was decided: the parameters of `core.check_in`. */
export interface DecidedCheckIn {
  readonly asked: string;
  readonly eventId: string;
  /** What it was decided on; another one now is refused as `event-changed`. */
  readonly eventVersion: number;
  readonly points: number;
  /** How many check-ins count in the window; null without a limit. */
  readonly volume: number | null;
  /** ISO 8601. */
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly moment: string;
  readonly client: string;
  readonly resolvesDiscreet: boolean;
  readonly newId: string;
  readonly commandKey: string | null;
  readonly commandHash: string;
  /** By municipality, until when the points can be spent: core/points/points-expiry.ts. */
  readonly expiries: Readonly<Record<string, string>> | null;
}

/** A check-in that was saved, now or by the same command before. */
export interface SavedCheckIn {
  readonly checkInId: string;
  readonly points: number;
  readonly balance: number;
  readonly passholderId: string;
  /** The number of the card, whatever it was found by. */
  readonly cardNumber: string;
  /** ISO 8601. */
  readonly happenedAt: string;
}

type Outcome = SavedCheckIn | { readonly refused: Refusal };
type CheckInWrites = GroupedCalls<DecidedCheckIn, Outcome>;

/** Each locks the account of its holder until all are kept. */
const MAX_TOGETHER = 32;
const writesByCore = new WeakMap<Core, Map<number, CheckInWrites>>();

/**
 * Saves a check-in: one round trip and one commit, shared with the check-ins that wait.
 *
 * @throws the refusals of core/points/check-in.sql, each of its own check-in alone
 */
export async function saveCheckIn(
  core: Core,
  cardSystemId: number,
  decided: DecidedCheckIn,
): Promise<SavedCheckIn> {
  const writes = writesByCore.get(core) ?? new Map<number, CheckInWrites>();
  writesByCore.set(core, writes);
  const ofCardSystem = writes.get(cardSystemId) ?? groupWrites(core.pool, cardSystemId);
  writes.set(cardSystemId, ofCardSystem);
  const outcome = await ofCardSystem.call(decided);
  if ('refused' in outcome) throw new Refused(outcome.refused);
  return outcome;
}

function groupWrites(pool: Pool, cardSystemId: number): CheckInWrites {
  const askAll = async (decided: readonly DecidedCheckIn[]): Promise<Outcome[]> =>
    callForJson(pool, 'core.check_ins', [cardSystemId, JSON.stringify(decided)]);
  const askOne = async (decided: DecidedCheckIn): Promise<Outcome> =>
    callForJson(pool, 'core.check_in', [cardSystemId, ...parametersOf(decided)]);
  return new GroupedCalls({ askAll, askOne, maxSize: MAX_TOGETHER });
}

function parametersOf(decided: DecidedCheckIn): unknown[] {
  return [
    decided.asked,
    decided.eventId,
    decided.eventVersion,
    decided.points,
    decided.volume,
    decided.windowFrom,
    decided.windowTo,
    decided.moment,
    decided.client,
    decided.resolvesDiscreet,
    decided.newId,
    decided.commandKey,
    decided.commandHash,
    decided.expiries,
  ];
}
