import { countOf } from './count-of.ts';
import type { SettingRow } from './explain.ts';
import { maskPasswords, maskSecret, maskWhenPrinted } from './mask.ts';
import { nearestSpelling } from './nearest-spelling.ts';
import { findMisspelt, findNear } from './misspelt-settings.ts';
import { address, oneOf, onOrOff, wholeNumber, word } from './setting-domains.ts';
import type { SettingDefinition } from './setting-domains.ts';
import { webSettings, type WebSettings } from './web-settings.ts';

/** The variables of a process, `process.env` as a rule. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment decides. Printing it (`console.log`, JSON) masks its secrets. */
export interface Settings extends WebSettings {
  readonly mode: 'development' | 'test' | 'production';
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly configDir: string;
  readonly databaseUrl: string | undefined;
  readonly databaseOwnerUrl: string | undefined;
  readonly databasePoolSize: number;
  readonly statementTimeoutS: number;
  readonly redisUrl: string | undefined;
  readonly oidcIssuer: string | undefined;
  readonly oidcAudience: string | undefined;
  readonly publicUrl: string | undefined;
  readonly isDemo: boolean;
  readonly logLevel: LogLevel;
}

/** How much is logged, most to least; pino's levels. */
export type LogLevel = (typeof logLevels)[number];

/** What is wrong with one variable. */
export interface SettingMistake {
  readonly name: string;
  readonly message: string;
}

/** The environment is wrong. The message lists everything that is, a line each; secrets masked. */
export class SettingsError extends Error {
  readonly mistakes: readonly SettingMistake[];

