/** What a log line of a job may hold; the process's log leaves out anything else. */
export interface JobLogLine {
  readonly job?: string;
  readonly durationMs?: number;
  readonly err?: unknown;
}

/** Where work in the background says what it did. pino's loggers are one. */
export interface JobLog {
  debug(line: JobLogLine, message: string): void;
  warn(line: JobLogLine, message: string): void;
  error(line: JobLogLine, message: string): void;
}

const SAME_AGAIN_MS = 60_000;

/**
 * Tells the log that the queue does not answer: at once, and then once a minute however often it is
 * tried. A queue that is away loses nothing, so that is enough.
 */
export function tellQueueErrors(log: JobLog): (error: unknown) => void {
  let toldAtMs = -Infinity;
  return (error) => {
    const nowMs = performance.now();
    if (nowMs - toldAtMs < SAME_AGAIN_MS) return;
    toldAtMs = nowMs;
    log.error({ err: error }, 'the queue does not answer');
  };
}
