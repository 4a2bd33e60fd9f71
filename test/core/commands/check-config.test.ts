import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
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