  constructor(mistakes: readonly SettingMistake[]) {
    const lines = mistakes.map(({ name, message }) => `  ${name}: ${message}`);
    super(`the environment has ${countOf(lines.length, 'wrong setting')}:\n${lines.join('\n')}`);
    this.name = 'SettingsError';
    this.mistakes = mistakes;
  }
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const modes = ['development', 'test', 'production'] as const;

/** Every variable that is read, in the order of docs/operations.md. */
export const settingsTable: readonly SettingDefinition<keyof Settings>[] = [
  {
    name: 'NODE_ENV',
    key: 'mode',
    meaning: 'Production refuses demo mode and anything else that is only safe on a test machine.',
    default: 'development',
    ...oneOf(modes),
  },
  {
    name: 'PORT',
    key: 'port',
    meaning: 'The port that the server listens on; 0 takes a free one.',
    default: '3000',
    ...wholeNumber(0, 65_535),
  },
  {
    name: 'HOST',
    key: 'host',
    meaning: 'The address that the server listens on. In a container: 0.0.0.0.',
    default: '127.0.0.1',
    ...word(/^[\w.:-]+$/, 'an IP address or host name'),
  },
  {
    name: 'PUBLIC_URL',
    key: 'publicUrl',
    meaning:
      'The address by which others reach the server, when that is not the one it listens on.',
    ...address(['http', 'https']),
  },
  {
    name: 'DATA_DIR',
    key: 'dataDir',
    meaning:
      'The folder for keys and for the embedded database; to be backed up, closed to others.',
    default: '.data',
    ...word(/^[^\0]+$/, 'a folder'),
  },
  {
    name: 'PASKLAAR_CONFIG_DIR',
    key: 'configDir',
    meaning: 'The folder with a YAML file per municipality.',
    default: 'config/municipalities',
    ...word(/^[^\0]+$/, 'a folder'),
  },
  {
    name: 'DATABASE_URL',
    key: 'databaseUrl',
    meaning: 'PostgreSQL, as the role that owns nothing. Without it an embedded one is started.',
    isSecret: true,
    ...address(['postgres', 'postgresql']),
  },
  {
    name: 'DATABASE_OWNER_URL',
    key: 'databaseOwnerUrl',
    meaning: 'The same database as the role that owns the tables; only `migrate` uses it.',
    isSecret: true,
    ...address(['postgres', 'postgresql']),
  },
  {
    name: 'DATABASE_POOL_SIZE',
    key: 'databasePoolSize',
    meaning: 'The most connections that one process keeps to the database.',
    default: '10',
    ...wholeNumber(1, 1000),
  },
  {
    name: 'DATABASE_STATEMENT_TIMEOUT_S',
    key: 'statementTimeoutS',
    meaning: 'Seconds that a statement for a request may take; imports and jobs may take longer.',
    default: '30',
    ...wholeNumber(1, 3600),
  },
  {
    name: 'REDIS_URL',
    key: 'redisUrl',
    meaning: 'Redis or Valkey for the queues. Without it they are kept in PostgreSQL.',
    isSecret: true,
    ...address(['redis', 'rediss']),
  },
  {
    name: 'OIDC_ISSUER',
    key: 'oidcIssuer',
    meaning: 'The identity provider whose tokens are accepted.',
    ...address(['https', 'http']),
  },
  {
    name: 'OIDC_AUDIENCE',
    key: 'oidcAudience',
    meaning: 'What tokens must name as their audience; required with OIDC_ISSUER.',
    ...word(/^\S+$/, 'a word without spaces'),
  },
  {
    name: 'PASKLAAR_DEMO',
    key: 'isDemo',
    meaning: 'Demo towns, demo passes and an identity provider with known passwords.',
    defaultRule: 'on without DATABASE_URL outside production, else off',
    ...onOrOff(),
  },
  {
    name: 'LOG_LEVEL',
    key: 'logLevel',
    meaning: 'How much is logged.',
    default: 'info',
    ...oneOf(logLevels),
  },
  ...webSettings,
];

/**
 * Reads the settings of this process. Nothing else in Pasklaar reads `process.env`.
 *
 * An empty variable counts as absent.
 *
 * @throws SettingsError that lists every variable that is wrong, and what is allowed.
 */
export function readSettings(env: Environment = process.env): Settings {
  const mistakes: SettingMistake[] = [...findMisspelt(Object.keys(env), NAMES)];
  const read: Readings = Object.fromEntries(settingsTable.map(({ key }) => [key, undefined]));
  for (const definition of settingsTable) {
    const given = textOf(env, definition.name);
    const text = given ?? definition.default;
    if (text === undefined) continue;
    const value = definition.read(text);
    if (value === undefined) mistakes.push(wordMistake(definition, text));
    else read[definition.key] = value;
  }
  // An address that is wrong is still an address that was given.
  const hasDatabase = textOf(env, 'DATABASE_URL') !== undefined;
  read.isDemo ??= !hasDatabase && read.mode !== 'production';
  mistakes.push(...findConflicts(read, env));
  if (mistakes.length > 0) throw new SettingsError(mistakes);
  return maskWhenPrinted(read as unknown as Settings, secretKeys);
}

/** Every variable with its effective value and where that came from; secrets masked. */
export function explainSettings(env: Environment = process.env): SettingRow[] {
  const settings = readSettings(env);
  return settingsTable.map(({ name, key, isSecret }) => {
    const text = settings[key] === undefined ? '' : String(settings[key]);
    return {
      path: name,
      value: isSecret ? maskSecret(text) : maskPasswords(text),
      origin: textOf(env, name) === undefined ? 'default' : 'environment',
    };
  });
}

const secretKeys = settingsTable.flatMap(({ key, isSecret }) => (isSecret ? [key] : []));

type Readings = Partial<Record<keyof Settings, string | number | boolean | undefined>>;

function textOf(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === '' ? undefined : text;
}

function wordMistake(definition: SettingDefinition<string>, text: string): SettingMistake {
  const { name, allowed, choices, isSecret } = definition;
  const near = choices === undefined ? undefined : nearestSpelling(text, choices);
  const shown = isSecret === true ? 'the value' : JSON.stringify(maskPasswords(text));
  const question = near === undefined ? '' : `: did you mean ${near}?`;
  return { name, message: `${shown} is not ${allowed}${question}` };
}

const NAMES = settingsTable.map(({ name }) => name);

/** The variables that nobody reads, and whose name is near that of a setting: odd, no mistake. */
export function nearSettings(env: Environment = process.env): SettingMistake[] {
  return findNear(Object.keys(env), NAMES);
}

function findConflicts(read: Readings, env: Environment): SettingMistake[] {
  const isProduction = read.mode === 'production';
  const issuer = String(read.oidcIssuer ?? '');
  const hasAudience = textOf(env, 'OIDC_AUDIENCE') !== undefined;
  return [
    ...(isProduction && read.isDemo === true
      ? [{ name: 'PASKLAAR_DEMO', message: 'demo mode does not exist with NODE_ENV=production' }]
      : []),
    ...(isProduction && issuer.startsWith('http:')
      ? [{ name: 'OIDC_ISSUER', message: 'in production this must start with https://' }]
      : []),
    ...(issuer !== '' && !hasAudience
      ? [{ name: 'OIDC_AUDIENCE', message: 'required with OIDC_ISSUER: tokens for others pass' }]
      : []),
  ];
}
