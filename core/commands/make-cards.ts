import { readSettings } from '../../config/settings.ts';
import type { Terminal } from '../boot/terminal.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { BadUse } from './bad-use.ts';
import { DONE } from './exit-codes.ts';

/** `pasklaar make-cards`: numbers of new cards, for the printer. */
export const addMakeCards: AddCommand = (program, terminal) => {
  program
    .command('make-cards')
    .description(
      'make cards to be printed, and tell their numbers, one on a line; desks can give them out ' +
        'once POST /api/cards/stock has received them',
    )
    .argument('<count>', 'how many')
    .requiredOption('--municipality <slug>', 'a town of the card system that they are for')
    .addHelpText('after', examples('npx pasklaar make-cards 5000 --municipality lier > cards.txt'))
    .action((count: string, { municipality }: { municipality: string }) =>
      exitWith(() => makeCards(count, municipality, terminal)),
    );
};

async function makeCards(asked: string, slug: string, terminal: Terminal): Promise<number> {
  const settings = readSettings();
  const { MAX_CARDS, makeStock } = await import('../passes/make-stock.ts');
  const count = /^\d+$/.test(asked) ? Number(asked) : 0;
  if (count < 1 || count > MAX_CARDS) {
    throw new BadUse(`expected 1 to ${MAX_CARDS} cards, not ${asked}`);
  }
  const { Pool } = await import('pg');
  const { foldersOf, PLUGINS_FOLDER } = await import('../boot/folders.ts');
  const { borrowDatabase } = await import('../boot/open-database.ts');
  const { loadInstallation } = await import('../../config/municipalities.ts');
  const { discoverPlugins } = await import('../plugins/discover-plugins.ts');
  const { untilDone } = await import('./until-done.ts');
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const installation = await loadInstallation(foldersOf(settings).municipalities, plugins);
  const town = installation.byKey(slug);
  if (town === undefined) {
    const known = installation.municipalities.map(({ key }) => key).join(', ');
    throw new BadUse(`there is no municipality ${slug} here; there is ${known}`);
  }
  const numbers = await untilDone(terminal, async (shutdown) => {
    const log = (line: string): void => terminal.tell(line);
    const appUrl = await borrowDatabase({ settings, plugins, shutdown, log });
    const pool = new Pool({ connectionString: appUrl, max: 1 });
    shutdown.add({ name: 'the database', patienceMs: 5_000, close: () => pool.end() });
    return makeStock({ pool }, { cardSystemId: town.cardSystemId, count });
  });
  terminal.say(numbers.join('\n'));
  return DONE;
}
