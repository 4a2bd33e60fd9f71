import type { TSchema } from 'typebox';
import type { PluginDefinition } from '../contract/plugin.ts';
import type { AllowanceDefinition, RoleDefinition, Visibility } from '../contract/role.ts';
import type { ProblemKind } from '../contract/problem.ts';
import { REFERENCE_KINDS } from '../contract/settings.ts';
import type { Text } from '../contract/text.ts';
import { checkMigrations, checkReach, schemaOf } from './check-migrations.ts';
import { checkPersons } from './check-persons.ts';
import { checkRights } from './check-rights.ts';
import { checkRoutes, permissionPrefixOf } from './check-routes.ts';

const VISIBILITIES = ['public', 'owner', 'hidden'] as const satisfies Visibility[];
const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * Checks what the types of the contract cannot: that all a plugin adds carries its name, that what
 * is hidden has a neutral outward name, that every text is there.
 *
 * @returns what is wrong, each as the second half of a sentence that begins with the file
 */
export function checkDefinition(plugin: PluginDefinition, folder: string): string[] {
  const { name, problems = [] } = plugin;
  return [
    ...(name === folder
      ? []
      : [`is the plugin ${name}: expected the name of its folder, ${folder}`]),
    ...checkKeys('name', [name]),
    ...checkText('title', plugin.title),
    ...checkSettings(plugin.config),
    ...Object.entries(plugin.roles).flatMap(([key, role]) => checkRole(plugin, key, role)),
    ...checkEntities(plugin),
    ...checkMigrations(plugin),
    ...checkPersons(plugin),
    ...checkStatements(plugin),
    ...checkRights(plugin),
    ...checkRoutes(plugin),
    ...checkCommands(plugin),
    ...checkSettling(plugin),
    ...problems.flatMap((problem) => checkProblem(name, problem)),
  ];
}

function checkKeys(what: string, keys: readonly string[]): string[] {
  return keys
    .filter((key) => !KEBAB_CASE.test(key))
    .map((key) => `has the ${what} ${key}: expected kebab-case`);
}

function checkText(what: string, text: Text | undefined): string[] {
  const isThere = typeof text?.nl === 'string' && text.nl.trim() !== '';
  return isThere ? [] : [`has no Dutch text for ${what}: expected { nl: '...' }`];
}

function checkSettings(config: TSchema): string[] {
  const { type, properties } = config as { type?: unknown; properties?: Record<string, TSchema> };
  if (type !== 'object' || properties === undefined) {
    return ['has settings that are no Type.Object: expected an object of named settings'];
  }
  const undescribed = Object.entries(properties)
    .filter(([, schema]) => !('description' in schema))
    .map(([key]) => `has the setting ${key} without description: it is its documentation`);
  return [...undescribed, ...findReferences(config).flatMap(checkReference)];
}

function checkReference(kind: string): string[] {
  const known = REFERENCE_KINDS.join(', ');
  return (REFERENCE_KINDS as readonly string[]).includes(kind)
    ? []
    : [`has a setting that refers to a ${kind}: expected one of ${known}`];
}

/** Every kind of thing that a schema refers to, wherever in it. */
function findReferences(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, inner]) =>
    keyword === 'x-reference' ? [String(inner)] : findReferences(inner),
  );
}

function checkRole(plugin: PluginDefinition, key: string, role: RoleDefinition<never>): string[] {
  const { allowances = {}, attributes, oneForEach, outward, period, title, visibility } = role;
  const attributesType: unknown = attributes && (attributes as { type?: unknown }).type;
  const names = [plugin.name, key];
  const tells = names.find((name) => visibility !== 'public' && outward?.name.includes(name));
  return [
    ...checkKeys('role', [key]),
    ...checkText(`role ${key}`, title),
    ...checkVisibility(key, visibility),
    ...(outward || (visibility !== 'owner' && visibility !== 'hidden')
      ? []
      : [`has the ${visibility} role ${key} without outward: others see that name instead`]),
    ...(outward ? checkText(`the outward title of role ${key}`, outward.title) : []),
    ...(outward ? checkKeys('outward name', [outward.name]) : []),
    ...(tells ? [`has the role ${key} whose outward name tells: it contains ${tells}`] : []),
    ...(period || plugin.derive
      ? []
      : [`has the role ${key} without period: expected one, or a derive that gives it`]),
    ...(attributesType === undefined || attributesType === 'object'
      ? []
      : [`has the role ${key} whose attributes are no Type.Object`]),
    ...(oneForEach === undefined || Object.hasOwn(attributes?.properties ?? {}, oneForEach)
      ? []
      : [`has the role ${key} that is one for each ${oneForEach}: it has no such attribute`]),
    ...checkKeys('allowance', Object.keys(allowances)),
    ...Object.entries(allowances).flatMap(([allowance, definition]) => [
      ...checkText(`allowance ${allowance}`, definition.title),
      ...checkText(`the end of allowance ${allowance}`, definition.usedUp),
      ...checkPayment(allowance, definition),
    ]),
  ];
}

