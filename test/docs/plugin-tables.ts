import type { PluginDefinition } from '../../core/contract/plugin.ts';
import type { RoleDefinition } from '../../core/contract/role.ts';

type Role = RoleDefinition<never>;
type Rows = string[][];

/** The tables of docs/plugins.md by name, from the definitions of the plugins on disk. */
export const PLUGIN_TABLES: Readonly<
  Record<string, (plugins: readonly PluginDefinition[]) => Rows>
> = {
  'plugin overview': overview,
  'plugin roles': roles,
  'plugin lists': lists,
  'plugin endpoints': endpoints,
  'plugin jobs': jobs,
  'plugin parts': parts,
};

function overview(plugins: readonly PluginDefinition[]): Rows {
  const rows = plugins.map(({ name, title, roles: given, entities = [] }) => [
    `[\`${name}\`](../plugins/${name}/README.md)`,
    title.nl,
    Object.values(given)
      .map((role) => role.title.nl)
      .filter((one, at, all) => all.indexOf(one) === at)
      .join(', '),
    entities.map(({ meta }) => `\`${meta.tableName}\``).join(', ') || 'none',
  ]);
  return [['plugin', 'title', 'roles', 'tables of its own'], ...rows];
}

function roles(plugins: readonly PluginDefinition[]): Rows {
  const rows = plugins.flatMap((plugin) =>
    Object.entries(plugin.roles).map(([name, role]) => [
      `\`${plugin.name}/${name}\``,
      seenBy(role),
      givenBy(plugin, role),
      holdsFor(role),
      counted(role),
      role.social === undefined ? 'no' : 'yes',
    ]),
  );
  return [['role', 'who sees it', 'who gives it', 'how many', 'counted', 'social tariff'], ...rows];
}

function seenBy({ visibility, outward, shownTo }: Role): string {
  if (visibility === 'public') return 'every desk';
  const others = shownTo === undefined ? '' : `; some others read «${outward?.title.nl ?? ''}»`;
  const counts = visibility === 'hidden' ? ', and in nobody else’s counts' : '';
  return `its department${counts}${others}`;
}

function givenBy({ derive }: PluginDefinition, { keptByPlugin, period }: Role): string {
  if (derive !== undefined && period === undefined) return 'nobody: it follows from facts';
  return keptByPlugin ? 'the commands and jobs of the plugin' : 'the desks that may sell it';
}

function holdsFor({ oneForEach, toppedUp, coolingOffDays }: Role): string {
  return [
    oneForEach === undefined ? 'one at a time' : `one for each ${oneForEach}`,
    ...(toppedUp ? ['topped up'] : []),
    ...(coolingOffDays === undefined ? [] : ['with a cooling-off']),
  ].join(', ');
}

function counted({ allowances = {} }: Role): string {
  const told = Object.values(allowances).map(({ title, unit, paysFor, takenByTicket, period }) => {
    const used = paysFor ? ', to pay with' : takenByTicket ? ', taken by a ticket' : '';
    const when = period === undefined ? '' : ', by a period of the calendar';
    return `${title.nl}: ${unit === 'turn' ? 'turns' : 'cents'}${used}${when}`;
  });
  return told.join('<br>') || 'nothing';
}

function lists(plugins: readonly PluginDefinition[]): Rows {
  const rows = plugins.flatMap(({ name, importers = {}, exports = {} }) => [
    ...Object.entries(importers).map(([list, { title, columns }]) => [
      `\`pasklaar import ${list}\``,
      `\`${name}\``,
      title.nl,
      columns
        .map(({ titles: [first = ''], required }) => (required ? first : `(${first})`))
        .join(', '),
    ]),
    ...Object.entries(exports).map(([list, { title, permission }]) => [
      `\`GET /api/${name}/exports/${list}\``,
      `\`${name}\``,
      title.nl,
      `\`${permission}\``,
    ]),
  ]);
  return [['list', 'of', 'title', 'columns, or permission'], ...rows];
}

function endpoints(plugins: readonly PluginDefinition[]): Rows {
  const rows = plugins.flatMap(({ name, routes = [] }) =>
    routes.map(({ method, path, summary, permission }) => [
      `\`${method} /api/${name}${path.replaceAll(/:(\w+)/g, '{$1}')}\``,
      summary,
      `\`${permission}\``,
    ]),
  );
  return [['endpoint', 'what it does', 'permission'], ...rows];
}

function jobs(plugins: readonly PluginDefinition[]): Rows {
  const rows = plugins.flatMap(({ name, jobs: run = {} }) =>
    Object.entries(run).map(([job, { title, everyMinutes }]) => [
      `\`${name}.${job}\``,
      title.nl,
      everyMinutes === undefined ? 'when a command asks for it' : `every ${everyMinutes} minutes`,
    ]),
  );
  return [['job', 'title', 'when'], ...rows];
}

/** Whether a plugin uses a part of the contract. */
const PARTS: Readonly<Record<string, (plugin: PluginDefinition) => boolean>> = {
  contradictions: ({ contradictions }) => contradictions !== undefined,
  derive: ({ derive }) => derive !== undefined,
  rights: ({ rights }) => rights !== undefined,
  tariffs: ({ tariffs }) => tariffs !== undefined,
  'billing.issued': ({ billing }) => billing?.issued !== undefined,
  'billing.used': ({ billing }) => billing?.used !== undefined,
  'billing.settled': ({ billing }) => billing?.settled !== undefined,
  allowances: anyRole(({ allowances }) => allowances !== undefined),
  attributes: anyRole(({ attributes }) => attributes !== undefined),
  social: anyRole(({ social }) => social !== undefined),
  offers: ({ offers }) => offers !== undefined,
  'entities, migrations': ({ entities = [] }) => entities.length > 0,
  persons: ({ persons }) => persons !== undefined,
  statements: ({ statements }) => statements !== undefined,
  routes: ({ routes = [] }) => routes.length > 0,
  jobs: ({ jobs: run }) => run !== undefined,
  importers: ({ importers }) => importers !== undefined,
  exports: ({ exports }) => exports !== undefined,
  panels: ({ panels = [] }) => panels.length > 0,
  problems: ({ problems = [] }) => problems.length > 0,
};

function anyRole(has: (role: Role) => boolean): (plugin: PluginDefinition) => boolean {
  return (plugin) => Object.values(plugin.roles).some(has);
}

function parts(plugins: readonly PluginDefinition[]): Rows {
  const rows = Object.entries(PARTS).map(([part, uses]) => [
    `\`${part.replaceAll(', ', '`, `')}\``,
    plugins
      .filter(uses)
      .map(({ name }) => `\`${name}\``)
      .join(', ') || 'nobody',
  ]);
  return [['part of the contract', 'used by'], ...rows];
}
