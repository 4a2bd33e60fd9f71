import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Test } from 'tap';
import type { QueuePlace } from '../../../core/jobs/bullmq-queue.ts';
import type { JobLog, JobLogLine } from '../../../core/jobs/job-log.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';

/** A queue of a test's own. */
export interface TestPlace extends QueuePlace {
  /** Loses all that is in it, as a Redis that was emptied does. */
  wipe(): Promise<void>;
}

const redisUrl = process.env['TEST_REDIS_URL'];

/** Every kind of queue that can be had here; a reason when one cannot. */
export const queueKinds = {
  PostgreSQL: { skip: false, make: onPostgres },
  Redis: { skip: redisUrl === undefined ? 'no Redis answers' : false, make: onRedis },
} as const;

async function onPostgres(t: Test): Promise<TestPlace> {
  const { appUrl, ownerUrl } = await createTestDatabase(t);
  return {
    databaseUrl: appUrl,
    redisUrl: undefined,
    wipe: async () => {
      const owner = new Client({ connectionString: ownerUrl });
      await owner.connect();
      const { rows } = await owner.query<{ name: string }>(
        `select format('queue.%I', tablename) as name from pg_tables
          where schemaname = 'queue' and tablename <> 'migration'`,
      );
      await owner.query(`truncate ${rows.map(({ name }) => name).join(', ')} cascade`);
      await owner.end();
    },
  };
}

async function onRedis(t: Test): Promise<TestPlace> {
  const redisPrefix = `{test-${randomUUID()}}`;
  const wipe = async (): Promise<void> => {
    const redis = new Redis(redisUrl ?? '');
    const keys = await redis.keys(`${redisPrefix}*`);
    if (keys.length > 0) await redis.unlink(keys);
    await redis.quit();
  };
  t.teardown(wipe);
  return { databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing', redisUrl, redisPrefix, wipe };
}

/** A log that a test can read. */
export class ReadableLog implements JobLog {
  readonly lines: (JobLogLine & { message: string })[] = [];

  debug(): void {}

  warn(line: JobLogLine, message: string): void {
    this.lines.push({ ...line, message });
  }

  error(line: JobLogLine, message: string): void {
    this.lines.push({ ...line, message });
  }
}
