import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type TObject, Type } from 'typebox';
import { clockAt } from '../core/contract/period.ts';
import type { PluginDefinition } from '../core/contract/plugin.ts';
import {
  type ActiveMunicipality,
  Installation,
  municipalityId,
} from '../core/municipalities/installation.ts';
import { MunicipalityConfig } from '../core/municipalities/municipality-config.ts';
import { stableId } from '../core/municipalities/stable-id.ts';
import { type ConfigurationError, formatErrors } from './configuration-error.ts';
import { countOf } from './count-of.ts';
import { checkDatedSettings } from './dated-settings.ts';
import { explain, type SettingRow } from './explain.ts';
import type { KnownParts } from './known-parts.ts';
import type { LoadedFile } from './loaded-file.ts';
import { catalogueOf } from './municipality-catalogue.ts';
import { findContradictions } from './municipality-contradictions.ts';
import { readYaml, type YamlDocument } from './read-yaml.ts';
import { validateDocument } from './validate-document.ts';

/** Every plugin on disk, by name. */
export type Plugins = ReadonlyMap<string, PluginDefinition>;

/** What came of reading the files: an installation, or every mistake in them. */
export type InstallationReading =
  | {
      readonly ok: true;
      readonly installation: Installation;
      readonly settings: SettingRow[];
      /** What is odd, and refuses nothing. */
      readonly warnings: readonly ConfigurationError[];
    }
  | { readonly ok: false; readonly errors: readonly ConfigurationError[] };

/** The files are wrong; the message lists every mistake with its place. */
export class ConfigurationRefused extends Error {
  readonly errors: readonly ConfigurationError[];

  constructor(errors: readonly ConfigurationError[]) {
    super(`the configuration has ${countOf(errors.length, 'mistake')}:\n${formatErrors(errors)}`);
    this.name = 'ConfigurationRefused';
    this.errors = errors;
  }
}

/**
 * Reads the files of all municipalities, `<folder>/<slug>.yaml`, and checks them: each by core's
 * schema and those of the plugins, then all together. It is all or nothing: one mistake anywhere
 * refuses the whole reading, so that a running installation keeps what it had.
 *
 * @param now in milliseconds since 1970; what is dated is held against that day
 */
export async function readInstallation(
  folder: string,
  plugins: Plugins,
  now = Date.now(),
): Promise<InstallationReading> {
  const listing = await listFiles(folder);
  if ('message' in listing) {
    const { message } = listing;
    return { ok: false, errors: [{ file: folder, line: 0, column: 0, path: '', message }] };
  }
  const { names } = listing;

  const readings = await Promise.all(names.sort().map((name) => readYaml(path.join(folder, name))));
  const errors = readings.flatMap((reading) => (reading.ok ? [] : reading.errors));
  const documents = readings.flatMap((reading) => (reading.ok ? [reading.document] : []));
  const unread = names.filter((_name, index) => readings[index]?.ok === false).map(slugOf);

  const schema = fileSchema(plugins);
  const files: LoadedFile[] = [];
  for (const document of documents.map(withEmptyPlugins)) {
    const catalogue = catalogueOf(document, { documents, unread, plugins });
    const checked = validateDocument(document, schema, catalogue);
    if (!checked.ok) errors.push(...checked.errors);
    files.push(
      ...(checked.ok ? [rightFile(document, checked.value)] : knownFile(document, checked.known())),
    );
  }
  const dated = checkDatedSettings(files, clockAt(now).day);
  errors.push(...findContradictions(files, plugins), ...dated.errors);
  if (errors.length > 0) return { ok: false, errors };

  const municipalities = await Promise.all(files.map((file) => activate(file, plugins)));
  const settings = files.flatMap(({ document }) => explain(document, schema));
  const installation = new Installation(municipalities);
  return { ok: true, installation, settings, warnings: dated.warnings };
}

