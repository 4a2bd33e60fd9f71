import { setTimeout as delay } from 'node:timers/promises';

/** Something that was opened and must be closed. */
export interface ClosingStep {
  readonly name: string;
  /** How long it may take; then the next one begins. */
  readonly patienceMs: number;
  close(): unknown;
  /** Must be closed well even when somebody is impatient: it would leave a process behind. */
  readonly isVital?: boolean;
}

/** How long a step may take for who asked a second time. */
const IMPATIENCE_MS = 250;

/**
 * The end of a process: what was opened is closed in the opposite order, one after the other, each
 * within its time, so that what still runs finds all it needs.
 */
export class Shutdown {
  readonly #steps: ClosingStep[] = [];
  readonly #asked = Promise.withResolvers<string>();
  readonly #hurry = new AbortController();
  readonly #tell: (line: string) => void;
  #reason: string | null = null;
  #exitCode = 0;

  /** @param tell hears what could not be closed in time */
  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  /** Resolves when it is asked for, with the reason. */
  get asked(): Promise<string> {
    return this.#asked.promise;
  }

  /** Why it was asked for; null while nobody did. */
  get reason(): string | null {
    return this.#reason;
  }

  get exitCode(): number {
    return this.#exitCode;
  }

  /** To be called as soon as something is open. */
  add(step: ClosingStep): void {
    this.#steps.push(step);
  }

  /** The first reason counts, and the highest exit code. */
  ask(reason: string, exitCode = 0): void {
    this.#reason ??= reason;
    this.#exitCode = Math.max(this.#exitCode, exitCode);
    this.#asked.resolve(reason);
  }

  /** From now on nothing is waited for but what is vital. */
  hurry(): void {
    this.#hurry.abort();
  }

  /** @throws ShutdownAsked between two steps of a start, when it was asked for meanwhile */
  throwIfAsked(): void {
    if (this.#reason !== null) throw new ShutdownAsked(this.#reason);
  }

  /** Closes everything. May be called once. */
  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      await this.#close(step);
    }
  }

  async #close(step: ClosingStep): Promise<void> {
    const { name, patienceMs, isVital = false } = step;
    const closed = (async () => {
      await step.close();
      return 'closed' as const;
    })().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.#tell(`${name} did not close well: ${reason}`);
      return 'closed' as const;
    });
    const over = new AbortController();
    const patience = this.#wait(patienceMs, over.signal, isVital);
    const outcome = await Promise.race([closed, patience]);
    over.abort();
    if (outcome === 'too-long') this.#tell(`${name} is not waited for any longer`);
  }

  async #wait(patienceMs: number, over: AbortSignal, isVital: boolean): Promise<'too-long'> {
    const signal = isVital ? over : AbortSignal.any([over, this.#hurry.signal]);
    await delay(patienceMs, undefined, { signal }).catch(async () => {
      if (!over.aborted) await delay(IMPATIENCE_MS, undefined, { signal: over });
    });
    return 'too-long';
  }
}

/** Somebody asked a process to end before it had started. */
export class ShutdownAsked extends Error {
  override readonly name = 'ShutdownAsked';
}
