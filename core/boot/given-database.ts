import type { PluginDefinition } from '../contract/plugin.ts';
import { checkDatabase } from './check-database.ts';
import { layoutVersion, readLayoutVersion } from './layout-version.ts';
import { RefusalToStart } from './refusal-to-start.ts';

/**
 * Looks whether a database that was given is fit to work on: see {@link checkDatabase}, and in the
 * layout of this version. Changes nothing: migrating is for its owner.
 *
 * @throws RefusalToStart that says what to do
 */
export async function checkGivenDatabase(
  appUrl: string,
  plugins: readonly PluginDefinition[],
): Promise<void> {
  await checkDatabase(appUrl);
  await checkLayout(appUrl, plugins);
}

/** @throws RefusalToStart when a database has another layout than this version works on */
export async function checkLayout(
  appUrl: string,
  plugins: readonly PluginDefinition[],
): Promise<void> {
  const found = await readLayoutVersion(appUrl);
  if (found === (await layoutVersion(plugins))) return;
  const what =
    found === null
      ? 'the database has not been made ready for Pasklaar'
      : 'the database has the layout of another version of Pasklaar or its plugins';
  throw new RefusalToStart(`${what}: run \`npx pasklaar migrate\` with DATABASE_OWNER_URL`);
}
