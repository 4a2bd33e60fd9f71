import t from 'tap';
import { loadKeyRing } from '../../../core/secrets/load-key-ring.ts';
import { makeDataFolder, runCommand } from '../running-server.ts';

t.test('a key is replaced by one command, and the older one stays', async (t) => {
  const DATA_DIR = makeDataFolder(t);
  const before = await runCommand(t, ['rotate-key', 'tariff-sealing'], { env: { DATA_DIR } });
  t.equal(before.code, 2);
  t.match(before.output, /there is no installation in .*: set DATA_DIR/);

  await loadKeyRing(DATA_DIR, { now: 0, mayMakeFirst: true });
  const { code, output } = await runCommand(t, ['rotate-key', 'tariff-sealing'], {
    env: { DATA_DIR },
  });

  t.equal(code, 0, output);
  t.match(output, /tariff-sealing has key 2 now/);
  const keys = await loadKeyRing(DATA_DIR, { now: 0, mayMakeFirst: false });
  t.equal(keys.current('tariff-sealing').id, 2);
  t.ok(keys.byId('tariff-sealing', 1));
  t.equal(keys.current('national-number-hash').id, 1);
});

t.test('a key that does not exist, or must stay, is refused with what there is', async (t) => {
  const wrong: [args: string[], told: RegExp][] = [
    [[], /missing required argument 'purpose'/],
    [['tariff'], /there is no key "tariff"; there are national-number-hash, .*tariff-sealing/],
    [['derived-role-id'], /the key derived-role-id stays: the ids of roles come from it/],
  ];
  const DATA_DIR = makeDataFolder(t);
  await loadKeyRing(DATA_DIR, { now: 0, mayMakeFirst: true });

  for (const [args, told] of wrong) {
    const { code, output } = await runCommand(t, ['rotate-key', ...args], { env: { DATA_DIR } });
    t.equal(code, 2, args.join(' '));
    t.match(output, told);
  }
  const keys = await loadKeyRing(DATA_DIR, { now: 0, mayMakeFirst: false });
  t.equal(keys.current('derived-role-id').id, 1, 'nothing was made');
});
