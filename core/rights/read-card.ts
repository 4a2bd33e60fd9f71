import type { Pool } from 'pg';
import type { Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { GroupedCalls } from '../database/grouped-calls.ts';
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

type CardReads = GroupedCalls<CardQuestion, CardFacts | null>;

/** More at once would make the first wait for the last. */
const MAX_TOGETHER = 32;
const readsByCore = new WeakMap<Core, Map<number, CardReads>>();

/**
 * Reads all that a tap needs to know of a card: one round trip, shared with the taps that wait.
 *
 * @returns null when the card system has no such number
 */
export async function readCard(
  core: Core,
  cardSystemId: number,
  question: CardQuestion,
): Promise<CardFacts | null> {
  const reads = readsByCore.get(core) ?? new Map<number, CardReads>();
  readsByCore.set(core, reads);
  const ofCardSystem = reads.get(cardSystemId) ?? groupReads(core.pool, cardSystemId);
  reads.set(cardSystemId, ofCardSystem);
  return ofCardSystem.call(question);
}

function groupReads(pool: Pool, cardSystemId: number): CardReads {
  const askAll = async (questions: readonly CardQuestion[]): Promise<(CardFacts | null)[]> => {
    return callForJson<(CardFacts | null)[]>(pool, 'core.read_cards', [
      cardSystemId,
      questions.map(({ number }) => number),
      questions.map(({ resolvesDiscreet }) => resolvesDiscreet),
      questions.map(({ eventId }) => eventId),
      questions.map(({ day }) => day),
    ]);
  };
  const askOne = async (question: CardQuestion): Promise<CardFacts | null> => {
    const [card = null] = await askAll([question]);
    return card;
  };
  return new GroupedCalls({ askAll, askOne, maxSize: MAX_TOGETHER });
}