function checkPayment(key: string, allowance: AllowanceDefinition<never>): string[] {
  const { fundedBy, needsToPay, paysFor, restLapses, takenByTicket, unit } = allowance;
  return [
    ...(takenByTicket && unit !== 'turn'
      ? [`has the allowance ${key} in cents that tickets take: expected the unit turn`]
      : []),
    ...(paysFor && unit !== 'cent'
      ? [`has the allowance ${key} that pays in turns: expected the unit cent`]
      : []),
    ...Object.entries({ fundedBy, needsToPay, restLapses })
      .filter(([, given]) => given !== undefined && !paysFor)
      .map(
        ([name]) => `has the allowance ${key} with ${name}, but without paysFor: it pays nobody`,
      ),
  ];
}

function checkVisibility(role: string, visibility: string): string[] {
  if ((VISIBILITIES as readonly string[]).includes(visibility)) return [];
  const known = VISIBILITIES.join(', ');
  return [`has the role ${role} with visibility ${visibility}: expected one of ${known}`];
}

function checkEntities(plugin: PluginDefinition): string[] {
  const schema = schemaOf(plugin.name);
  return (plugin.entities ?? []).flatMap(({ meta }) => {
    const { className, properties } = meta;
    const policies: readonly unknown[] | undefined = meta.policies;
    const keys = Object.entries(properties).filter(([, property]) => property.primary);
    const isOfTenant =
      keys.map(([key]) => key).join() === 'cardSystemId,id' && Boolean(policies?.length);
    return [
      ...(meta.schema === schema
        ? []
        : [`has the entity ${className} in schema ${meta.schema}: expected ${schema}`]),
      ...(isOfTenant
        ? []
        : [`has the entity ${className} outside the tenant: use tenantTable and tenantKey`]),
    ];
  });
}

function checkStatements({ name, statements = {} }: PluginDefinition): string[] {
  const schema = schemaOf(name);
  const call = new RegExp(`\\b${schema}\\.\\w+\\(\\$1\\b`);
  return [
    ...checkKeys('statement', Object.keys(statements)),
    ...Object.entries(statements)
      .filter(([, sql]) => !call.test(sql))
      .map(
        ([key]) =>
          `has the statement ${key}: expected a call of a function ${schema}.<name>($1, ...)`,
      ),
    ...Object.entries(statements).flatMap(([key, sql]) =>
      checkReach(name, sql).map((fault) => `has the statement ${key} that ${fault}`),
    ),
  ];
}

function checkCommands(plugin: PluginDefinition): string[] {
  const { exports = {}, importers = {}, jobs = {} } = plugin;
  const prefix = permissionPrefixOf(plugin.name);
  return [
    ...checkKeys('job', Object.keys(jobs)),
    ...Object.entries(jobs).flatMap(([key, job]) => checkText(`job ${key}`, job.title)),
    ...checkKeys('importer', Object.keys(importers)),
    ...Object.entries(importers).flatMap(([key, importer]) => [
      ...checkText(`importer ${key}`, importer.title),
      ...(importer.columns.length > 0 ? [] : [`has the importer ${key} without columns`]),
    ]),
    ...checkKeys('export', Object.keys(exports)),
    ...Object.entries(exports).flatMap(([key, { permission, title }]) => [
      ...checkText(`export ${key}`, title),
      ...(permission.startsWith(prefix)
        ? []
        : [`has the export ${key} with permission ${permission}: expected ${prefix}...`]),
    ]),
  ];
}

function checkSettling({ billing = {} }: PluginDefinition): string[] {
  const { settled, settlementData } = billing;
  if ((settled === undefined) === (settlementData === undefined)) return [];
  return settled
    ? ['has billing.settled without settlementData: expected a schema of its data']
    : ['has billing.settlementData without settled: expected a rule for it'];
}

function checkProblem(plugin: string, { definition }: ProblemKind): string[] {
  const { name } = definition;
  return name.startsWith(`${plugin}-`)
    ? checkKeys('problem', [name])
    : [`has the problem ${name}: expected ${plugin}-...`];
}
