import { countOf } from '../../config/count-of.ts';
import { readSettings } from '../../config/settings.ts';
import type { Terminal } from '../boot/terminal.ts';
import { type AddCommand, examples, exitWith } from './add-command.ts';
import { DONE } from './exit-codes.ts';

/** `pasklaar run-job`: one turn of a job, now, with all that it wakes. */
export const addRunJob: AddCommand = (program, terminal) => {
  program
    .command('run-job')
    .description(
      'give a job its turn now, for every town that it works for; workers do it by hours',
    )
    .argument('[job]', 'as it is called; without it they are listed')
    .addHelpText('after', examples('npx pasklaar run-job', 'npx pasklaar run-job points.expire'))
    .action((job: string | undefined) => exitWith(() => runJob(job, terminal)));
};

async function runJob(asked: string | undefined, terminal: Terminal): Promise<number> {
  const settings = readSettings();
  const { pino } = await import('pino');
  const { borrowDatabase } = await import('../boot/open-database.ts');
  const { openRuntime } = await import('../boot/open-runtime.ts');
  const { logOptions } = await import('../http/request-log.ts');
  const { findJob, returningJobs } = await import('./find-job.ts');
  const { knownJobs } = await import('../jobs/known-jobs.ts');
  const { untilDone } = await import('./until-done.ts');
  const { WokenJobs } = await import('./woken-jobs.ts');
  const tell = (line: string): void => terminal.tell(line);
  await untilDone(terminal, async (shutdown) => {
    const { core } = await openRuntime({
      settings,
      shutdown,
      log: pino(logOptions('warn'), pino.destination(2)),
      openDatabase: (plugins) => borrowDatabase({ settings, plugins, shutdown, log: tell }),
    });
    const woken = new WokenJobs();
    const known = knownJobs({ ...core, jobs: woken });
    if (asked === undefined) {
      for (const { everyMinutes, name } of returningJobs(known)) {
        terminal.say(`${name} (every ${countOf(everyMinutes ?? 0, 'minute')})`);
      }
      return;
    }
    const job = findJob(asked, known);
    for (const target of job.targets(core.installation())) {
      shutdown.throwIfAsked();
      await job.run(target);
      const more = await woken.runAll(known);
      const parts = more === 0 ? '' : `, in ${countOf(more, 'part')}`;
      terminal.say(`${job.name}: done for ${Object.values(target).join(', ')}${parts}`);
    }
  });
  return DONE;
}
