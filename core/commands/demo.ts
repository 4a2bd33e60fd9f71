import { readSettings } from '../../config/settings.ts';
import { RefusalToStart } from '../boot/refusal-to-start.ts';
import type { Terminal } from '../boot/terminal.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { DONE } from './exit-codes.ts';

/** `pasklaar demo`: what somebody needs to try the demo that is running. */
export const addDemo: AddCommand = (program, terminal) => {
  program
    .command('demo')
    .description('tell the cards, events and credentials of the demo that is running')
    .option('--json', 'all of it, as JSON')
    .addHelpText(
      'after',
      examples('npx pasklaar demo', "npx pasklaar demo --json | jq '.passes[].number'"),
    )
    .action((options: { json?: true }) => exitWith(() => tellDemo(options, terminal)));
};

async function tellDemo({ json = false }: { json?: boolean }, terminal: Terminal): Promise<number> {
  const settings = readSettings();
  const { foldersOf } = await import('../boot/folders.ts');
  const { isClaimed } = await import('../boot/open-database.ts');
  const { requireInstallation } = await import('../boot/require-installation.ts');
  const { readDemoFile } = await import('../demo/demo-file.ts');
  const { welcomeTo } = await import('../demo/welcome-to.ts');
  const { data } = foldersOf(settings);
  requireInstallation(data);
  const description = readDemoFile(data);
  if (description === undefined || !isClaimed(settings)) {
    throw new RefusalToStart('no demo runs here: start it with `npm start`');
  }
  terminal.say(json ? JSON.stringify(description, null, 2) : welcomeTo(description).trimStart());
  return DONE;
}
