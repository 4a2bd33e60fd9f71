import type { PluginDefinition, RouteDefinition } from '../contract/plugin.ts';

/** How every permission of a plugin begins: its name in capitals, with underscores. */
export function permissionPrefixOf(plugin: string): string {
  return `${plugin.toUpperCase().replaceAll('-', '_')}_`;
}

/** Whether a route changes something: then it asks a key, by which it never acts twice. */
export function isCommandRoute({ method, changesNothing }: RouteDefinition<never>): boolean {
  return method !== 'GET' && changesNothing !== true;
}

/** Checks the routes of a plugin, and that each panel is fed by one of them. */
export function checkRoutes(plugin: PluginDefinition): string[] {
  const { panels = [], routes = [] } = plugin;
  const endpoints = routes.map(({ method, path }) => `${method} ${path}`);
  const repeated = endpoints.filter((one, at) => endpoints.indexOf(one) !== at);
  return [
    ...repeated.map((endpoint) => `has the route ${endpoint} twice`),
    ...routes.flatMap((route) => checkRoute(plugin, route)),
    ...panels
      .filter(({ route }) => !endpoints.includes(`GET ${route}`))
      .map(({ name, route }) => `has the panel ${name} that no route feeds: expected GET ${route}`),
  ];
}

function checkRoute(plugin: PluginDefinition, route: RouteDefinition<never>): string[] {
  const { changesNothing, method, path, permission, replay } = route;
  const isCommand = isCommandRoute(route);
  const endpoint = `${method} ${path}`;
  const prefix = permissionPrefixOf(plugin.name);
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name).toSorted();
  const described = Object.keys(route.params?.properties ?? {}).toSorted();
  const known = new Set(plugin.problems ?? []);
  const forgotten = (route.problems ?? []).filter((problem) => !known.has(problem));
  return [
    ...(/^(?:\/[a-z0-9-]+|\/:[a-zA-Z]+)+$/.test(path)
      ? []
      : [`has the route ${endpoint}: expected a path such as /doors/:placeId/open`]),
    ...(/^\/exports(?:\/|$)/.test(path)
      ? [`has the route ${endpoint}: that address is for its exports`]
      : []),
    ...(permission.startsWith(prefix)
      ? []
      : [`has the route ${endpoint} with permission ${permission}: expected ${prefix}...`]),
    ...(inPath.join() === described.join()
      ? []
      : [`has the route ${endpoint} whose params are not those of its path`]),
    ...(method === 'GET' && route.body ? [`has the route ${endpoint} with a body`] : []),
    ...(changesNothing && method !== 'POST'
      ? [`has the route ${endpoint} with changesNothing: that is for a POST`]
      : []),
    ...(isCommand && !replay
      ? [`has the command ${endpoint} without replay: expected what it answers to its key again`]
      : []),
    ...(replay && !isCommand ? [`has a replay of ${endpoint}, which is no command`] : []),
    ...(route.noteRefusal && !isCommand
      ? [`notes refusals of ${endpoint}, which is no command`]
      : []),
    ...forgotten.map(
      ({ definition }) =>
        `has the route ${endpoint} with the problem ${definition.name}, absent from its problems`,
    ),
  ];
}
