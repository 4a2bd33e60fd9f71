import type { TSchema } from 'typebox';
import { compileSchema, isSchemaNode } from './compile-schema.ts';
import { formatPath, type Path } from './configuration-error.ts';
import { mask, maskPasswords } from './mask.ts';
import type { YamlDocument } from './read-yaml.ts';
import { collect } from './walk-schema.ts';

/** One effective setting, as it may be shown. */
export interface SettingRow {
  readonly path: string;
  /** The value as YAML would have it on one line; secrets are masked. */
  readonly value: string;
  /** `config/municipalities/lier.yaml:12`, `environment` or `default`. */
  readonly origin: string;
}

const longestValue = 60;

/**
 * Every effective setting of a file and where it came from: its line, or the schema's default.
 * Texts that the schema marks `x-secret` are masked.
 *
 * @throws Error for a document that is not valid: a secret under a misspelt key would be shown.
 */
export function explain(document: YamlDocument, schema: TSchema): SettingRow[] {
  const value = structuredClone(document.value);
  if (!compileSchema(schema)(value)) throw new Error(`${document.file} is not valid`);
  const secrets = new Set(
    collect(schema, value, {
      at: ({ schema: { 'x-secret': isSecret }, path }) =>
        isSecret === true ? [formatPath(path)] : [],
      // A secret in any alternative is a secret, whichever of them is meant.
      choose: (branches) => branches.flatMap(({ found }) => found),
    }),
  );
  return leavesOf(value, []).map(({ path, leaf }) => {
    const { line } = document.locate(path, 'value');
    return {
      path: formatPath(path),
      value: secrets.has(formatPath(path)) ? mask : maskPasswords(JSON.stringify(leaf)),
      origin: document.gives(path) ? `${document.file}:${line}` : 'default',
    };
  });
}

/** The rows in three columns, for a terminal or a log: one line per setting. */
export function formatRows(rows: readonly SettingRow[]): string {
  const shown = rows.map((row) => ({ ...row, value: shorten(row.value) }));
  const pathWidth = Math.max(0, ...shown.map(({ path }) => path.length));
  const valueWidth = Math.max(0, ...shown.map(({ value }) => value.length));
  return shown
    .map(({ path, value, origin }) => {
      return `${path.padEnd(pathWidth)}  ${value.padEnd(valueWidth)}  ${origin}`;
    })
    .join('\n');
}

function shorten(value: string): string {
  return value.length > longestValue ? `${value.slice(0, longestValue - 3)}...` : value;
}

function leavesOf(value: unknown, path: Path): { path: Path; leaf: unknown }[] {
  const inside: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(isSchemaNode(value) ? value : {});
  if (inside.length === 0) return [{ path, leaf: value }];
  return inside.flatMap(([step, item]) => leavesOf(item, [...path, step]));
}
