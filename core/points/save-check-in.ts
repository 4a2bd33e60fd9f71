import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { groupByCardSystem } from '../database/group-by-card-system.ts';
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
  let outcome: Outcome = null;
  while (outcome === null) outcome = await saveTogether(core.pool, cardSystemId, decided);
  if ('refused' in outcome) throw new Refused(outcome.refused);
  return outcome;
}

const saveTogether = groupByCardSystem<DecidedCheckIn, Outcome>((pool, cardSystemId, decided) =>
  callForJson(pool, 'core.check_ins', [cardSystemId, JSON.stringify(decided)]),
);
