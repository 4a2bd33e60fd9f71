import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { formatPath, type Path } from './configuration-error.ts';

/** Where a setting stands, in characters from the start of the text. */
export interface Spot {
  readonly path: Path;
  /** Absent in lists and for the whole. */
  readonly key?: number;
  readonly value: number;
  /** The characters of a value without quotes; empty when nothing stands after the colon. */
  readonly written?: string;
}

/** What is wrong at a character of the text. */
export interface YamlMistake {
  readonly offset: number;
  readonly path?: Path;
  readonly message: string;
}

/** The plain values of a document and where each of them stands, by formatted path. */
export interface Tree {
  readonly value: unknown;
  readonly spots: ReadonlyMap<string, Spot>;
  readonly mistakes: readonly YamlMistake[];
}

const maxAliasCount = 100;
const maxValueCount = 100_000;
const maxDepth = 50;

/**
 * Turns the nodes of a document into a tree of plain values. `lineOf` tells the line of a
 * character.
 *
 * Own work instead of `toJS()`, which shares the objects behind aliases (a default filled in at one
 * place would appear at another), makes cycles, and does not say which alias was one too many.
 */
export function readTree(contents: Node | null, lineOf: (offset: number) => number): Tree {
  const reader = new TreeReader(lineOf);
  const value = reader.visit(contents, []);
  return { value, spots: reader.spots, mistakes: reader.mistakes };
}

class TreeReader {
  readonly spots = new Map<string, Spot>();
  readonly mistakes: YamlMistake[] = [];
  readonly #lineOf: (offset: number) => number;
  readonly #anchors = new Map<string, Node>();
  /** The nodes that are being read, outermost first: an alias to one of them would never end. */
  readonly #open = new Set<Node>();
  #aliasCount = 0;
  #valueCount = 0;

  constructor(lineOf: (offset: number) => number) {
    this.#lineOf = lineOf;
  }

  visit(node: Node | null, path: Path, key?: Node): unknown {
    const target = isAlias(node) ? (this.#anchors.get(node.source) ?? node) : node;
    this.spots.set(formatPath(path), {
      path,
      ...(key === undefined ? {} : { key: startOf(key) }),
      value: startOf(target ?? key),
      ...(isScalar(target) && target.type === 'PLAIN' ? { written: target.source ?? '' } : {}),
    });
    return node === null ? null : this.#read(node, path);
  }

  #read(node: Node, path: Path): unknown {
    this.#valueCount += 1;
    if (path.length > maxDepth)
      return this.#fail(node, [], `nested deeper than ${maxDepth} levels`);
    if (this.#valueCount > maxValueCount) {
      const isFirst = this.#valueCount === maxValueCount + 1;
      return isFirst ? this.#fail(node, path, `more than ${maxValueCount} values`) : null;
    }
    if (isAlias(node)) return this.#follow(node, node.source, path);
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      this.#anchors.set(node.anchor, node);
    }
    this.#open.add(node);
    const value = this.#readInside(node, path);
    this.#open.delete(node);
    return value;
  }

  #readInside(node: Node, path: Path): unknown {
    if (isSeq<Node | null>(node)) {
      return node.items.map((item, index) => this.visit(item, [...path, index]));
    }
    if (!isMap<Node, Node | null>(node)) return isScalar(node) ? node.value : null;
    const result: Record<string, unknown> = {};
    for (const { key, value } of node.items) {
      // The parser refuses keys that are no text.
      if (!isScalar(key) || typeof key.value !== 'string') continue;
      const inner = [...path, key.value];
      const reason = this.#refuseKey(key.value, inner, Object.hasOwn(result, key.value));
      if (reason === undefined) result[key.value] = this.visit(value, inner, key);
      else this.#fail(key, inner, reason);
    }
    return result;
  }

  #refuseKey(key: string, path: Path, isRepeated: boolean): string | undefined {
    // Every object has these already: `constructor` would be found where nobody wrote it.
    if (Object.hasOwn(Object.prototype, key)) return 'this key is not allowed anywhere';
    if (key === '<<') return 'keys are not merged with << here: write them out';
    if (!isRepeated) return undefined;
    const line = this.#lineOf(this.spots.get(formatPath(path))?.key ?? 0);
    return `${key} is given twice, first on line ${line}: keep one of them`;
  }

  #follow(alias: Node, name: string, path: Path): unknown {
    this.#aliasCount += 1;
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const advice = `a text that starts with * must be in quotes, "*${name}"`;
      return this.#fail(alias, path, `*${name} repeats &${name}, which is not above it; ${advice}`);
    }
    if (this.#open.has(target)) {
      return this.#fail(alias, path, `*${name} repeats the part in which it stands itself`);
    }
    if (this.#aliasCount > maxAliasCount) {
      const message = `more than ${maxAliasCount} aliases (*name): write the values out`;
      return this.#aliasCount === maxAliasCount + 1 ? this.#fail(alias, path, message) : null;
    }
    return this.#read(target, path);
  }

  #fail(node: Node, path: Path, message: string): null {
    this.mistakes.push({ offset: startOf(node), path, message });
    return null;
  }
}

function startOf(node: Node | undefined): number {
  return node?.range?.[0] ?? 0;
}
