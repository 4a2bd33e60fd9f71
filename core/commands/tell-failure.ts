import { ConfigurationRefused } from '../../config/municipalities.ts';
import { maskPasswords } from '../../config/mask.ts';
import { readSettings, SettingsError } from '../../config/settings.ts';
import { RefusalToStart } from '../boot/refusal-to-start.ts';
import { NoInstallation } from '../boot/require-installation.ts';
import { ShutdownAsked } from '../boot/shutdown.ts';
import type { Terminal } from '../boot/terminal.ts';
import { AlreadyRunning } from '../database/app-lock.ts';
import { describeError } from '../http/describe-error.ts';
import { BrokenPlugins } from '../plugins/discover-plugins.ts';
import { BadUse } from './bad-use.ts';
import { BAD_USE, INTERRUPTED, NOT_DONE } from './exit-codes.ts';

/** Their messages are written for the person who started the command. */
const SPEAKING = [
  AlreadyRunning,
  BadUse,
  BrokenPlugins,
  ConfigurationRefused,
  NoInstallation,
  RefusalToStart,
  SettingsError,
];

/**
 * Tells why a command was not done: what is wrong and what to do, and no stack trace unless
 * LOG_LEVEL=debug asks for it.
 *
 * @returns the exit code
 */
export function tellFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof ShutdownAsked) return INTERRUPTED;
  const isSpeaking = SPEAKING.some((kind) => error instanceof kind);
  const isDebugging = readLogLevel() === 'debug';
  terminal.tell(`pasklaar: ${isSpeaking ? (error as Error).message : wordsOf(error)}`);
  if (isDebugging && error instanceof Error) {
    terminal.tell(maskPasswords(error.stack ?? ''));
    const { cause } = error;
    if (cause instanceof Error) terminal.tell(maskPasswords(`because of ${cause.stack ?? ''}`));
  }
  if (!isSpeaking && !isDebugging) terminal.tell('LOG_LEVEL=debug shows where it went wrong');
  return error instanceof BadUse || error instanceof NoInstallation ? BAD_USE : NOT_DONE;
}

/** What the database says may hold persons: then only its code and the names of its own objects. */
function wordsOf(error: unknown): string {
  const { type, message, code, table, constraint } = describeError(error);
  const names = [code, table, constraint].filter((name) => name !== undefined).join(', ');
  const named = names === '' ? type : `${type} (${names})`;
  return message === undefined ? named : maskPasswords(message);
}

function readLogLevel(): string | undefined {
  try {
    return readSettings().logLevel;
  } catch {
    // The settings themselves are wrong, and that is what is told.
    return undefined;
  }
}
