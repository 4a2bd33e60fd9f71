import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import { isUndone } from './is-undone.ts';

/** Answers several in one statement, in their order; when it throws, none of them was done. */
type AskTogether<Asked, Answer> = (asked: readonly Asked[]) => Promise<readonly Answer[]>;

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** Tells those who asked what came of it. */
type Tell = () => void;

/**
 * Asks the database for many at once without a timer: one statement is in flight, and what came
 * meanwhile goes together in the next. An idle server answers as quickly as without; a busy one
 * pays for the round trip, the commit and the wake-up once per group.
 *
 * A group that fails is asked anew one by one, so that nobody fails for another; unless it may have
 * been done all the same, because the connection broke.
 */
export class GroupedCalls<Asked, Answer> {
  readonly #askTogether: AskTogether<Asked, Answer>;
  readonly #maxSize: number;
  #waiting: Waiting<Asked, Answer>[] = [];
  #isInFlight = false;

  /** @param maxSize how many go together at most */
  constructor(askTogether: AskTogether<Asked, Answer>, maxSize: number) {
    this.#askTogether = askTogether;
    this.#maxSize = maxSize;
  }

  /** @throws what is thrown for this one alone, or what broke the connection of its group */
  call(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, resolve, reject });
      if (!this.#isInFlight) void this.#askInTurn();
    });
  }

  async #askInTurn(): Promise<void> {
    this.#isInFlight = true;
    let tellLast: Tell | undefined;
    while (this.#waiting.length > 0) {
      // What was received by now goes along, once it is read: nobody waits for what is yet to come.
      await turnOfEventLoop();
      const group = this.#waiting.splice(0, this.#maxSize);
      const [only, ...others] = group;
      const asking = only && others.length === 0 ? this.#askOne(only) : this.#askAll(group);
      // What is done with the last answers takes time: the database works on the next meanwhile.
      if (tellLast) setImmediate(tellLast);
      tellLast = await asking;
    }
    this.#isInFlight = false;
    tellLast?.();
  }

  async #askAll(group: readonly Waiting<Asked, Answer>[]): Promise<Tell> {
    try {
      const answers = await this.#askTogether(group.map(({ asked }) => asked));
      if (answers.length !== group.length) {
        throw new Error(`asked ${group.length} together, and ${answers.length} were answered`);
      }
      return () => {
        for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer);
      };
    } catch (error) {
      return () => {
        // Not awaited: one that waits long for a lock does not keep the next group waiting.
        if (isUndone(error)) for (const one of group) void this.#askOne(one).then((tell) => tell());
        else for (const { reject } of group) reject(error);
      };
    }
  }

  async #askOne({ asked, resolve, reject }: Waiting<Asked, Answer>): Promise<Tell> {
    try {
      const [answer] = await this.#askTogether([asked]);
      return () => resolve(answer as Answer);
    } catch (error) {
      return () => reject(error);
    }
  }
}
