import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { endWithDescendants } from './end-processes.ts';
import { readTap, type TapReport } from './read-tap.ts';

/** What became of one test file. */
export interface FileResult extends TapReport {
  readonly file: string;
  readonly seconds: number;
  /** The last lines, when something failed. */
  readonly stderr: string;
}

/** What a test file is run with. */
export interface FileRun {
  /** The project folder. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whole seconds that the file may take; a longer one fails. */
  readonly budgetSeconds: number;
  /** Ends the file, and all processes it started, at once. */
  readonly stop: AbortSignal;
}

/** After its budget tap itself says where a file hangs; then it gets this long to do so. */
const graceMs = 1_000;
const shownLines = 40;
/** The other processors have tests of their own to run. */
const nodeFlags = ['--single-threaded-gc'];

/**
 * Runs one test file as a program of its own, which is all that a tap test is, and reads the TAP
 * that it writes. Never throws on what the file does: that is in the result.
 *
 * @param file path from the project folder
 */
export async function runTestFile(file: string, run: FileRun): Promise<FileResult> {
  const { cwd, env, budgetSeconds } = run;
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, file], {
    cwd,
    env: { ...env, TAP: '1', TAP_TIMEOUT: String(budgetSeconds) },
    // A group of its own, so that what it started can be ended with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => {
    if (child.pid !== undefined) endWithDescendants(child.pid);
  };
  const timer = setTimeout(end, budgetSeconds * 1000 + graceMs);
  run.stop.addEventListener('abort', end, { once: true });
  const [output, complaints] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    // It may have left processes behind, which would also keep the two streams open.
    once(child, 'exit').then(end),
  ]);
  clearTimeout(timer);
  run.stop.removeEventListener('abort', end);

  const seconds = (performance.now() - startedAtMs) / 1000;
  const report = readTap(output);
  const failures = [...report.failures];
  if (seconds > budgetSeconds) {
    failures.push(`took ${seconds.toFixed(1)} s, and its budget is ${budgetSeconds} s`);
  }
  if (failures.length === 0 && child.exitCode !== 0) {
    failures.push(`ended with ${child.signalCode ?? `exit code ${child.exitCode}`}`);
  }
  const stderr = failures.length > 0 ? lastLines(complaints) : '';
  return { ...report, file, seconds, failures, stderr };
}

function lastLines(complaints: string): string {
  return complaints.trimEnd().split('\n').slice(-shownLines).join('\n');
}
