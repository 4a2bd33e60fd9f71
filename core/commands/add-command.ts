import type { Command } from 'commander';
import type { Terminal } from '../boot/terminal.ts';

/** Adds a command to the command line; what it needs is loaded when it is asked for. */
export type AddCommand = (program: Command, terminal: Terminal) => void;

/** The examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ ${line}`)].join('\n');
}

/** Carries out a command whose answer is the exit code of this process. */
export async function exitWith(command: () => Promise<number>): Promise<void> {
  process.exitCode = await command();
}
