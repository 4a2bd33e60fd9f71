import type { Logger } from 'pino';
import { describeReloading } from './current-installation.ts';
import type { Runtime } from './open-runtime.ts';
import type { Terminal } from './terminal.ts';

/**
 * Takes over the configuration files as they are now, and tells what came of it to whoever sent the
 * signal, in the lines that a start and `check-config` would print.
 */
export async function reloadConfiguration(
  runtime: Pick<Runtime, 'core' | 'installation'>,
  { log, terminal }: { readonly log: Logger; readonly terminal: Terminal },
): Promise<void> {
  const { core, installation } = runtime;
  try {
    terminal.tell(describeReloading(await installation.reload(core.orm, core.now())));
  } catch (error) {
    log.error({ err: error }, 'the configuration could not be replaced, the old one stays');
  }
}
