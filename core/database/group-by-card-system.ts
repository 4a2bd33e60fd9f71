import type { Pool } from 'pg';
import { GroupedCalls } from './grouped-calls.ts';

/** Answers what was asked of one card system, in one statement and in the order of asking. */
type AskOfCardSystem<Asked, Answer> = (
  pool: Pool,
  cardSystemId: number,
  asked: readonly Asked[],
) => Promise<readonly Answer[]>;

type CallOfCardSystem<Asked, Answer> = (
  pool: Pool,
  cardSystemId: number,
  asked: Asked,
) => Promise<Answer>;

/** More at once would make the first wait for the last. */
const MAX_TOGETHER = 32;

/** Makes {@link GroupedCalls} of one pool and card system: no statement ever asks for two. */
export function groupByCardSystem<Asked, Answer>(
  askAll: AskOfCardSystem<Asked, Answer>,
): CallOfCardSystem<Asked, Answer> {
  const groupsByPool = new WeakMap<Pool, Map<number, GroupedCalls<Asked, Answer>>>();
  return (pool, cardSystemId, asked) => {
    const groups = groupsByPool.getOrInsertComputed(pool, () => new Map());
    const group = groups.getOrInsertComputed(cardSystemId, () => {
      return new GroupedCalls((all) => askAll(pool, cardSystemId, all), MAX_TOGETHER);
    });
    return group.call(asked);
  };
}
