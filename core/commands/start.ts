import { readSettings } from '../../config/settings.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { tellUnread } from './tell-unread.ts';

/** `pasklaar start`: server and worker in one process. */
export const addStart: AddCommand = (program, terminal) => {
  program
    .command('start')
    .description('run the server, with a worker in the same process')
    .addHelpText(
      'after',
      examples(
        'npm start',
        'PORT=8080 npx pasklaar start',
        'DATABASE_URL=postgres://pasklaar_app:...@db/pasklaar npx pasklaar start',
      ),
    )
    .showHelpAfterError(
      'What other programs take as options are settings here: PORT=8080 npx pasklaar start',
    )
    .action(() =>
      exitWith(async () => {
        const settings = readSettings();
        tellUnread(terminal);
        const { runServer } = await import('../server.ts');
        return runServer({ settings, terminal });
      }),
    );
};
