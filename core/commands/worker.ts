import { readSettings } from '../../config/settings.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';

/** `pasklaar worker`: only the work in the background. */
export const addWorker: AddCommand = (program, terminal) => {
  program
    .command('worker')
    .description('run a worker beside a server; any number of them can run')
    .addHelpText(
      'after',
      examples(
        'npx pasklaar worker',
        'DATABASE_URL=postgres://pasklaar_app:...@db/pasklaar npx pasklaar worker',
      ),
    )
    .action(() =>
      exitWith(async () => {
        const settings = readSettings();
        const { runWorker } = await import('../worker.ts');
        return runWorker({ settings, terminal });
      }),
    );
};
