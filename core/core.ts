import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { PluginDefinition } from './contract/plugin.ts';
import type { GovernmentService } from './government/government-service.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { Installation } from './municipalities/installation.ts';
import type { KeyRing } from './secrets/key-ring.ts';

/**
 * What every use case works with. Made once per process (core/boot/open-core.ts); nothing
 * in it belongs to one request.
 */
export interface Core {
  readonly orm: MikroORM;
  /** The ORM's own pool, for named statements on the hot paths. */
  readonly pool: Pool;
  /** Every plugin on disk, by name, whether or not a municipality enables it. */
  readonly plugins: ReadonlyMap<string, PluginDefinition>;
  /** The configuration now; SIGHUP replaces it as a whole. */
  installation(): Installation;
  readonly keys: KeyRing;
  readonly jobs: JobQueue;
  /** The services of the government that a town can name, by that name. */
  readonly governments: ReadonlyMap<string, GovernmentService>;
  /** Milliseconds since 1970. */
  now(): number;
}
