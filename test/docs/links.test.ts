import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { root } from './write-tables.ts';

const pages = fs.globSync(['*.md', 'docs/**/*.md', 'plugins/*/README.md'], { cwd: root });

t.test('every link between our own pages leads somewhere', async (t) => {
  t.ok(pages.length > 15, `${pages.length} pages`);
  for (const page of pages) {
    const links = withoutCode(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]*)\)/g);
    for (const [, link = ''] of links) t.equal(brokenPart(page, link), null, `${page}: ${link}`);
  }
});

t.test('every command that a page names is one', async (t) => {
  const { stdout } = spawnSync(process.execPath, ['core/cli.ts', '--help'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  const commands = [...stdout.matchAll(/^ {2}([a-z-]+) .*/gm)].map(([, name = '']) => name);
  t.ok(commands.includes('start') && commands.includes('verify'), commands.join(', '));

  for (const page of pages) {
    for (const [, name = ''] of read(page).matchAll(/npx pasklaar ([a-z][a-z-]*)/g)) {
      t.ok(commands.includes(name), `${page}: npx pasklaar ${name}`);
    }
  }
});

t.test('every script that a page runs is there', async (t) => {
  for (const page of pages) {
    for (const [, file = ''] of read(page).matchAll(/node ((?:core|test|bench)\/[\w./-]+\.ts)/g)) {
      t.ok(fs.existsSync(path.join(root, file)), `${page}: ${file}`);
    }
  }
});

t.test('every file that a page for programmers names is there', async (t) => {
  const files = fs.globSync(['*.*', '{.ci,bench,bin,config,core,docs,plugins,test}/**/*'], {
    cwd: root,
  });
  const missing = (name: string): boolean =>
    name.includes('/')
      ? !fs.existsSync(path.join(root, name))
      : !files.some((file) => path.basename(file) === name);
  t.ok(missing('read-card.sql') && missing('core/rights/no.ts') && !missing('check-in.sql'));

  for (const page of ['CONTRIBUTING.md', 'README.md']) {
    const named = namedFiles(page);
    t.ok(page === 'README.md' || named.length > 10, `${page} names ${named.length}`);
    t.same(named.filter(missing), [], page);
  }
});

/**
 * What stands between backticks and looks like a file: a path below a folder of ours, or a name
 * with the end of a source file. An example of a name that somebody is to make is none.
 */
function namedFiles(page: string): string[] {
  const words = [...withoutCode(page).matchAll(/`([\w./-]+)`/g)].map(([, word = '']) => word);
  const isPath = (word: string): boolean =>
    /^(?:\.ci|bench|bin|config|core|docs|plugins|test)\//.test(word);
  return words.filter((word) => isPath(word) || /^[\w.-]+\.(?:sql|ts|md)$/.test(word));
}

/** The file or heading that is not there; null when both are. */
function brokenPart(page: string, link: string): string | null {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!fs.existsSync(path.join(root, target))) return target;
  if (anchor === undefined) return null;
  return anchorsOf(target).includes(anchor) ? null : `#${anchor}`;
}

/** As GitHub makes them: lower case, words joined by hyphens, no other signs. */
function anchorsOf(page: string): string[] {
  return [...withoutCode(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(page: string): string {
  return read(page).replaceAll(/^(`{3,}).*?^\1$/gms, '');
}

function read(page: string): string {
  return fs.readFileSync(path.join(root, page), 'utf8');
}
