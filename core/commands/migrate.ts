import { readSettings, type Settings } from '../../config/settings.ts';
import type { Plugins } from '../../config/municipalities.ts';
import type { Terminal } from '../boot/terminal.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { BadUse } from './bad-use.ts';
import { DONE } from './exit-codes.ts';

/** `pasklaar migrate`: brings a database to the layout of this version, as its owner. */
export const addMigrate: AddCommand = (program, terminal) => {
  program
    .command('migrate')
    .description(
      'bring the database to the newest layout, as its owner (DATABASE_OWNER_URL); the first ' +
        'time it makes the role of the app, and tells what to put in DATABASE_URL',
    )
    .option('--new-password', 'give the role of the app another password')
    .addHelpText(
      'after',
      examples(
        'DATABASE_OWNER_URL=postgres://owner:...@db/pasklaar npx pasklaar migrate',
        'DATABASE_OWNER_URL=... DATABASE_URL=... npx pasklaar migrate',
      ),
    )
    .action((options: { newPassword?: true }) =>
      exitWith(() => migrate(options.newPassword ?? false, terminal)),
    );
};

async function migrate(isNewPassword: boolean, terminal: Terminal): Promise<number> {
  const settings = readSettings();
  const { PLUGINS_FOLDER } = await import('../boot/folders.ts');
  const { discoverPlugins } = await import('../plugins/discover-plugins.ts');
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const { databaseUrl, databaseOwnerUrl } = settings;
  if (databaseOwnerUrl !== undefined) {
    await migrateGiven({ settings, plugins, isNewPassword, terminal });
    return DONE;
  }
  if (databaseUrl !== undefined) {
    throw new BadUse('only the owner of the database can migrate it: set DATABASE_OWNER_URL');
  }
  await migrateEmbedded(settings, plugins, terminal);
  return DONE;
}

interface GivenMigration {
  readonly settings: Settings;
  readonly plugins: Plugins;
  readonly isNewPassword: boolean;
  readonly terminal: Terminal;
}

async function migrateGiven(migration: GivenMigration): Promise<void> {
  const { settings, plugins, isNewPassword, terminal } = migration;
  const { decideAppPassword } = await import('../boot/app-password.ts');
  const { layOutDatabase } = await import('../boot/layout-version.ts');
  const { databaseUrl, databaseOwnerUrl: ownerUrl = '' } = settings;
  const decision = await decideAppPassword({ ownerUrl, databaseUrl, isNewPassword });
  const { appUrl } = await layOutDatabase({
    ownerUrl,
    appPassword: decision.password,
    plugins: [...plugins.values()],
    log: (line) => terminal.tell(line),
  });
  terminal.tell('the database has the newest layout');
  if (decision.isNew) terminal.say(`DATABASE_URL=${appUrl}`);
}

async function migrateEmbedded(
  settings: Settings,
  plugins: Plugins,
  terminal: Terminal,
): Promise<void> {
  const { claimDataFolder, openDatabase } = await import('../boot/open-database.ts');
  const { untilDone } = await import('./until-done.ts');
  await untilDone(terminal, async (shutdown) => {
    claimDataFolder(settings, shutdown);
    const log = (line: string): void => terminal.tell(line);
    await openDatabase({ settings, plugins, shutdown, log });
    terminal.tell('the embedded database has the newest layout');
  });
}
