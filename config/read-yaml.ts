import { readFile, stat } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { type ConfigurationError, formatPath, type Path } from './configuration-error.ts';
import { findSyntaxMistakes } from './syntax-mistakes.ts';
import { readTree, type Spot, type Tree, type YamlMistake } from './yaml-tree.ts';

/** A file that is YAML; whether its settings are right is for `validateDocument` to say. */
export interface YamlDocument {
  readonly file: string;
  /** Objects, lists, texts, numbers, booleans and null; a tree: aliases are copied out. */
  readonly value: unknown;
  /** Where a setting stands; for one that is not there, its nearest parent. */
  locate(path: Path, part: 'key' | 'value'): { readonly line: number; readonly column: number };
  /** Whether the file itself gives this setting. */
  gives(path: Path): boolean;
  /** A value without quotes, as written: `08`, `5.00`, `ja`. */
  writtenAt(path: Path): string | undefined;
}

/** What came of reading: a document, or what is wrong with it. */
export type YamlReading =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly errors: readonly ConfigurationError[] };

const maxBytes = 1024 * 1024;
const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'the file may not be read by this user',
};

/** Reads one YAML file of at most 1 MB. Never throws for what is in it, or for its absence. */
export async function readYaml(file: string): Promise<YamlReading> {
  try {
    const found = await stat(file);
    if (found.isFile() && found.size > maxBytes) return refuse(file, tooBig);
    if (!found.isFile() && !found.isDirectory()) return refuse(file, 'this is not a plain file');
    return parseYaml(await readFile(file), file);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const code = String(error.code);
    return refuse(file, unreadable[code] ?? `the file cannot be read (${code})`);
  }
}

/**
 * Reads YAML 1.2 in UTF-8, one document of at most 1 MB. `file` is the name that errors show.
 * Never throws for what is in it.
 */
export function parseYaml(source: string | Uint8Array, file: string): YamlReading {
  const bytes = Buffer.from(source);
  if (bytes.byteLength > maxBytes) return refuse(file, tooBig);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const damage = findDamage(bytes, text);
  if (damage !== undefined) return refuse(file, damage.message, positionIn(text, damage.offset));

  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    resolveKnownTags: false,
    // Repeated keys are found by readTree, which also knows where the first one stands.
    uniqueKeys: false,
    // At 'silent' a second document in the file would not be an error.
    logLevel: 'error',
  });
  const tree = readTree(parsed.contents, (offset) => lines.linePos(offset).line);
  const syntax = findSyntaxMistakes(parsed, text);
  const mistakes = syntax.length > 0 ? syntax : tree.mistakes;
  if (mistakes.length > 0) {
    return { ok: false, errors: reportMistakes({ file, lines, tree }, mistakes) };
  }
  if (tree.value === null) {
    return refuse(file, 'the file is empty: it needs at least one line such as "key: value"');
  }
  return { ok: true, document: asDocument(file, tree, lines) };
}

const tooBig = 'the file is bigger than 1 MB, which no configuration needs';

function refuse(file: string, message: string, at = { line: 1, column: 1 }): YamlReading {
  return { ok: false, errors: [{ file, ...at, path: '', message }] };
}

function findDamage(bytes: Buffer, text: string): { offset: number; message: string } | undefined {
  if (/^(fffe|feff)/.test(bytes.toString('hex', 0, 2))) {
    return { offset: 0, message: 'the file is in UTF-16: save it as UTF-8' };
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return {
      offset: text.indexOf('\uFFFD'),
      message:
        'the file is not in UTF-8, an accented letter here is stored in another way (often ' +
        'Windows-1252): save it as UTF-8',
    };
  }
  // What YAML 1.2.2 section 5.1 does not call printable: the file is damaged, or no text at all.
  // oxlint-disable-next-line no-control-regex
  const offset = text.search(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]/);
  if (offset < 0) return undefined;
  const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  return { offset, message: `an invisible control character (U+${code}) stands here: remove it` };
}

function positionIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function reportMistakes(
  source: { file: string; lines: LineCounter; tree: Tree },
  mistakes: readonly YamlMistake[],
): ConfigurationError[] {
  const { file, lines, tree } = source;
  return mistakes
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, path, message }) => {
      const { line, col } = lines.linePos(offset);
      const keyOfLine = [...tree.spots.values()].find(
        (spot) => spot.key !== undefined && lines.linePos(spot.key).line === line,
      );
      return { file, line, column: col, path: formatPath(path ?? keyOfLine?.path ?? []), message };
    });
}

function asDocument(file: string, tree: Tree, lines: LineCounter): YamlDocument {
  const spotOf = (path: Path): Spot | undefined => tree.spots.get(formatPath(path));
  return {
    file,
    value: tree.value,
    locate(path, part) {
      let depth = path.length;
      while (depth > 0 && spotOf(path.slice(0, depth)) === undefined) depth -= 1;
      const spot = spotOf(path.slice(0, depth));
      const isParent = depth < path.length;
      const byKey = part === 'key' || isParent || spot?.written === '';
      const { line, col } = lines.linePos((byKey ? spot?.key : undefined) ?? spot?.value ?? 0);
      return { line, column: col };
    },
    gives: (path) => spotOf(path) !== undefined,
    writtenAt: (path) => spotOf(path)?.written,
  };
}
