import { readSettings } from '../../config/settings.ts';
import type { Terminal } from '../boot/terminal.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { DONE, NOT_DONE } from './exit-codes.ts';

/** `pasklaar verify`: proves the books from the facts. */
export const addVerify: AddCommand = (program, terminal) => {
  program
    .command('verify')
    .description('prove that balances, counts and money follow from the facts; changes nothing')
    .addHelpText('after', examples('npx pasklaar verify'))
    .action(() => exitWith(() => verify(terminal)));
};

async function verify(terminal: Terminal): Promise<number> {
  const settings = readSettings();
  const { Pool } = await import('pg');
  const { PLUGINS_FOLDER } = await import('../boot/folders.ts');
  const { borrowDatabase } = await import('../boot/open-database.ts');
  const { discoverPlugins } = await import('../plugins/discover-plugins.ts');
  const { concludeProofs, verifyInstallation } = await import('../verify/verify-installation.ts');
  const { untilDone } = await import('./until-done.ts');
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const verified = await untilDone(terminal, async (shutdown) => {
    const log = (line: string): void => terminal.tell(line);
    const appUrl = await borrowDatabase({ settings, plugins, shutdown, log });
    const pool = new Pool({ connectionString: appUrl, max: 1 });
    shutdown.add({ name: 'the database', patienceMs: 5_000, close: () => pool.end() });
    return verifyInstallation({ pool }, ({ cardSystemId, law, checked, wrong, first }) => {
      const verdict = wrong === 0 ? 'ok  ' : 'FAIL';
      const what = wrong === 0 ? `${checked} checked` : `${wrong} of ${checked} wrong: ${first}`;
      terminal.say(`${verdict} card system ${cardSystemId}: ${law} (${what})`);
    });
  });
  terminal.say(concludeProofs(verified));
  return verified.every(({ wrong }) => wrong === 0) ? DONE : NOT_DONE;
}