/** The names of the files in a folder, or why there are none. */
async function listFiles(folder: string): Promise<{ names: string[] } | { message: string }> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name));
    if (names.length > 0) return { names };
    return {
      message: 'this folder has no municipality: it must hold one file <slug>.yaml for each',
    };
  } catch (error) {
    const why = REFUSALS_OF_FOLDERS[(error as NodeJS.ErrnoException).code ?? ''];
    return { message: why ?? 'this folder cannot be read: may this account do so?' };
  }
}

const REFUSALS_OF_FOLDERS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder: is the path right?',
  ENOTDIR: 'this is a file: give the folder that it is in',
};

/**
 * As {@link readInstallation}, for who cannot go on without.
 *
 * @throws ConfigurationRefused with every mistake
 */
export async function loadInstallation(folder: string, plugins: Plugins): Promise<Installation> {
  const reading = await readInstallation(folder, plugins);
  if (!reading.ok) throw new ConfigurationRefused(reading.errors);
  return reading.installation;
}

/** The slug that a file is called after. */
function slugOf(name: string): string {
  return name.replace(/\.ya?ml$/, '');
}

function rightFile(document: YamlDocument, value: unknown): LoadedFile {
  return { document, config: value as LoadedFile['config'], isRight: () => true };
}

/** What can be compared of a file with mistakes; nothing when it is no group of settings. */
function knownFile(document: YamlDocument, known: KnownParts | undefined): LoadedFile[] {
  if (!known) return [];
  const { isRight } = known;
  const config = { ...emptyParts(), ...known.value } as LoadedFile['config'];
  return [{ document, config, isRight }];
}

/** In place of what is missing: the groups and lists of a file, empty. */
function emptyParts(): Record<string, unknown> {
  const parts = Object.entries(MunicipalityConfig.properties as Record<string, JsonType>);
  return Object.fromEntries(
    parts.flatMap(([name, { type }]) => {
      if (type === 'array') return [[name, []]];
      return type === 'object' ? [[name, {}]] : [];
    }),
  );
}

interface JsonType {
  readonly type?: string;
}

/** The schema of a whole file: core's part, and under `plugins` that of each plugin on disk. */
function fileSchema(plugins: Plugins): TObject {
  const ofPlugins = [...plugins].map(
    ([name, { config }]) => [name, Type.Optional(config)] as const,
  );
  return Type.Object(
    {
      ...MunicipalityConfig.properties,
      plugins: Type.Object(Object.fromEntries(ofPlugins), {
        additionalProperties: false,
        default: {},
        description: 'the plugins that are on: naming one is the switch',
      }),
    },
    { additionalProperties: false },
  );
}

/** `jongerenkaart:` with nothing behind it is a plugin that is on with all its defaults. */
function withEmptyPlugins(document: YamlDocument): YamlDocument {
  const value = document.value as { plugins?: Record<string, unknown> } | null;
  const plugins = value?.plugins;
  if (typeof plugins !== 'object' || plugins === null) return document;
  const filled = Object.entries(plugins).map(([name, settings]) => [name, settings ?? {}]);
  return {
    file: document.file,
    value: { ...value, plugins: Object.fromEntries(filled) as Record<string, unknown> },
    locate: (place, part) => document.locate(place, part),
    gives: (place) => document.gives(place),
    writtenAt: (place) => document.writtenAt(place),
  };
}

async function activate(file: LoadedFile, plugins: Plugins): Promise<ActiveMunicipality> {
  const { plugins: settings, ...config } = file.config;
  const text = await readFile(file.document.file, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex');
  const key = config.municipality;
  const enabled = Object.entries(settings).flatMap(([name, pluginConfig]) => {
    const definition = plugins.get(name);
    return definition ? [[name, { definition, config: pluginConfig }] as const] : [];
  });
  return {
    key,
    id: municipalityId(key),
    cardSystemId: config.cardSystem.id,
    config,
    version: { id: stableId(key, 'config', hash), hash, text },
    plugins: new Map(enabled),
  };
}
