import path from 'node:path';
import { loadInstallation } from '../../config/municipalities.ts';
import { createApp } from '../../core/app.ts';
import { DEMO_FOLDER, PLUGINS_FOLDER, PROJECT_ROOT } from '../../core/boot/folders.ts';
import { readDemoTowns } from '../../core/demo/read-demo-towns.ts';
import { seedDemo } from '../../core/demo/seed-demo.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';
import { makeIssuer } from '../core/http/open-app.ts';
import { openTestCore } from '../fixtures/open-core.ts';

type Test = Parameters<typeof openTestCore>[0];

/**
 * Serves the demo of Lier as `npm start` does, on a database of its own and on a day that never
 * changes.
 *
 * @returns the address of the desk page
 */
export async function serveDemo(t: Test): Promise<string> {
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const folder = path.join(PROJECT_ROOT, 'config/municipalities');
  const installation = await loadInstallation(folder, plugins);
  const core = { ...(await openTestCore(t, installation)), plugins };
  const towns = await readDemoTowns(DEMO_FOLDER, installation);
  const lier = towns.filter(({ municipality }) => municipality.key === 'lier');
  await seedDemo(core, lier);

  const app = await createApp(core, {
    issuer: await makeIssuer(),
    publicUrl: 'http://localhost',
    version: '0.0.0',
    deskClient: lier[0]?.demo.deskPage,
    pluginsFolder: PLUGINS_FOLDER,
    log: { level: 'silent' },
  });
  t.teardown(() => app.close());
  return app.listen({ host: '127.0.0.1', port: 0 });
}
