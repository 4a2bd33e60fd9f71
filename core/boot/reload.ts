import type { Logger } from 'pino';
import { describeReloading } from './current-installation.ts';
import type { Runtime } from './open-runtime.ts';

/** Takes over the configuration files as they are now, and tells the log what came of it. */
export async function reloadConfiguration(runtime: Runtime, log: Logger): Promise<void> {
  const { core, installation } = runtime;
  try {
    const reloading = await installation.reload(core.orm, core.now());
    const level = reloading.outcome === 'refused' ? 'error' : 'info';
    log[level](describeReloading(reloading));
  } catch (error) {
    log.error({ err: error }, 'the configuration could not be replaced, the old one stays');
  }
}
