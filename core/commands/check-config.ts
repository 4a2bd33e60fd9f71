import { formatErrors, formatWarnings } from '../../config/configuration-error.ts';
import { countOf } from '../../config/count-of.ts';
import { formatRows } from '../../config/explain.ts';
import { explainSettings, readSettings } from '../../config/settings.ts';
import type { Terminal } from '../boot/terminal.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { tellUnread } from './tell-unread.ts';
import { DONE, NOT_DONE } from './exit-codes.ts';

/** `pasklaar check-config`: every effective setting, or every mistake. */
export const addCheckConfig: AddCommand = (program, terminal) => {
  program
    .command('check-config')
    .description(
      'show every setting and where it comes from, and the ids of what they name, or what is wrong',
    )
    .option('--folder <folder>', 'files of municipalities to check instead of the ones in use')
    .addHelpText(
      'after',
      examples('npx pasklaar check-config', 'npx pasklaar check-config --folder new-config'),
    )
    // The files of a folder are checked together: one alone is no argument.
    .showHelpAfterError(
      'To check other files than the ones in use, name their folder: ' +
        'npx pasklaar check-config --folder <folder>',
    )
    .action((options: { folder?: string }) => exitWith(() => checkConfig(options, terminal)));
};

async function checkConfig(options: { folder?: string }, terminal: Terminal): Promise<number> {
  const settings = readSettings();
  tellUnread(terminal);
  const { foldersOf, pathFromHere, PLUGINS_FOLDER } = await import('../boot/folders.ts');
  const { readInstallation } = await import('../../config/municipalities.ts');
  const { discoverPlugins } = await import('../plugins/discover-plugins.ts');
  const folder =
    options.folder === undefined
      ? foldersOf(settings).municipalities
      : pathFromHere(options.folder);
  const reading = await readInstallation(folder, await discoverPlugins(PLUGINS_FOLDER));
  if (!reading.ok) {
    terminal.tell(formatErrors(reading.errors));
    terminal.tell(`\n${countOf(reading.errors.length, 'mistake')} in ${folder}`);
    return NOT_DONE;
  }
  if (reading.warnings.length > 0) terminal.tell(`${formatWarnings(reading.warnings)}\n`);
  const { configuredIds } = await import('./configured-ids.ts');
  const environment = explainSettings();
  terminal.say(formatRows(environment));
  terminal.say(`\n${formatRows(reading.settings)}`);
  terminal.say(`\nids, as the API has them:\n${configuredIds(reading.installation)}`);
  const settingCount = environment.length + reading.settings.length;
  const towns = reading.installation.municipalities.map(({ key }) => key).join(', ');
  terminal.say(`\n${countOf(settingCount, 'setting')}, no mistakes (${towns})`);
  return DONE;
}
