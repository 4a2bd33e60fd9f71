import type { MikroORM } from '@mikro-orm/postgresql';
import { type ConfigurationError, formatErrors } from '../../config/configuration-error.ts';
import { loadInstallation, type Plugins, readInstallation } from '../../config/municipalities.ts';
import { clientsOf } from '../access/clients.ts';
import type { Installation } from '../municipalities/installation.ts';
import { publishConfiguration } from '../municipalities/publish-configuration.ts';

/** What came of reading the files again. */
export type Reloading =
  | { readonly outcome: 'replaced' | 'unchanged' }
  | { readonly outcome: 'refused'; readonly errors: readonly ConfigurationError[] };

/** The configuration of this process as it is now. A new one replaces it as a whole. */
export class CurrentInstallation {
  readonly #folder: string;
  readonly #plugins: Plugins;
  #installation: Installation;
  #reloading: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, plugins: Plugins, installation: Installation) {
    this.#folder = folder;
    this.#plugins = plugins;
    this.#installation = installation;
  }

  /** @throws ConfigurationRefused with every mistake in the files */
  static async load(folder: string, plugins: Plugins): Promise<CurrentInstallation> {
    return new CurrentInstallation(folder, plugins, await loadInstallation(folder, plugins));
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
    const reading = await readInstallation(this.#folder, this.#plugins);
    if (!reading.ok) return { outcome: 'refused', errors: reading.errors };
    const { installation } = reading;
    if (isSame(installation, this.#installation)) return { outcome: 'unchanged' };
    const errors = losses(this.#folder, this.#installation, installation);
    if (errors.length > 0) return { outcome: 'refused', errors };
    clientsOf(installation);
    await publishConfiguration(orm, installation, now);
    this.#installation = installation;
    return { outcome: 'replaced' };
  }
}

/** What a reloading came to, for the log. */
export function describeReloading(reloading: Reloading): string {
  switch (reloading.outcome) {
    case 'replaced':
      return 'the configuration was replaced';
    case 'unchanged':
      return 'the configuration has not changed';
    case 'refused':
      return [
        'the configuration was refused, the old one stays:',
        formatErrors(reloading.errors),
        ...(reloading.errors.some(isUnknownPlugin) ? [FOUND_AT_START] : []),
      ].join('\n');
  }
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
