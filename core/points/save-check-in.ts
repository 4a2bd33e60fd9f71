import type { Pool } from 'pg';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { GroupedCalls } from '../database/grouped-calls.ts';
import { Refused, type Refusal } from '../database/refusal.ts';

/** One check-in as it was decided: what `core.check_ins` takes. */
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

/** Null for one with the key of another that is being saved, which is asked again. */
type Outcome = SavedCheckIn | { readonly refused: Refusal } | null;
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
  let outcome: Outcome = null;
  while (outcome === null) outcome = await ofCardSystem.call(decided);
  if ('refused' in outcome) throw new Refused(outcome.refused);
  return outcome;
}

function groupWrites(pool: Pool, cardSystemId: number): CheckInWrites {
  const askAll = async (decided: readonly DecidedCheckIn[]): Promise<Outcome[]> =>
    callForJson(pool, 'core.check_ins', [cardSystemId, JSON.stringify(decided)]);
  const askOne = async (decided: DecidedCheckIn): Promise<Outcome> => {
    const [outcome = null] = await askAll([decided]);
    return outcome;
  };
  return new GroupedCalls({ askAll, askOne, maxSize: MAX_TOGETHER });
}
