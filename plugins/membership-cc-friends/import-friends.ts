import type { Host } from '../../core/contract/host.ts';
import { because, readImportRows } from '../../core/contract/import-row.ts';
import type {
  ImportDecision,
  ImporterDefinition,
  ImportOutcome,
} from '../../core/contract/plugin.ts';
import type { FriendsConfig } from './config.ts';
import { FRIEND_COLUMNS, type FriendRow, readFriendRow } from './friend-row.ts';
import { type Match, matchFriends } from './match-friends.ts';
import { readMemberships, takeOver } from './memberships.ts';
import {
  closeReview,
  keepForReview,
  readReviews,
  reviewKey,
  type ReviewReason,
} from './review-list.ts';
import type { ReviewRow } from './review-row.entity.ts';

/** What a row of the list asks for. */
type Step =
  | { readonly kind: 'take-over'; readonly passholderId: string }
  | { readonly kind: 'leave' }
  | { readonly kind: 'review'; readonly reason: ReviewReason };

/**
 * Decides what to do with a row. What a person decided about it before stays decided.
 *
 * @param before `isMember` of who was recognised, in the season of the row
 */
function decideStep(
  match: Match,
  before: { readonly isMember: boolean; readonly review: ReviewRow['state'] | null },
): Step {
  if (before.review === 'linked' || before.review === 'dismissed') return { kind: 'leave' };
  if ('reason' in match) return { kind: 'review', reason: match.reason };
  if (before.isMember) return { kind: 'leave' };
  return { kind: 'take-over', passholderId: match.passholder.passholderId };
}

/** Takes over the list of friends that the cultural centre kept. The same list twice is once. */
export const importFriends: ImporterDefinition<FriendsConfig> = {
  title: { nl: 'Ledenlijst van de vrienden van het cultuurcentrum' },
  columns: FRIEND_COLUMNS,
  async decide(host, rows) {
    const { seasonStartsOn } = host.config;
    const { good: friends, wrong } = readImportRows(rows, (row) =>
      readFriendRow(row, seasonStartsOn),
    );
    const matches = await matchFriends(host.passholders, friends);
    const decide = await openDeciding(host);
    const decided = friends.flatMap((friend, at) => {
      const match = matches[at];
      return match ? [decide(friend, match)] : [];
    });
    return [...wrong, ...decided];
  },
};

/** Decides row by row, each on what the rows before it will have changed. */
async function openDeciding(
  host: Host<FriendsConfig>,
): Promise<(friend: FriendRow, match: Match) => ImportDecision<FriendsConfig>> {
  const memberships = await readMemberships(host);
  const reviews = await readReviews(host);
  const kept = new Set<string>();
  const closed = new Set<string>();
  return (friend, match) => {
    const { memberNumber, season } = friend;
    const key = reviewKey({ memberNumber, seasonFrom: season.from });
    const review = reviews.get(key);
    const holder = 'passholder' in match ? match.passholder.passholderId : null;
    const isMember = holder !== null && memberships.has(holder, season);
    const step = decideStep(match, { isMember, review: review?.state ?? null });

    const isWaiting = review?.state === 'open' || kept.has(key);
    const isToKeep = step.kind === 'review' && !isWaiting;
    const isToClose = holder !== null && review?.state === 'open' && !closed.has(key);
    if (isToKeep) kept.add(key);
    if (isToClose) closed.add(key);
    if (step.kind === 'take-over') memberships.add(step.passholderId, season);
    const outcome = outcomeOf(friend.row, step);
    if (!isToKeep && !isToClose && step.kind !== 'take-over') return outcome;
    return {
      ...outcome,
      async write(writing) {
        if (isToKeep) await keepForReview(writing, friend, step.reason);
        if (isToClose) await closeReview(writing, review.id, 'linked');
        if (step.kind === 'take-over') await takeOver(writing, step.passholderId, season);
      },
    };
  };
}

function outcomeOf(row: number, step: Step): ImportOutcome {
  switch (step.kind) {
    case 'take-over':
      return { row, outcome: 'new' };
    case 'leave':
      return { row, outcome: 'unchanged' };
    case 'review': {
      const reasons = [because('memberNumber', step.reason, REVIEW_REASONS[step.reason])];
      return { row, outcome: 'review', reasons };
    }
  }
}

const REVIEW_REASONS: Record<ReviewReason, string> = {
  'nobody-like-this':
    'Er is geen pashouder met deze naam en geboortedatum, en geen enkele met dit e-mailadres.',
  'too-little-known': 'Zonder geboortedatum én zonder e-mailadres is niet te zien wie dit is.',
};
