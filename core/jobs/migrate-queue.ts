import { createPostgresBackend, Queue } from 'bullmq';

/** The schema of the queue's tables when PostgreSQL carries it. */
export const QUEUE_SCHEMA = 'queue';
/** The name of the one queue. */
export const QUEUE_NAME = 'pasklaar';

/** Makes or updates the queue's own tables, as the owner; the app only uses them. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const queue = new Queue(
    QUEUE_NAME,
    { connection: { connectionString: ownerUrl, migrate: true, schema: QUEUE_SCHEMA } },
    createPostgresBackend,
  );
  await queue.waitUntilReady();
  // BullMQ makes the sequence of a queue at its first job, which the app's role may not.
  await queue.getBackend().connection.pool.query('select next_job_id($1)', [QUEUE_NAME]);
  await queue.close();
}
