import fs from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { CurrentInstallation, describeReloading } from '../../../core/boot/current-installation.ts';
import { PLUGINS_FOLDER, PROJECT_ROOT } from '../../../core/boot/folders.ts';
import { openOrm } from '../../../core/database/orm.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';

const NOW = Date.parse('2026-11-20T10:00:00+01:00');

t.test('the configuration of a running process', async (t) => {
  const { appUrl } = await createTestDatabase(t);
  const orm = await openOrm({ url: appUrl });
  t.teardown(() => orm.close());
  const plugins = await discoverPlugins(PLUGINS_FOLDER);

  const open = async (t: Test) => {
    const folder = t.testdir({});
    fs.cpSync(path.join(PROJECT_ROOT, 'config/municipalities'), folder, { recursive: true });
    const file = path.join(folder, 'lier.yaml');
    const rewrite = (change: (text: string) => string): void => {
      fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
    };
    const remove = (): void => fs.rmSync(file);
    return { rewrite, remove, current: await CurrentInstallation.load(folder, plugins) };
  };

  await t.test('is replaced as a whole by one that is right', async (t) => {
    const { current, rewrite } = await open(t);
    const before = current.get();
    rewrite((text) => text.replace('graceDays: 30', 'graceDays: 45'));

    const reloading = await current.reload(orm, NOW);

    t.match(reloading, { outcome: 'replaced' });
    t.equal(current.get().byKey('lier')?.config.socialTariff.graceDays, 45);
    t.equal(before.byKey('lier')?.config.socialTariff.graceDays, 30, 'who is working keeps his');
    const { version } = current.get().byKey('lier') ?? {};
    t.ok(version?.hash !== before.byKey('lier')?.version.hash, 'facts name the new version');
  });

  await t.test('stays when the new one is wrong, and every mistake is told', async (t) => {
    const { current, rewrite } = await open(t);
    const before = current.get();
    rewrite((text) => text.replace('sportpas:', 'sportpass:'));

    const reloading = await current.reload(orm, NOW);

    t.equal(current.get(), before);
    t.match(describeReloading(reloading), /lier\.yaml:\d+:\d+ plugins\.sportpass.*sportpas/);
  });

  await t.test('stays when a town is gone, or in another card system', async (t) => {
    const { current, rewrite, remove } = await open(t);
    const before = current.get();
    rewrite((text) => text.replace('cardSystem: { id: 1,', 'cardSystem: { id: 7,'));

    t.match(describeReloading(await current.reload(orm, NOW)), /lier is in card system 1/);
    remove();
    t.match(describeReloading(await current.reload(orm, NOW)), /the file of lier is gone/);
    t.equal(current.get(), before);
  });

  await t.test('tells that a plugin that was added since needs a restart', async (t) => {
    const { current, rewrite } = await open(t);
    rewrite((text) => text.replace(/^plugins:$/m, 'plugins:\n  no-such:\n    department: x'));

    const told = describeReloading(await current.reload(orm, NOW));
    t.match(told, /plugins\.no-such: .*\n(?:.*\n)*Plugins are found at start: restart for one/);
    rewrite((text) => text.replace('    department: x', '').replace('  no-such:', ''));
    rewrite((text) => text.replace('graceDays: 30', 'graceDays: -1'));
    t.notMatch(describeReloading(await current.reload(orm, NOW)), /found at start/);
  });

  await t.test('stays when nothing has changed', async (t) => {
    const { current } = await open(t);
    const before = current.get();

    t.match(await current.reload(orm, NOW), { outcome: 'unchanged' });
    t.equal(current.get(), before);
  });

  await t.test('is read once more for each who asks, one after the other', async (t) => {
    const { current, rewrite } = await open(t);
    rewrite((text) => text.replace('graceDays: 30', 'graceDays: 45'));

    const outcomes = await Promise.all([current.reload(orm, NOW), current.reload(orm, NOW)]);

    t.match(outcomes, [{ outcome: 'replaced' }, { outcome: 'unchanged' }]);
  });
});
