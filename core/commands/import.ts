import { access, constants, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { countOf } from '../../config/count-of.ts';
import { readSettings } from '../../config/settings.ts';
import type { Terminal } from '../boot/terminal.ts';
import type { CreatedNames, ImportReport } from '../imports/import-report.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { BadUse } from './bad-use.ts';
import { DONE, NOT_DONE } from './exit-codes.ts';

interface ImportOptions {
  readonly municipality: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly report?: string;
}

/** `pasklaar import`: takes over a list of a town. */
export const addImport: AddCommand = (program, terminal) => {
  program
    .command('import')
    .description('take over a list; the same list again changes nothing, wrong rows stay out')
    .argument(
      '<list>',
      'what it is: holders, participations, or a list of a plugin (npx pasklaar plugins names ' +
        'them)',
    )
    .argument('<file>', 'CSV or another delimited file')
    .requiredOption('--municipality <slug>', 'whose list it is')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--yes', 'make the organizers and activities that the list names and nobody has here')
    .option('--report <file>', 'write what is wrong, and what a person is to look at, as CSV')
    .addHelpText(
      'after',
      examples(
        'npx pasklaar import holders pashouders.csv --municipality lier --dry-run',
        'npx pasklaar import holders pashouders.csv --municipality lier --report wrong.csv',
        'npx pasklaar import participations deelnames-2026.csv --municipality lier --yes',
        'npx pasklaar import friends vrienden.csv --municipality lier',
      ),
    )
    .action((list: string, file: string, options: ImportOptions) =>
      exitWith(() => importList({ list, file, options }, terminal)),
    );
};

interface Asked {
  readonly list: string;
  readonly file: string;
  readonly options: ImportOptions;
}

async function importList({ list, file, options }: Asked, terminal: Terminal): Promise<number> {
  const settings = readSettings();
  const status = await stat(file).catch(() => undefined);
  if (!status) throw new BadUse(`${file} cannot be read: is the path right?`);
  if (!status.isFile()) throw new BadUse(`${file} is no file: name the list itself`);
  if (options.report !== undefined) await checkReportFile(file, options.report);
  const { pino } = await import('pino');
  const { borrowDatabase } = await import('../boot/open-database.ts');
  const { openRuntime } = await import('../boot/open-runtime.ts');
  const { logOptions } = await import('../http/request-log.ts');
  const { runImport, UnknownImport } = await import('../imports/run-import.ts');
  const { showProgress } = await import('./show-progress.ts');
  const { untilDone } = await import('./until-done.ts');
  const report = await untilDone(terminal, async (shutdown) => {
    const log = pino(logOptions('warn'), pino.destination(2));
    const tell = (line: string): void => terminal.tell(line);
    const runtime = await openRuntime({
      settings,
      shutdown,
      log,
      openDatabase: (plugins) =>
        borrowDatabase({
          settings,
          plugins,
          shutdown,
          log: tell,
        }),
    });
    const progress = showProgress(process.stderr, tell);
    try {
      return await runImport(runtime.core, {
        kind: list,
        source: { file: path.resolve(file) },
        municipality: options.municipality,
        dryRun: options.dryRun ?? false,
        progress: (done, total) => progress.update(done, total),
        confirm: async (names) => options.yes ?? confirm(names, terminal),
      });
    } catch (error) {
      throw error instanceof UnknownImport ? new BadUse(error.message) : error;
    } finally {
      progress.stop();
    }
  });
  return tellReport(report, options, terminal);
}

async function confirm(
  { organizers, activities }: CreatedNames,
  terminal: Terminal,
): Promise<boolean> {
  const { askYes } = await import('./ask-yes.ts');
  terminal.tell('The list names what nobody has here:');
  for (const name of organizers) terminal.tell(`  organizer ${name}`);
  for (const name of activities) terminal.tell(`  activity ${name}`);
  if (organizers.length > 0) {
    terminal.tell(
      'An organizer that goes by another name here gets `importNames` in the file of its town.',
    );
  }
  return askYes('Make them?');
}

async function tellReport(
  report: ImportReport,
  options: ImportOptions,
  terminal: Terminal,
): Promise<number> {
  const { summariseImport } = await import('../imports/summarise-import.ts');
  for (const line of summariseImport(report)) terminal.say(line);
  if (options.report !== undefined) {
    await writeReport(options.report, report, terminal);
  }
  return report.refused.length > 0 ? NOT_DONE : DONE;
}

/** Before anything is imported: where the report goes must be writable, and not the list itself. */
async function checkReportFile(list: string, report: string): Promise<void> {
  if (path.resolve(list) === path.resolve(report)) {
    throw new BadUse('--report names the list itself: give the report a file of its own');
  }
  await access(path.dirname(path.resolve(report)), constants.W_OK).catch(() => {
    throw new BadUse(`--report: ${path.dirname(report)} is no folder that can be written to`);
  });
}

/** Persons stand in them: for the keeper of the list only, and so readable by their owner only. */
async function writeReport(
  file: string,
  { problemCsv, remarked, review, reviewCsv, wrong }: ImportReport,
  terminal: Terminal,
): Promise<void> {
  // A report of an earlier run is never left to be taken for this one.
  const isOld = await access(file).then(
    () => true,
    () => false,
  );
  if (wrong.length > 0 || isOld) await writeFile(file, problemCsv, { mode: 0o600 });
  terminal.say(
    wrong.length > 0
      ? `${file}: ${countOf(wrong.length, 'wrong row')}, to send back to the keeper of the list`
      : `${file}: ${isOld ? 'empty now' : 'not made'}, no row is wrong`,
  );
  if (review.length + remarked.length === 0) return;
  const { dir, name, ext } = path.parse(file);
  const reviewFile = path.join(dir, `${name}.review${ext}`);
  await writeFile(reviewFile, reviewCsv, { mode: 0o600 });
  const remarks = remarked.length > 0 ? `, ${remarked.length} others with a remark` : '';
  const toReview = `${countOf(review.length, 'row')} to be looked at by a person`;
  terminal.say(`${reviewFile}: ${toReview}${remarks}`);
}
