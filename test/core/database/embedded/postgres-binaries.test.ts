import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { findPostgresBinaries } from '../../../../core/database/embedded/postgres-binaries.ts';

const { initdb, postgres } = findPostgresBinaries();
const lib = path.resolve(path.dirname(postgres), '..', 'lib');
const skip = !mayWriteIn(lib) && 'NOT THE OWNER of node_modules, so this was not tried';

t.test('the programs of PostgreSQL are there and can be run', async (t) => {
  for (const program of [initdb, postgres]) {
    t.doesNotThrow(() => fs.accessSync(program, fs.constants.X_OK));
  }
});

t.test('an installation without install scripts gets its symbolic links', { skip }, async (t) => {
  // A library that the server does not load, so that other tests are not disturbed.
  const link = fs.readdirSync(lib).find((name) => /^libecpg_compat\.(so|\d+\.dylib)$/.test(name));
  const file = path.join(lib, link ?? '');
  const target = fs.readlinkSync(file);

  for (const state of ['absent', 'broken']) {
    fs.rmSync(file);
    if (state === 'broken') fs.symlinkSync('libecpg_compat.so.0', file);

    findPostgresBinaries();

    t.equal(fs.readlinkSync(file), target, state);
  }
  t.strictSame(
    fs.readdirSync(lib).filter((name) => name.endsWith(`.${process.pid}`)),
    [],
  );
});

function mayWriteIn(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
