import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml';
import type { YamlMistake } from './yaml-tree.ts';

const wordings: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_DQ_ESCAPE: 'a backslash between double quotes has a meaning of its own: use single quotes',
  BAD_INDENT: 'this line starts at another column than the lines it belongs with: align them',
  BAD_SCALAR_START: 'a text that starts with this character must be in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in one line: put a text that holds a colon in quotes',
  MULTIPLE_DOCS: 'a second document starts here (---): write one document per file',
  NON_STRING_KEY: 'a key must be a plain word: put a text that starts with { or [ in quotes',
  RESOURCE_EXHAUSTION: 'nested too deeply',
  TAB_AS_INDENT: 'a tab stands here: indent with spaces, two per level',
  TAG_RESOLVE_FAILED: 'tags (!name) are not used here: put a text that starts with ! in quotes',
};

const noColon = 'this line is not "key: value": after a key come a colon and a space';

/** After these the parser guesses what belongs to what, so that its path would mislead. */
const misplaced: readonly YAMLError['code'][] = ['BAD_INDENT', 'TAB_AS_INDENT'];

/** Mistakes that leave the meaning of the rest of the file clear. */
const harmless: readonly YAMLError['code'][] = ['TAG_RESOLVE_FAILED', 'TAB_AS_INDENT'];

/**
 * What the parser found wrong, in words that say what to do. What follows a broken structure is its
 * echo, so only the first of those is told.
 */
export function findSyntaxMistakes(document: Document.Parsed, text: string): YamlMistake[] {
  const found = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  const broken = found.findIndex((error) => !harmless.includes(error.code));
  const told = broken < 0 ? found : found.slice(0, broken + 1);
  const firstTab = told.findIndex((error) => error.code === 'TAB_AS_INDENT');
  const mistakes = told
    .filter((error, index) => error.code !== 'TAB_AS_INDENT' || index === firstTab)
    .map((error) => word(document, text, error));
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== '1.2') {
    mistakes.unshift({ offset: 0, path: [], message: 'only YAML 1.2 is read: leave %YAML out' });
  }
  return mistakes;
}

function word(document: Document.Parsed, text: string, error: YAMLError): YamlMistake {
  const offset = error.pos[0];
  const opened = findOpened(document, error);
  if (opened !== undefined) {
    const sign = text[opened] ?? '';
    return { offset: opened, message: `the ${sign} that opens here is never closed` };
  }
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? '';
  if (line.includes('\u00A0')) {
    const message = 'this line holds a no-break space (copied from a web page?): type a normal one';
    return { offset, path: [], message };
  }
  const isLost = error.code === 'MULTILINE_IMPLICIT_KEY' || error.message.includes('map values');
  if (isLost) return { offset, path: [], message: noColon };
  const message = wordings[error.code] ?? `this is not valid YAML: ${error.message}`;
  return misplaced.includes(error.code) ? { offset, path: [], message } : { offset, message };
}

/** Where the quote or bracket opens that the parser missed the end of. */
function findOpened(document: Document.Parsed, error: YAMLError): number | undefined {
  const isUnclosed = /^Missing closing|must (be sufficiently indented and )?end with/;
  if (!isUnclosed.test(error.message)) return undefined;
  let opened: number | undefined;
  visit(document, {
    Node(_key, node: Node) {
      const isFlow = isCollection(node) && node.flow === true;
      const isQuoted = isScalar(node) && (node.type ?? '').startsWith('QUOTE');
      if ((isFlow || isQuoted) && node.range?.[1] === error.pos[0]) opened = node.range[0];
    },
  });
  return opened;
}
