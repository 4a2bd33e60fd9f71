import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { PROJECT_ROOT, readVersion } from './boot/folders.ts';
import { finishSaying, processTerminal as terminal } from './boot/terminal.ts';
import { addCheckConfig } from './commands/check-config.ts';
import { addDemo } from './commands/demo.ts';
import { addImport } from './commands/import.ts';
import { addMakeCards } from './commands/make-cards.ts';
import { addMigrate } from './commands/migrate.ts';
import { addPlugins } from './commands/plugins.ts';
import { addRotateKey } from './commands/rotate-key.ts';
import { addRunJob } from './commands/run-job.ts';
import { addStart } from './commands/start.ts';
import { addVerify } from './commands/verify.ts';
import { addWorker } from './commands/worker.ts';
import { BAD_USE } from './commands/exit-codes.ts';

/*
 * The command line: `npx pasklaar <command>`. Each command is a file of core/commands. Exit codes:
 * 0 it is done, 1 it is not, 2 it was asked wrongly.
 */

// Halves the time in which a command is loaded.
enableCompileCache(path.join(PROJECT_ROOT, 'node_modules/.cache/pasklaar'));
for (const stream of [process.stdout, process.stderr]) {
  // Who reads has seen enough (`pasklaar check-config | head`): that is no failure.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const program = new Command('pasklaar')
  .description('One card per resident that carries every role a Flemish town gives out.')
  .version(readVersion())
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({
    outputError: (text) => terminal.tell(`pasklaar: ${text.trim().replace(/^error: /, '')}`),
  })
  .addHelpText(
    'after',
    `\nSettings come from the environment: npx pasklaar check-config shows them.`,
  );
for (const add of [
  addStart,
  addWorker,
  addMigrate,
  addCheckConfig,
  addImport,
  addMakeCards,
  addDemo,
  addPlugins,
  addVerify,
  addRotateKey,
  addRunJob,
]) {
  add(program, terminal);
}

const exitCode = await run(process.argv);
await finishSaying();
// Everything was closed by now; a socket that lingers may not keep the process.
process.exit(exitCode);

async function run(args: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(withoutVainHelp(args));
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USE;
    const { tellFailure } = await import('./commands/tell-failure.ts');
    return tellFailure(error, terminal);
  }
}

/** `help foo` is told what `foo` is: that there is no such command, and which is near. */
function withoutVainHelp(args: readonly string[]): string[] {
  const [node = '', file = '', first, asked, ...others] = args;
  const isKnown = program.commands.some((command) => command.name() === asked);
  if (first !== 'help' || asked === undefined || asked === 'help' || isKnown) return [...args];
  return [node, file, asked, ...others];
}
