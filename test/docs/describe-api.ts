import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { PLUGINS_FOLDER } from '../../core/boot/folders.ts';
import type { PluginDefinition } from '../../core/contract/plugin.ts';
import { openApp } from '../core/http/open-app.ts';
import type { ApiDescription } from '../fixtures/check-answer.ts';

/** What `/api/openapi.json` serves of core and these plugins, without a database. */
export async function describeApi(plugins: readonly PluginDefinition[]): Promise<ApiDescription> {
  const closing: (() => unknown)[] = [];
  const test = {
    teardown: (close: () => unknown) => closing.unshift(close),
    testdir: () => os.tmpdir(),
  };
  try {
    const app = await openApp(test, { plugins, pluginsFolder: fileURLToPath(PLUGINS_FOLDER) });
    return (await app.inject('/api/openapi.json')).json<ApiDescription>();
  } finally {
    for (const close of closing) await close();
  }
}
