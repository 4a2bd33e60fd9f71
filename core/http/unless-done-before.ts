import { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from './idempotency.ts';

/** A command, and what is answered when it was carried out before. */
export interface RepeatableCommand<Answer> {
  readonly cardSystemId: number;
  /** As it is passed to `core.begin_command`. */
  readonly kind: string;
  /** Null for what no client asked: imports, jobs, the demo. */
  readonly command: CommandKey | null;
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
    if (!(refusal instanceof Problem)) throw refusal;
    const factId = await earlierFact(core, repeatable);
    if (factId === null) throw refusal;
    return repeatable.answerAgain(factId);
  }
}

/**
 * The fact that the same command made before; null when it made none, or has no key.
 *
 * @throws the refusals `idempotency-key-reused` and `fact-erased` of core.earlier_fact
 */
export async function earlierFact(
  core: Core,
  { cardSystemId, kind, command }: Omit<RepeatableCommand<unknown>, 'answerAgain'>,
): Promise<string | null> {
  if (command === null || command.key === null) return null;
  const { key, hash } = command;
  return callFunction(core.pool, 'core.earlier_fact', [cardSystemId, key, hash, kind]);
}
