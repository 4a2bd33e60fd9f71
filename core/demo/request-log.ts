import path from 'node:path';
import { destination, multistream } from 'pino';

/** Where a demo keeps the lines of its requests. */
export interface DemoRequestLog {
  readonly file: string;
  readonly stream: { write(line: string): void };
}

/**
 * Opens the log of a demo's requests, begun anew by each start. A newcomer reads in the terminal
 * what to try: only what goes wrong is told there too.
 */
export function openRequestLog(dataFolder: string): DemoRequestLog {
  const file = path.join(dataFolder, 'requests.log');
  const stream = multistream([
    { level: 'trace', stream: destination({ dest: file, append: false, mode: 0o600 }) },
    { level: 'error', stream: destination(1) },
  ]);
  return { file, stream };
}
