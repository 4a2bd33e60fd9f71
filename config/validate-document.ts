import type { Static, TSchema } from 'typebox';
import { compileSchema } from './compile-schema.ts';
import { condenseFailures } from './condense-failures.ts';
import { type ConfigurationError, formatPath, type Path } from './configuration-error.ts';
import { findKnownParts, type KnownParts } from './known-parts.ts';
import type { Mistake } from './mistake.ts';
import type { YamlDocument } from './read-yaml.ts';
import { type Catalogue, findUnknownReferences } from './reference.ts';
import { collect, firstFitting, type Place } from './walk-schema.ts';
import { wordValue } from './word-value.ts';

/** What came of checking: settings with defaults filled in, or what is wrong with them. */
export type Validation<Settings> =
  | { readonly ok: true; readonly value: Settings }
  | {
      readonly ok: false;
      readonly errors: readonly ConfigurationError[];
      /** What is right of them. A function: results are printed, and settings hold secrets. */
      known(): KnownParts | undefined;
    };

/**
 * Checks the settings of a file against a TypeBox schema, and what they refer to against the
 * catalogue (no references are checked without one). One error per mistake, in the order of the
 * file.
 *
 * The value is a copy; the document is left alone. Keys that the schema does not name are errors,
 * also where it does not say `additionalProperties: false`.
 *
 * @throws Error for a schema that is itself wrong (see `compileSchema`), or that refers to a kind
 * of thing that the catalogue does not have.
 */
export function validateDocument<Schema extends TSchema>(
  document: YamlDocument,
  schema: Schema,
  catalogue?: Catalogue,
): Validation<Static<Schema>> {
  const value = structuredClone(document.value);
  const validate = compileSchema(schema);
  const failures = validate(value) ? [] : (validate.errors ?? []);
  const checked = {
    value,
    writtenAt: (path: Path) => document.writtenAt(path),
    gives: (path: Path) => document.gives(path),
  };
  // In this order of preference where two of them speak about the same place.
  const mistakes = [
    ...(catalogue === undefined ? [] : findUnknownReferences(schema, value, catalogue)),
    ...condenseFailures(failures, checked),
    ...findMisread(document, schema),
  ];
  if (mistakes.length === 0) return { ok: true, value: value as Static<Schema> };

  const byPlace = Map.groupBy(mistakes, ({ at, path }) => {
    return `${at === 'key' ? 'key' : 'value'} ${formatPath(path)}`;
  });
  const errors = [...byPlace.values()].flatMap((same) => same.slice(0, 1));
  return {
    ok: false,
    known: () =>
      findKnownParts(
        value,
        mistakes.map(({ path }) => path),
      ),
    errors: errors
      .map((mistake) => asError(document, mistake))
      .toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}

function asError(document: YamlDocument, mistake: Mistake): ConfigurationError {
  const { path, at, ...wording } = mistake;
  const position =
    at === 'parent' ? document.locate(path.slice(0, -1), 'key') : document.locate(path, at);
  return { file: document.file, ...position, path: formatPath(path), ...wording };
}

/**
 * Numbers that YAML reads otherwise than their writer: `5.00` is the whole number 5 (cents, where
 * euro were meant), `08` is 8, `0x1F` is 31.
 */
function findMisread(document: YamlDocument, schema: TSchema): readonly Mistake[] {
  const at = (place: Place): Mistake[] => {
    const written = document.writtenAt(place.path);
    const { type } = place.schema;
    if (place.part === 'key' || typeof place.value !== 'number' || written === undefined) return [];
    if (type === 'integer' && /[.e]/i.test(written) && !/^0[xo]/.test(written)) {
      const key = place.path.findLast((step) => typeof step === 'string') ?? '';
      const rule = { keyword: 'type', params: { type } };
      const wording = wordValue({ schema: place.schema, value: place.value, written, key }, rule);
      return [{ path: place.path, at: 'value', ...wording }];
    }
    if (!/^[+-]?0[\dxo]/.test(written)) return [];
    const suggestion = String(place.value);
    const message = `${written} is read as the number ${suggestion}: write ${suggestion}`;
    return [{ path: place.path, at: 'value', message, suggestion }];
  };
  return collect(schema, document.value, { at, choose: firstFitting });
}
