import { readSettings } from '../../config/settings.ts';
import type { Terminal } from '../boot/terminal.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { DONE } from './exit-codes.ts';

/** `pasklaar plugins`: what is on disk, and where it is switched on. */
export const addPlugins: AddCommand = (program, terminal) => {
  program
    .command('plugins')
    .description('list the plugins, their roles, and the municipalities that have them on')
    .addHelpText('after', examples('npx pasklaar plugins'))
    .action(() => exitWith(() => listPlugins(terminal)));
};

async function listPlugins(terminal: Terminal): Promise<number> {
  const { foldersOf, PLUGINS_FOLDER } = await import('../boot/folders.ts');
  const { loadInstallation } = await import('../../config/municipalities.ts');
  const { discoverPlugins } = await import('../plugins/discover-plugins.ts');
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const folder = foldersOf(readSettings()).municipalities;
  const { municipalities } = await loadInstallation(folder, plugins);
  for (const [name, definition] of plugins) {
    const { title, roles, importers = {}, exports = {}, jobs = {} } = definition;
    const towns = municipalities.filter((town) => town.plugins.has(name)).map(({ key }) => key);
    terminal.say(`${name}: ${title.nl}`);
    const parts = {
      'on in': towns,
      roles: Object.keys(roles),
      imports: Object.keys(importers),
      exports: Object.keys(exports),
      jobs: Object.keys(jobs),
    };
    for (const [part, names] of Object.entries(parts)) {
      if (names.length > 0 || part === 'on in') {
        terminal.say(`  ${part.padEnd(8)} ${names.join(', ') || 'no municipality'}`);
      }
    }
  }
  return DONE;
}
