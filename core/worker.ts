import type { Logger } from 'pino';
import { joinDatabase } from './boot/open-database.ts';
import { openRuntime, type Runtime } from './boot/open-runtime.ts';
import { type ProcessOptions, runUntilAsked } from './boot/run-until-asked.ts';
import type { Shutdown } from './boot/shutdown.ts';
import { knownJobs } from './jobs/known-jobs.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { startSweeping } from './jobs/sweep.ts';

/** Longer than any job should take; what is cut off is done again by another worker. */
const PATIENCE_MS = 15_000;

/**
 * Runs a worker of its own in this process, until somebody asks it to stop; any number of them can
 * work beside each other and beside a server.
 *
 * @returns the exit code of the process
 * @throws RefusalToStart, BrokenPlugins or ConfigurationRefused when it cannot start
 */
export function runWorker(options: ProcessOptions): Promise<number> {
  return runUntilAsked(options, async ({ settings, terminal, shutdown, log }) => {
    const tell = (line: string): void => terminal.tell(line);
    const runtime = await openRuntime({
      settings,
      shutdown,
      log,
      openDatabase: (plugins) => joinDatabase({ settings, plugins, shutdown, log: tell }),
    });
    startWorker(runtime, shutdown, log);
    terminal.say('this worker works');
    return runtime;
  });
}

/**
 * Works in the background of this process: takes what waits in the queue, and sees to it every
 * minute that what is due waits there. At the shutdown nothing new is taken, and what runs is
 * finished.
 */
export function startWorker(
  { background: core, queue, place }: Runtime,
  shutdown: Shutdown,
  log: Logger,
): void {
  const jobs = knownJobs(core);
  const runner = runJobs({ place, log, jobs: new Map(jobs.map(({ name, run }) => [name, run])) });
  shutdown.add({ name: 'the worker', patienceMs: PATIENCE_MS, close: () => runner.close() });
  const { installation, now } = core;
  const sweeping = startSweeping({ queue, jobs, installation, now, log });
  shutdown.add({ name: 'the sweep', patienceMs: 3_000, close: () => sweeping.stop() });
}
