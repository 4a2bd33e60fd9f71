import type { Caller } from '../access/caller.ts';
import { clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { organizerId } from '../municipalities/installation.ts';
import { passholderNotFound } from '../roles/problems.ts';

/** Points that came to a holder, or went. */
export interface PointsLine {
  readonly kind: 'earn' | 'redeem' | 'expire' | 'reverse';
  /** Of the activity or the reward. */
  readonly title: string;
  /** The place of the activity, or else the organizer. */
  readonly location: string;
  /** ISO 8601. */
  readonly happenedAt: string;
  /** Below zero when they were used or taken back. */
  readonly points: number;
}

/** The points of a holder as one desk sees them. */
export interface PointsStatement {
  /** What can be spent now. */
  readonly balance: number;
  readonly totalItems: number;
  readonly member: readonly PointsLine[];
}

/** Which part of a statement is asked. */
export interface StatementQuestion {
  readonly passholderId: string;
  readonly order: 'asc' | 'desc';
  readonly start: number;
  readonly limit: number;
}

/**
 * The balance of a holder, and what the caller's own organizers did to it today: a desk sees its
 * own taps of today (docs/discretion.md), the history of a life belongs to the holder.
 *
 * @throws Problem `passholder-not-found`
 */
export async function readPointsStatement(
  core: Core,
  caller: Caller,
  question: StatementQuestion,
): Promise<PointsStatement> {
  const { cardSystemId, municipality, organizers } = caller;
  const now = core.now();
  const statement = await callForJson<PointsStatement | null>(core.pool, 'core.points_statement', [
    cardSystemId,
    question.passholderId,
    organizers.map((key) => organizerId(municipality.key, key)),
    new Date(startOfDay(clockAt(now).day)).toISOString(),
    new Date(now).toISOString(),
    question.order === 'asc',
    question.start,
    question.limit,
  ]);
  if (!statement) throw passholderNotFound();
  return statement;
}
