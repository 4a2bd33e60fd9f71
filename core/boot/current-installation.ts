import type { MikroORM } from '@mikro-orm/postgresql';
import {
  type ConfigurationError,
  formatErrors,
  formatWarnings,
} from '../../config/configuration-error.ts';
import {
  ConfigurationRefused,
  type Plugins,
  readInstallation,
} from '../../config/municipalities.ts';
import { clientsOf } from '../access/clients.ts';
import type { Installation } from '../municipalities/installation.ts';
import { publishConfiguration } from '../municipalities/publish-configuration.ts';

/** What came of reading the files again. */
export type Reloading =
  | {
      readonly outcome: 'replaced' | 'unchanged';
      readonly warnings: readonly ConfigurationError[];
    }
  | { readonly outcome: 'refused'; readonly errors: readonly ConfigurationError[] };

/** The configuration of this process as it is now. A new one replaces it as a whole. */
export class CurrentInstallation {
  readonly #folder: string;
  readonly #plugins: Plugins;
  /** What is odd in the files as they were at the start. */
  readonly warnings: readonly ConfigurationError[];
  #installation: Installation;
  #reloading: Promise<unknown> = Promise.resolve();

  private constructor(
    files: { readonly folder: string; readonly plugins: Plugins },
    installation: Installation,
    warnings: readonly ConfigurationError[],
  ) {
    this.#folder = files.folder;
    this.#plugins = files.plugins;
    this.#installation = installation;
    this.warnings = warnings;
  }

  /** @throws ConfigurationRefused with every mistake in the files */
  static async load(folder: string, plugins: Plugins): Promise<CurrentInstallation> {
    const reading = await readInstallation(folder, plugins);
    if (!reading.ok) throw new ConfigurationRefused(reading.errors);
    return new CurrentInstallation({ folder, plugins }, reading.installation, reading.warnings);
  }

  /** Who is working keeps what it got here, also when it is replaced meanwhile. */
  get(): Installation {
    return this.#installation;
  }

  /**
   * Reads the files again. What is wrong changes nothing; what is right is written to the database
   * first, because facts refer to it. Two at once: the second waits.
   */
  reload(orm: MikroORM, now: number): Promise<Reloading> {
    const reloading = this.#reloading.then(() => this.#reload(orm, now));
    this.#reloading = reloading.catch(() => undefined);
    return reloading;
  }

  async #reload(orm: MikroORM, now: number): Promise<Reloading> {
    const reading = await readInstallation(this.#folder, this.#plugins, now);
    if (!reading.ok) return { outcome: 'refused', errors: reading.errors };
    const { installation, warnings } = reading;
    if (isSame(installation, this.#installation)) return { outcome: 'unchanged', warnings };
    const errors = losses(this.#folder, this.#installation, installation);
    if (errors.length > 0) return { outcome: 'refused', errors };
    clientsOf(installation);
    await publishConfiguration(orm, installation, now);
    this.#installation = installation;
    return { outcome: 'replaced', warnings };
  }
}

/** What a reloading came to, for the log. */
export function describeReloading(reloading: Reloading): string {
  switch (reloading.outcome) {
    case 'replaced':
      return withWarnings('the configuration was replaced', reloading.warnings);
    case 'unchanged':
      return withWarnings('the configuration has not changed', reloading.warnings);
    case 'refused':
      return [
        'the configuration was refused, the old one stays:',
        formatErrors(reloading.errors),
        ...(reloading.errors.some(isUnknownPlugin) ? [FOUND_AT_START] : []),
      ].join('\n');
  }
}

function withWarnings(told: string, warnings: readonly ConfigurationError[]): string {
  return warnings.length === 0 ? told : `${told}\n${formatWarnings(warnings)}`;
}

const FOUND_AT_START = 'Plugins are found at start: restart for one that was added since.';

function isUnknownPlugin({ path, message }: ConfigurationError): boolean {
  return /^plugins\.[\w-]+$/.test(path) && /unknown/.test(message);
}

/**
 * What would take a town away from a server that works for it: its file that is gone, by a slip or
 * half-way a copy, and another card system, in which none of its cards is.
 */
function losses(folder: string, old: Installation, next: Installation): ConfigurationError[] {
  const whole = { file: folder, line: 0, column: 0, path: '' };
  return old.municipalities.flatMap(({ key, cardSystemId }) => {
    const now = next.byKey(key);
    if (!now) return [{ ...whole, message: `the file of ${key} is gone: restart to leave it out` }];
    if (now.cardSystemId === cardSystemId) return [];
    const message = `${key} is in card system ${cardSystemId}, with its cards: it cannot become ${now.cardSystemId}`;
    return [{ ...whole, message }];
  });
}

function isSame(one: Installation, other: Installation): boolean {
  const hashes = (of: Installation) => of.municipalities.map(({ version }) => version.hash).join();
  return hashes(one) === hashes(other);
}
