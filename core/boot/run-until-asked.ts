import { type Logger, pino } from 'pino';
import type { Settings } from '../../config/settings.ts';
import { logOptions } from '../http/request-log.ts';
import { obeySignals } from './obey-signals.ts';
import type { Runtime } from './open-runtime.ts';
import { reloadConfiguration } from './reload.ts';
import { requireNode } from './require-node.ts';
import { Shutdown } from './shutdown.ts';
import type { Terminal } from './terminal.ts';

/** What a process that runs on is started with. */
export interface ProcessOptions {
  readonly settings: Settings;
  readonly terminal: Terminal;
}

/** What starts it works with. */
export interface StartingProcess extends ProcessOptions {
  /** Knows how to close whatever is opened. */
  readonly shutdown: Shutdown;
  readonly log: Logger;
}

/**
 * Starts a process and lets it run until somebody asks it to stop; then what runs is finished, and
 * everything that it started is stopped. Meanwhile SIGHUP reloads its configuration.
 *
 * @returns the exit code of the process
 * @throws whatever `start` throws, once all that it had opened is closed
 */
export async function runUntilAsked(
  options: ProcessOptions,
  start: (starting: StartingProcess) => Promise<Runtime>,
): Promise<number> {
  const log = pino(logOptions(options.settings.logLevel));
  const tell = (line: string): void => options.terminal.tell(line);
  const shutdown = new Shutdown(tell);
  let runtime: Runtime | undefined;
  const disobey = obeySignals({
    shutdown,
    tell,
    reload: () =>
      void (runtime && reloadConfiguration(runtime, { log, terminal: options.terminal })),
    onFatal: (error) => log.fatal({ err: error }, 'an error that nobody caught'),
  });
  try {
    requireNode();
    runtime = await start({ ...options, shutdown, log });
    await shutdown.asked;
  } catch (error) {
    // What fails because it is being stopped is no failure.
    if (shutdown.reason === null) throw error;
  } finally {
    if (shutdown.reason !== null) tell(`stopping (${shutdown.reason})`);
    await shutdown.run();
    disobey();
  }
  return shutdown.exitCode;
}
