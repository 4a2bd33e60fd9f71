import t from 'tap';
import { showProgress } from '../../../core/commands/show-progress.ts';
import { runCommand } from '../running-server.ts';

const NAMELESS = { DATA_DIR: '/etc/passwd' };

const ASKED: [args: string[], env: Record<string, string>, code: number, told: RegExp][] = [
  [['help', 'strat'], {}, 2, /unknown command 'strat'.*start/s],
  [['help', 'import'], {}, 0, /take over a list/],
  [['rotate-key'], {}, 2, /A key is for one purpose: .*tariff-sealing/],
  [['start', '--port', '1'], {}, 2, /PORT=8080 npx pasklaar start/],
  [['import', 'holders', '/etc', '--municipality', 'lier'], {}, 2, /\/etc is no file/],
  [['import', 'holders', '/nonexist', '--municipality', 'lier'], {}, 2, /cannot be read/],
  [['start'], NAMELESS, 1, /DATA_DIR must be a folder, and \/etc\/passwd is a file/],
  [['start'], { DATA_DIR: '/etc/passwd/data' }, 1, /DATA_DIR must be a folder, and \/etc\/passwd /],
  [['check-config', '--folder', '/nonexist'], {}, 1, /^\/nonexist: there is no such folder/m],
  [['check-config'], { DATABSE_URL: 'x' }, 0, /^warning: DATABSE_URL: .*DATABASE_URL\?/m],
  [['check-config'], { PASKLAAR_COLOUR: 'x' }, 0, /^warning: PASKLAAR_COLOUR: nobody reads/m],
  [
    ['check-config'],
    { PASKLAR_DEMO: 'on' },
    1,
    /1 wrong setting:\n +PASKLAR_DEMO: .*PASKLAAR_DEMO/,
  ],
];

for (const [args, env, expected, told] of ASKED) {
  const given = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  t.test(`${given.join('')}pasklaar ${args.join(' ')} says what would be right`, async (t) => {
    const { code, output } = await runCommand(t, args, { env });

    t.equal(code, expected);
    t.match(output, told);
    t.notMatch(output, /EEXIST|ENOTDIR/);
  });
}

t.test('a command that is asked rightly warns of nothing', async (t) => {
  const env = { HOSTNAME: 'till', MY_REDIS_URL: 'x' };
  const { output } = await runCommand(t, ['check-config'], { env });

  t.notMatch(output, /warning/);
});

t.test('of a list without rows no progress is shown', async (t) => {
  const told: string[] = [];
  const lines = { isTTY: false } as NodeJS.WriteStream;
  const progress = showProgress(lines, (line) => told.push(line));

  progress.update(0, 0);
  progress.stop();

  t.same(told, []);
});
