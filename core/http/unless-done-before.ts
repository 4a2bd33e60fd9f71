import { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from './idempotency.ts';

/** A command, and what is answered when it was carried out before. */
export interface RepeatableCommand<Answer> {
  readonly cardSystemId: number;
  /** As it is passed to `core.begin_command`. */
  readonly kind: string;
  readonly command: CommandKey;
  answerAgain(factId: string): Promise<Answer>;
}

/**
 * Carries a command out. When it is refused before it comes to `core.begin_command`, the same
 * command may have been right when it was carried out (today moves, and so does what is known):
 * then it answers that again instead of the refusal.
 *
 * @throws what `act` throws; the refusals `idempotency-key-reused` and `fact-erased` of
 * core.earlier_fact
 */
export async function unlessDoneBefore<Answer>(
  core: Core,
  repeatable: RepeatableCommand<Answer>,
  act: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await act();
  } catch (refusal) {
    const { cardSystemId, command, kind } = repeatable;
    if (!(refusal instanceof Problem) || command.key === null) throw refusal;
    const factId = await callFunction<string | null>(core.pool, 'core.earlier_fact', [
      cardSystemId,
      command.key,
      command.hash,
      kind,
    ]);
    if (factId === null) throw refusal;
    return repeatable.answerAgain(factId);
  }
}
