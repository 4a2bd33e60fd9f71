/**
 * A refusal by one of our SQL functions: it raised SQLSTATE `PK000` with the name of the refusal
 * as its message, and everything it had written is undone.
 */
export interface Refusal {
  readonly name: string;
  /** What the function told beside it: a JSON object. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Reads a refusal out of an error of the driver, or of the ORM that wraps one; undefined when it is
 * some other error.
 */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'PK000') return undefined;
  const text = 'detail' in error && typeof error.detail === 'string' ? error.detail : '{}';
  // The ORM adds the detail to the message, on a line of its own.
  const [name = ''] = error.message.split('\n');
  return { name, detail: JSON.parse(text) as Record<string, unknown> };
}

/** A refusal that a function answered, because it speaks for several, rather than raised. */
export class Refused extends Error {
  readonly code = 'PK000';
  readonly detail: string;

  constructor({ name, detail }: Refusal) {
    super(name);
    this.detail = JSON.stringify(detail);
  }
}
