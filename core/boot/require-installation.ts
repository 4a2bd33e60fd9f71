import fs from 'node:fs';
import path from 'node:path';

/** A command that works on an installation was started where there is none: nothing was made. */
export class NoInstallation extends Error {
  override readonly name = 'NoInstallation';

  /** @param dataFolder where it was looked for */
  constructor(dataFolder: string) {
    super(
      `there is no installation in ${dataFolder}: set DATA_DIR to the folder of yours, ` +
        'or make one with `npm start`',
    );
  }
}

/**
 * Looks whether somebody started Pasklaar on a data folder before: only a start, or `migrate`,
 * makes an installation. A misspelt `DATA_DIR` would else get a new one, in which all is right.
 *
 * @throws NoInstallation
 */
export function requireInstallation(dataFolder: string): void {
  // Its database, or its keys when the database is elsewhere; the lock when it is just being made.
  const traces = ['pg/PG_VERSION', 'keys.json', 'app.lock'];
  if (traces.some((file) => fs.existsSync(path.join(dataFolder, file)))) return;
  throw new NoInstallation(dataFolder);
}
