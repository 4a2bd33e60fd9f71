import assert from 'node:assert/strict';
import { compileSchema } from '../../config/compile-schema.ts';
import type { RouteRequest } from '../contract/plugin.ts';
import type { Core } from '../core.ts';
import type { HostContext } from '../plugins/host-context.ts';
import { type KeyedCommand, withHostOnce } from '../plugins/host.ts';
import { onceFor } from './demo-caller.ts';
import type { DemoCommand } from './demo-town.ts';
import type { DescribedTown } from './read-demo-towns.ts';

/**
 * Asks plugins what the demo describes, by their own routes: once and for ever, whoever changed it
 * since. A command names a card of the demo by its number, so that all passes come first.
 */
export async function seedCommands(core: Core, town: DescribedTown): Promise<void> {
  for (const { number, commands } of town.demo.passes) {
    for (const [at, asked] of commands.entries())
      await seedCommand(core, town, { number, at, asked });
  }
}

async function seedCommand(
  core: Core,
  { municipality }: DescribedTown,
  { asked, at, number }: { number: string; at: number; asked: DemoCommand },
): Promise<void> {
  const { body, organizer } = asked;
  const plugin = municipality.plugins.get(asked.plugin)?.definition;
  assert(plugin, `the demo of ${municipality.key} asks ${asked.plugin}, which is not on there`);
  const route = plugin.routes?.find(({ method, path }) => `${method} ${path}` === asked.route);
  assert(route?.body, `${plugin.name} has no ${asked.route} with a body`);
  const given = structuredClone(body);
  const fits = compileSchema(route.body);
  assert(fits(given), `${asked.route} of ${number}: ${JSON.stringify(fits.errors?.[0]?.message)}`);
  const context: HostContext = {
    installation: core.installation(),
    municipality,
    plugin,
    organizer,
    clientId: 'demo',
  };
  const request = (commandId: string) => ({ params: {}, query: {}, body: given, commandId });
  const command: KeyedCommand<unknown> = {
    kind: `${plugin.name} ${route.method} ${route.path}`,
    key: onceFor(number, 'command', plugin.name, String(at)),
    handle: (host, commandId) => route.handle(host, request(commandId) as RouteRequest),
    replay: async () => undefined,
  };
  await withHostOnce(core, context, command);
}
