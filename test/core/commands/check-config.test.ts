import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { kioskId, organizerId, placeId } from '../../../core/municipalities/installation.ts';
import { schoolId } from '../../../core/persons/known-schools.ts';
import { runCommand } from '../running-server.ts';

const root = path.resolve(import.meta.dirname, '../../..');

t.test('check-config shows every setting and where it comes from, secrets masked', async (t) => {
  const env = { REDIS_URL: 'redis://:s3cret@cache:6379', PORT: '8080' };

  const { code, output } = await runCommand(t, ['check-config'], { env });

  t.equal(code, 0);
  t.match(output, /^PORT +8080 +environment$/m);
  t.match(output, /^HOST +127\.0\.0\.1 +default$/m);
  t.match(output, /^nisCode +"12021" +config\/municipalities\/lier\.yaml:\d+$/m);
  t.match(output, /^plugins\.sportpas\.turnCard\.turns +10 +config\/municipalities\/lier\.yaml/m);
  t.match(output, /^\d+ settings, no mistakes \(lier, mechelen\)$/m);
  t.notMatch(output, /s3cret/);
});

t.test('check-config tells the ids by which the API knows what the files name', async (t) => {
  const { output } = await runCommand(t, ['check-config']);

  const ids: [name: string, id: string, title: string][] = [
    ['organizers.library', organizerId('lier', 'library'), 'Bibliotheek'],
    ['places.library-desk', placeId('lier', 'library-desk'), ''],
    ['kiosks.library-hall', kioskId('lier', 'library-hall'), 'LIER-BIB-001'],
    ['schools.school-at-the-nete', schoolId('lier', 'school-at-the-nete'), 'School aan de Nete'],
  ];
  for (const [name, id, title] of ids) {
    t.match(output, new RegExp(`^lier ${name} +${id}  ${title}`, 'm'));
  }
  t.match(output, /^lier associations\.\S+ +[0-9a-f-]{36}  /m);
  t.match(
    output,
    new RegExp(`^mechelen kiosks\\.library-hall +${kioskId('mechelen', 'library-hall')}`, 'm'),
  );
});

t.test('check-config says all of it to who reads slowly', async (t) => {
  const slowly = `{ read -r first; "${process.execPath}" -e 0; cat; }`;
  const command = `"${process.execPath}" core/cli.ts check-config | ${slowly}`;

  const { stdout } = spawnSync('/bin/sh', ['-c', command], { cwd: root, encoding: 'utf8' });

  t.ok(stdout.length > 2 ** 16, 'it is more than a pipe takes at once');
  t.match(stdout, /\n\d+ settings, no mistakes \(lier, mechelen\)\n$/);
});

t.test('check-config of one file says how a folder is checked', async (t) => {
  const { code, output } = await runCommand(t, ['check-config', 'draft/lier.yaml']);

  t.equal(code, 2);
  t.match(output, /too many arguments/);
  t.match(output, 'npx pasklaar check-config --folder <folder>');
});

t.test('check-config names the place of each mistake, from where the caller stands', async (t) => {
  const folder = t.testdir();
  fs.cpSync(path.join(root, 'config/municipalities'), folder, { recursive: true });
  const file = path.join(folder, 'lier.yaml');
  const right = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, right.replace('sportpas:', 'sportpass:').replace('graceDays', 'grace'));

  const { code, output } = await runCommand(t, ['check-config', '--folder', '.'], { cwd: folder });

  t.equal(code, 1);
  t.match(output, /^lier\.yaml:\d+:\d+ .*sportpas/m);
  t.match(output, /^lier\.yaml:\d+:\d+ .*graceDays/m);
  t.match(output, /2 mistakes in \./);
});
