import { AssertionError } from 'node:assert';

/** An error as it may stand in a log. */
export interface DescribedError {
  readonly type: string;
  /** Of the system or of PostgreSQL (SQLSTATE). */
  readonly code?: string;
  readonly message?: string;
  /** Names of the database's own objects. */
  readonly table?: string;
  readonly constraint?: string;
  /** Where it happened, without the message. */
  readonly stack: string;
  readonly cause?: DescribedError;
}

/**
 * Their messages are about code. Those of other errors may repeat a value that was sent or stored.
 */
const SPEAKING = new Set(['Error', 'TypeError', 'ReferenceError', 'RangeError']);

/**
 * Describes an error by kind and place. PostgreSQL, the ORM and JSON.parse repeat values in their
 * messages ("Key (number)=(...)"), and those may be a person's: such messages are left out, and
 * digits are taken out of the others.
 */
export function describeError(error: unknown, depth = 3): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, stack: '' };
  const { code, table, constraint } = error as Error & {
    code?: unknown;
    table?: unknown;
    constraint?: unknown;
  };
  const hasCause = error.cause !== undefined && depth > 0;
  return {
    type: error.constructor.name,
    ...namesOf({ code, table, constraint }),
    ...(mayBeQuoted(error) && { message: withoutDigits(error.message) }),
    stack: framesOf(error),
    ...(hasCause && { cause: describeError(error.cause, depth - 1) }),
  };
}

function mayBeQuoted(error: Error): boolean {
  if (error instanceof AssertionError) return !error.generatedMessage;
  return SPEAKING.has(error.constructor.name);
}

function withoutDigits(message: string): string {
  return message.replace(/[0-9]{5,}/g, '***');
}

function framesOf({ stack = '' }: Error): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.map((frame) => frame.trim()).join('\n');
}

/** Only what can be a name: letters, digits and underscores. */
function namesOf(parts: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = Object.entries(parts).filter(
    (part): part is [string, string] => typeof part[1] === 'string' && /^\w{1,63}$/.test(part[1]),
  );
  return Object.fromEntries(names);
}
