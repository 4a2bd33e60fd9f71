import fs from 'node:fs';
import path from 'node:path';
import { Visitor } from '@swc/core/Visitor.js';
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { projectRoot } from './project-files.ts';

/** What dependency-cruiser found in a tree. */
export interface Cruise {
  /** `rule: file -> what it imports`, sorted. */
  readonly violations: string[];
  /** Our own files whose imports were read. */
  readonly files: number;
}

// The visitor by which the cruiser reads TypeScript does not know `using` yet, and throws.
const { visitStatement } = Visitor.prototype;
Visitor.prototype.visitStatement = function visitAlsoUsing(statement) {
  const { type, decls } = statement as unknown as UsingDeclaration;
  if (type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  this.visitVariableDeclarators(decls);
  return statement;
};

/** As swc writes it; its own types leave it out. */
interface UsingDeclaration {
  type: string;
  decls: Parameters<Visitor['visitVariableDeclarators']>[0];
}

const folders = ['core', 'config', 'plugins', 'test', 'bench'];

/**
 * Reads every import of a tree and holds it against `.dependency-cruiser.cjs`.
 *
 * @param root the folder with package.json
 * @throws Error when a TypeScript file of the tree was not read: the cruiser skips what it has no
 *   parser for and stays green.
 */
export async function cruiseImports(root: string): Promise<Cruise> {
  const options = await extractOptions(path.join(projectRoot, '.dependency-cruiser.cjs'));
  const present = folders.filter((folder) => fs.existsSync(path.join(root, folder)));
  const { output } = await cruise(present, { ...options, baseDir: root });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered ${output}`);

  const read = new Set(output.modules.map(({ source }) => source));
  const files = present.flatMap((folder) => fs.globSync(`${folder}/**/*.ts`, { cwd: root }));
  const unread = files.filter((file) => !read.has(file));
  if (files.length === 0) throw new Error(`there is nothing to cruise in ${root}`);
  if (unread.length > 0) throw new Error(`not read: ${unread.slice(0, 5).join(', ')}`);
  return { violations: describe(output).toSorted(), files: files.length };
}

function describe({ summary }: ICruiseResult): string[] {
  return summary.violations.map(({ rule, from, to, cycle }: IViolation) => {
    const circle = cycle?.map(({ name }) => name).join(' -> ');
    return `${rule.name}: ${from} -> ${circle ?? to}`;
  });
}
