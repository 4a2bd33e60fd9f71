import { obeySignals } from '../boot/obey-signals.ts';
import { Shutdown, ShutdownAsked } from '../boot/shutdown.ts';
import type { Terminal } from '../boot/terminal.ts';

/**
 * Does something that ends by itself, and closes what it opened. Ctrl-C and SIGTERM end it halfway.
 *
 * @throws ShutdownAsked when it was ended halfway
 */
export async function untilDone<Outcome>(
  terminal: Terminal,
  work: (shutdown: Shutdown) => Promise<Outcome>,
): Promise<Outcome> {
  const tell = (line: string): void => terminal.tell(line);
  const shutdown = new Shutdown(tell);
  const disobey = obeySignals({
    shutdown,
    tell,
    reload: () => {},
    onFatal: (error) => tell(String(error)),
  });
  const working = work(shutdown);
  const interrupted = shutdown.asked.then((reason): never => {
    throw new ShutdownAsked(reason);
  });
  try {
    return await Promise.race([working, interrupted]);
  } finally {
    // What is interrupted fails on what is closed under it: that is not news.
    interrupted.catch(() => undefined);
    working.catch(() => undefined);
    await shutdown.run();
    disobey();
  }
}
