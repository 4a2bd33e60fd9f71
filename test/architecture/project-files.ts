import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

/** The folder that is tested. */
export const projectRoot = path.resolve(import.meta.dirname, '../..');

const contract = 'core/contract';

/**
 * The TypeScript project of each part of the tree, as its folders are now: what a project may
 * import is what it references, and `tsc -b` refuses the rest (TS6307).
 *
 * @param root the folder with package.json
 * @returns the text of each file by its path from the root, formatted
 */
export async function projectFiles(root: string): Promise<Map<string, string>> {
  const plugins = foldersWithDoor(path.join(root, 'plugins')).map((name) => `plugins/${name}`);
  const product = [contract, 'core', ...plugins];
  const projects: Record<string, object> = {
    'tsconfig.json': {
      files: [],
      references: [...product, ...['test', 'bench'].filter(exists)].map((to) => ({ path: to })),
    },
    'core/contract/tsconfig.json': {
      extends: '../../tsconfig.base.json',
      include: ['**/*.ts'],
    },
    'core/tsconfig.json': {
      extends: '../tsconfig.base.json',
      include: ['**/*.ts', '../config/**/*.ts'],
      exclude: ['contract'],
      references: [{ path: 'contract' }],
    },
  };
  for (const plugin of plugins) {
    projects[`${plugin}/tsconfig.json`] = {
      extends: '../../tsconfig.plugin.json',
      references: [{ path: `../../${contract}` }],
    };
  }
  // These two may import everything: they look at the whole from outside.
  const outside = { test: ['**/*.ts', '../plugins/*/test/**/*.ts'], bench: ['**/*.ts'] };
  for (const [folder, include] of Object.entries(outside)) {
    if (!exists(folder)) continue;
    projects[`${folder}/tsconfig.json`] = {
      extends: '../tsconfig.base.json',
      include,
      references: product.map((to) => ({ path: `../${to}` })),
    };
  }
  return formatAll(projects);

  function exists(folder: string): boolean {
    return fs.existsSync(path.join(root, folder));
  }
}

/**
 * The project files that are not what the folders ask for: absent, changed by hand, or left behind.
 *
 * @returns paths from the root; none when `node test/architecture/write-projects.ts` would change
 *   nothing
 */
export async function staleProjects(root: string): Promise<string[]> {
  const wanted = await projectFiles(root);
  const stale = [...wanted].filter(([file, text]) => read(path.join(root, file)) !== text);
  const present = fs.globSync('{core,plugins,config,test,bench}/**/tsconfig*.json', { cwd: root });
  const leftBehind = present.filter((file) => !wanted.has(file));
  return [...stale.map(([file]) => file), ...leftBehind].toSorted();
}

function foldersWithDoor(plugins: string): string[] {
  return fs
    .globSync('*/index.ts', { cwd: plugins })
    .map((door) => path.dirname(door))
    .toSorted();
}

async function formatAll(projects: Record<string, object>): Promise<Map<string, string>> {
  const style = (await resolveConfig(path.join(projectRoot, 'tsconfig.json'))) ?? {};
  const texts = Object.entries(projects).map(async ([file, project]) => {
    const text = await format(JSON.stringify(project), { ...style, parser: 'json' });
    return [file, text] as const;
  });
  return new Map(await Promise.all(texts));
}

function read(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
