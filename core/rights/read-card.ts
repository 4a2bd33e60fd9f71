import type { Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { groupByCardSystem } from '../database/group-by-card-system.ts';
import type { CardFacts } from './card-facts.ts';

/** Which card is read, and for what. */
export interface CardQuestion {
  /** A pass number, chip number or old number: core/passes/pass-identifier.ts. */
  readonly number: string;
  /** Whether an old number that betrays poverty finds its card. */
  readonly resolvesDiscreet: boolean;
  /** Its price is asked as well. */
  readonly eventId: string | null;
  /** The day that the social status is judged on. */
  readonly day: Day;
}

/**
 * Reads all that a tap needs to know of a card: one round trip, shared with the taps that wait.
 *
 * @returns null when the card system has no such number
 */
export function readCard(
  core: Core,
  cardSystemId: number,
  question: CardQuestion,
): Promise<CardFacts | null> {
  return askTogether(core.pool, cardSystemId, question);
}

const askTogether = groupByCardSystem<CardQuestion, CardFacts | null>(
  (pool, cardSystemId, questions) =>
    callForJson(pool, 'core.read_cards', [
      cardSystemId,
      questions.map(({ number }) => number),
      questions.map(({ resolvesDiscreet }) => resolvesDiscreet),
      questions.map(({ eventId }) => eventId),
      questions.map(({ day }) => day),
    ]),
);
