import type { ErrorObject } from 'ajv/dist/2019.js';
import { isSchemaNode } from './compile-schema.ts';
import type { Path } from './configuration-error.ts';
import type { Refused, Wording } from './wording.ts';

/** One mistake of the writer, and which part of the file shows it. */
export interface Mistake extends Wording {
  readonly path: Path;
  /** `parent` for a key that is missing: the group of keys in which it belongs. */
  readonly at: 'key' | 'value' | 'parent';
}

/** The value as it was checked, and how its parts are written in the file. */
export interface Checked {
  readonly value: unknown;
  writtenAt(path: Path): string | undefined;
  /** Whether it was written, and not filled in by a default. */
  gives(path: Path): boolean;
}

/** The steps of a JSON pointer (RFC 6901) into a value; positions in lists become numbers. */
export function stepsOf(pointer: string, value: unknown): Path {
  const steps: (string | number)[] = [];
  let inner: unknown = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    steps.push(Array.isArray(inner) ? Number(key) : key);
    inner = isSchemaNode(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined;
  }
  return steps;
}

/** What one of Ajv's failures (verbose) says about the value at `path`. */
export function asRefused(failure: ErrorObject, path: Path, checked: Checked): Refused {
  const schema: unknown = failure.parentSchema;
  return {
    schema: isSchemaNode(schema) ? schema : {},
    value: failure.data,
    written: checked.writtenAt(path),
    key: path.findLast((step) => typeof step === 'string') ?? '',
  };
}
