import { setTimeout as delay } from 'node:timers/promises';
import { findOrphans, isPostmasterOf } from './postmaster-file.ts';

const pollMs = 20;

/** Source: https://www.postgresql.org/docs/18/server-shutdown.html */
const steps = [
  { signal: 'SIGINT', name: 'fast', patienceMs: 10_000 },
  { signal: 'SIGQUIT', name: 'immediate', patienceMs: 8_000 },
  { signal: 'SIGKILL', name: 'forced', patienceMs: 2_000 },
] as const;

/**
 * Stops the server of a data folder and waits until it is gone: a fast shutdown (open transactions
 * are rolled back, data is written), and when that takes over 10 s an immediate one, after which
 * the next start recovers from the write-ahead log. Does nothing when it is gone already.
 *
 * @throws Error when it survives even a kill.
 */
export async function stopPostmaster(
  pgFolder: string,
  pid: number,
  log: (message: string) => void,
): Promise<void> {
  const isGone = () => !isPostmasterOf(pgFolder, pid);
  for (const { signal, name, patienceMs } of steps) {
    if (isGone()) return;
    signalIfAlive(pid, signal);
    if (await becomesTrue(isGone, patienceMs)) {
      // A fast shutdown waits for its processes; in haste it leaves the last ones to themselves.
      if (signal !== 'SIGINT') await stopOrphans(pgFolder);
      return;
    }
    log(`PostgreSQL (pid ${pid}) did not end in ${patienceMs} ms (${name} shutdown)`);
  }
  throw new Error(`PostgreSQL (pid ${pid}) on ${pgFolder} does not stop`);
}

/**
 * Ends what a killed server left behind on its data folder, so that a start need not wait for
 * its last query. Nothing committed is lost: the next start recovers.
 *
 * @throws Error when such a process does not end.
 */
export async function stopOrphans(pgFolder: string): Promise<void> {
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of findOrphans(pgFolder)) signalIfAlive(pid, signal);
    if (await becomesTrue(() => findOrphans(pgFolder).length === 0, 3_000)) return;
  }
  throw new Error(`Processes ${findOrphans(pgFolder).join(', ')} still use ${pgFolder}`);
}

async function becomesTrue(claim: () => boolean, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (!claim()) {
    if (performance.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
