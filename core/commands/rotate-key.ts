import { readSettings } from '../../config/settings.ts';
import type { Terminal } from '../boot/terminal.ts';
import { KEY_PURPOSES } from '../secrets/key-file.ts';
import type { KeyPurpose } from '../secrets/key-ring.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { BadUse } from './bad-use.ts';
import { DONE } from './exit-codes.ts';

/** The ids of roles that follow from age and residence come from it: they may never change. */
const NEVER_ROTATED: KeyPurpose = 'derived-role-id';
const ROTATED = KEY_PURPOSES.filter((purpose) => purpose !== NEVER_ROTATED);

/** `pasklaar rotate-key`: a new key for a purpose. */
export const addRotateKey: AddCommand = (program, terminal) => {
  program
    .command('rotate-key')
    .description('make a new key; what the older ones made can still be read, so none is removed')
    .argument('<purpose>', ROTATED.join(', '))
    .addHelpText(
      'after',
      examples(
        'npx pasklaar rotate-key tariff-sealing',
        'DATA_DIR=/var/lib/pasklaar npx pasklaar rotate-key national-number-hash',
      ),
    )
    .showHelpAfterError(`A key is for one purpose: ${ROTATED.join(', ')}`)
    .action((purpose: string) => exitWith(() => rotate(purpose, terminal)));
};

async function rotate(asked: string, terminal: Terminal): Promise<number> {
  const purpose = ROTATED.find((known) => known === asked);
  if (purpose === undefined) {
    const why =
      asked === NEVER_ROTATED
        ? `the key ${asked} stays: the ids of roles come from it`
        : `there is no key ${JSON.stringify(asked)}`;
    throw new BadUse(`${why}; there are ${ROTATED.join(', ')}`);
  }
  const { foldersOf } = await import('../boot/folders.ts');
  const { rotateKey } = await import('../secrets/load-key-ring.ts');
  const { requireInstallation } = await import('../boot/require-installation.ts');
  const { data } = foldersOf(readSettings());
  requireInstallation(data);
  const id = await rotateKey(data, purpose, { now: Date.now() });
  terminal.say(`${purpose} has key ${id} now, in ${data}/keys.json`);
  terminal.say('Copy that file to the other machines, then restart every process.');
  return DONE;
}
