import type { EntityManager } from '@mikro-orm/postgresql';
import type { Core } from '../core.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { tenantManager } from '../database/orm.ts';
import type { Wakeup } from '../jobs/job-queue.ts';

/**
 * The one transaction of a plugin's command. It begins when the database is first needed, so that a
 * command which only runs a named statement costs one round trip.
 */
export class HostTransaction {
  /** Of the card system; in the transaction once it has begun. */
  readonly em: EntityManager;
  readonly #core: Core;
  readonly #cardSystemId: number;
  readonly #wakeups: Wakeup[] = [];
  #begun: Promise<void> | null = null;

  constructor(core: Core, cardSystemId: number) {
    this.#core = core;
    this.#cardSystemId = cardSystemId;
    this.em = tenantManager(core.orm, cardSystemId);
  }

  get hasBegun(): boolean {
    return this.#begun !== null;
  }

  begin(): Promise<void> {
    this.#begun ??= this.em.begin();
    return this.#begun;
  }

  /**
   * Does a part of the command that is kept whole or not at all, also when the command goes on
   * after its refusal; apart from the entities of the plugin, which are still to be written.
   */
  async within<Result>(work: (em: EntityManager) => Promise<Result>): Promise<Result> {
    await this.begin();
    return this.em.transactional(work, { clear: true });
  }

  /**
   * Takes note of a command before its effect. Two with one key at the same time: the second waits.
   *
   * @param fact the id by which it is remembered
   * @returns null when it is new, or the id by which the same command was remembered before
   * @throws the refusal `idempotency-key-reused`
   */
  async beginCommand(
    kind: string,
    { key, hash }: CommandKey,
    fact: string,
  ): Promise<string | null> {
    await this.begin();
    const [row] = await this.em.execute<{ earlier: string | null }[]>(
      'select core.begin_command(?, ?, ?, ?, ?) as earlier',
      [this.#cardSystemId, key, hash, kind, fact],
    );
    return row?.earlier ?? null;
  }

  /** A worker is woken after the commit. */
  wake(wakeup: Wakeup): void {
    this.#wakeups.push(wakeup);
  }

  async commit(): Promise<void> {
    if (this.#begun || this.em.getUnitOfWork().getPersistStack().size > 0) {
      await this.begin();
      await this.em.commit();
    }
    for (const wakeup of this.#wakeups) await this.#core.jobs.enqueue(wakeup);
  }

  async rollback(): Promise<void> {
    // One that could not begin, for want of a connection, has nothing to undo.
    const hasBegun = await this.#begun?.then(
      () => true,
      () => false,
    );
    if (hasBegun) await this.em.rollback();
  }
}
