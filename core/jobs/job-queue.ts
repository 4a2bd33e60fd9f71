/** A wake-up call for a worker. The truth is in the database: this may be lost or come twice. */
export interface Wakeup {
  /** `<owner>.<verb>`: `roles.expire`, or of a plugin, by its name. */
  readonly job: string;
  /** The same id while the first waits is one call. */
  readonly id: string;
  /** Ids only, never a person. */
  readonly data: Readonly<Record<string, string>>;
  readonly delayMs?: number;
}

/** Where wake-up calls go: BullMQ, on PostgreSQL or on Redis. */
export interface JobQueue {
  enqueue(wakeup: Wakeup): Promise<void>;
}
