import { readCommandLine } from '../database/embedded/postmaster-file.ts';
import type { Shutdown } from './shutdown.ts';

/** What a process does when it is signalled. */
export interface SignalOptions {
  readonly shutdown: Shutdown;
  readonly tell: (line: string) => void;
  /** On SIGHUP. */
  reload(): void;
  /** Something went wrong that nobody had thought of. */
  onFatal(error: unknown): void;
}

/**
 * A second signal within this time is the same one: Ctrl-C in a terminal reaches both npm, which
 * passes it on, and this process.
 */
const ECHO_MS = 500;
const PARENT_CHECK_MS = 1_000;

/**
 * Obeys signals from now on. SIGTERM and Ctrl-C ask for a shutdown, and a second one for a faster
 * one; SIGHUP reloads the configuration. An error that nobody caught ends the process, after it has
 * closed what it can.
 *
 * @returns stops obeying
 */
export function obeySignals({ shutdown, tell, reload, onFatal }: SignalOptions): () => void {
  let askedAtMs: number | null = null;
  const end = (signal: NodeJS.Signals): void => {
    const nowMs = performance.now();
    if (askedAtMs === null) {
      askedAtMs = nowMs;
      shutdown.ask(signal);
    } else if (nowMs - askedAtMs > ECHO_MS) {
      tell(`${signal} again: not waiting for what still runs`);
      shutdown.hurry();
    }
  };
  const fail = (error: unknown): void => {
    onFatal(error);
    shutdown.ask('an error that nobody caught', 1);
    shutdown.hurry();
  };
  const handlers = { SIGINT: end, SIGTERM: end, SIGHUP: reload, uncaughtException: fail } as const;
  for (const [event, handle] of Object.entries(handlers)) process.on(event, handle);
  const stopWatching = watchParent(() => shutdown.ask('the process that started this one is gone'));
  return () => {
    for (const [event, handle] of Object.entries(handlers)) process.off(event, handle);
    stopWatching();
  };
}

/**
 * A process that npm or `bin/pasklaar.js` started ends with it, also when that one is killed and
 * cannot pass anything on. One that was started otherwise (nohup, a service) may outlive its
 * parent.
 */
function watchParent(onGone: () => void): () => void {
  const parent = process.ppid;
  if (!isOurDoor(readCommandLine(parent))) return () => {};
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function isOurDoor(commandLine: string): boolean {
  const [program = '', script = ''] = commandLine.split(' ');
  if (['npm', 'npx'].includes(program)) return true;
  return /(?:^|\/)node$/.test(program) && /\/(?:pasklaar(?:\.js)?|np[mx]-cli\.js)$/.test(script);
}
