import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { loadInstallation } from '../../../config/municipalities.ts';
import { PLUGINS_FOLDER } from '../../../core/boot/folders.ts';
import { pluginImporters } from '../../../core/imports/run-plugin-importer.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { runCommand } from '../running-server.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const IDENTITY_PROVIDER = { OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_AUDIENCE: 'pasklaar' };
const commands = [
  'start',
  'worker',
  'migrate',
  'check-config',
  'import',
  'demo',
  'make-cards',
  'plugins',
  'verify',
  'rotate-key',
  'run-job',
];

t.test('every command says how it is used, with examples', async (t) => {
  const all = await runCommand(t, ['--help']);
  t.equal(all.code, 0);
  for (const command of commands) t.match(all.output, new RegExp(`^  ${command} `, 'm'));

  const helps = commands.map(async (command) => runCommand(t, [command, '--help']));
  for (const help of await Promise.all(helps)) {
    t.match(help, { code: 0, output: /Examples:\n +\$ / });
  }
});

t.test('the examples of an import are lists that Lier takes over', async (t) => {
  const { output } = await runCommand(t, ['import', '--help']);
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const installation = await loadInstallation(path.join(root, 'config/municipalities'), plugins);
  const lier = installation.byKey('lier');
  const examples = [...output.matchAll(/\$ npx pasklaar import (\S+)/g)].map(([, list]) => list);

  t.ok(lier && examples.length > 2);
  const known = ['holders', 'participations', ...(lier ? pluginImporters(lier).keys() : [])];
  t.same(
    examples.filter((list = '') => !known.includes(list)),
    [],
  );
});

t.test('who asks wrongly is told what is right, and gets exit code 2', async (t) => {
  const wrong: [args: string[], told: RegExp][] = [
    [['strat'], /unknown command 'strat'\n\(Did you mean start\?\)/],
    [['start', '--prot'], /unknown option '--prot'/],
    [['import', 'holders', '--municipality', 'lier'], /missing required argument 'file'/],
    [['import', 'holders', 'x.csv'], /required option '--municipality <slug>' not specified/],
    [['import', 'holders', 'x.csv', '--municipality', 'lier'], /x\.csv cannot be read/],
    [['plugins', 'too', 'much'], /too many arguments/],
    [['make-cards', '0', '--municipality', 'lier'], /expected 1 to 100000 cards, not 0/],
    [['make-cards', 'ten', '--municipality', 'lier'], /expected 1 to 100000 cards, not ten/],
    [['make-cards', '10', '--municipality', 'leir'], /no municipality leir here; there is lier, /],
  ];
  for (const [args, told] of wrong) {
    const { code, output } = await runCommand(t, args);

    t.equal(code, 2, args.join(' '));
    t.match(output, told);
    t.notMatch(output, /^ +at /m, 'no stack trace');
  }
});

t.test('a wrong environment is told line by line, without secrets', async (t) => {
  const env = { PORT: 'http', DATABASE_URL: 'mysql://app:s3cret@db/pasklaar' };

  const { code, output } = await runCommand(t, ['start'], { env });

  t.equal(code, 1);
  t.match(output, /the environment has 2 wrong settings:\n +PORT: .*\n +DATABASE_URL: /);
  t.notMatch(output, /s3cret/);
});

t.test('a database that does not answer is told in one line', async (t) => {
  const DATABASE_URL = 'postgres://pasklaar_app:s3cret@127.0.0.1:1/pasklaar';
  const env = { DATABASE_URL, PORT: '0', ...IDENTITY_PROVIDER };

  const { code, output } = await runCommand(t, ['start'], { env });

  t.equal(code, 1);
  t.match(output, /the database pasklaar at 127\.0\.0\.1 cannot be opened: .*ECONNREFUSED/);
  t.notMatch(output, /s3cret|^ +at /m);
});

t.test('without an identity provider a server does not start', async (t) => {
  const env = { DATABASE_URL: 'postgres://pasklaar_app@127.0.0.1:1/pasklaar', PORT: '0' };

  const { code, output } = await runCommand(t, ['start'], { env });

  t.equal(code, 1);
  t.match(output, /set OIDC_ISSUER and OIDC_AUDIENCE.*, or PASKLAAR_DEMO=on/);
  const production = await runCommand(t, ['start'], { env: { ...env, NODE_ENV: 'production' } });
  t.match(production.output, /set OIDC_ISSUER and OIDC_AUDIENCE/);
  t.notMatch(production.output, /PASKLAAR_DEMO=on/, 'what is refused is not advised');
});

t.test('only the owner of a database migrates it', async (t) => {
  const env = { DATABASE_URL: 'postgres://pasklaar_app@127.0.0.1:1/pasklaar' };

  const { code, output } = await runCommand(t, ['migrate'], { env });

  t.match({ code, output }, { code: 2, output: /set DATABASE_OWNER_URL/ });
});

t.test('a worker needs a server, or a database', async (t) => {
  const stopped = t.testdir({ pg: { PG_VERSION: '18' } });

  const { code, output } = await runCommand(t, ['worker'], { env: { DATA_DIR: stopped } });

  t.match({ code, output }, { code: 1, output: /no Pasklaar runs here/ });
});

t.test('plugins are listed with their roles and where they are on', async (t) => {
  const subfolder = path.join(root, 'core/http');

  const { code, output } = await runCommand(t, ['plugins'], { cwd: subfolder });

  t.equal(code, 0);
  t.match(
    output,
    /^staff-card: Personeelskaart\n +on in +lier\n +roles +badge, temporary-access\n +imports +staff/m,
  );
  t.match(output, /^jongerenkaart: .*\n +on in +lier, mechelen\n/m);
});

t.test('what works on an installation makes none where there is none', async (t) => {
  const folder = t.testdir({ empty: {} });
  const list = path.join(root, 'test/fixtures/pashouders-klein.csv');
  const asked = [
    ['verify'],
    ['import', 'holders', list, '--municipality', 'lier', '--yes'],
    ['demo'],
    ['make-cards', '10', '--municipality', 'lier'],
    ['worker'],
    ['rotate-key', 'tariff-sealing'],
    ['run-job'],
  ];

  for (const name of ['empty', 'misspelt']) {
    const DATA_DIR = path.join(folder, name);
    const told = asked.map(async (args) => runCommand(t, args, { env: { DATA_DIR } }));
    for (const { code, output } of await Promise.all(told)) {
      t.equal(code, 2, output);
      t.ok(output.includes(`there is no installation in ${DATA_DIR}: set DATA_DIR`), output);
    }
  }
  t.same(fs.readdirSync(folder), ['empty']);
  t.same(fs.readdirSync(path.join(folder, 'empty')), []);
});
