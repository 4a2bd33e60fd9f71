import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Settings } from '../../config/settings.ts';

/** Where the files of an installation are. */
export interface Folders {
  /** Keys, passwords and the embedded database; an absolute path. */
  readonly data: string;
  /** A YAML file per municipality, as errors name it: from the folder of the caller. */
  readonly municipalities: string;
}

/** The folder of the project, wherever the caller stands. */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');
/** The folder with a folder for each plugin, as a URL that ends in `/`. */
export const PLUGINS_FOLDER = pathToFileURL(path.join(PROJECT_ROOT, 'plugins/'));
/** A YAML file per municipality of the demo. */
export const DEMO_FOLDER = path.join(PROJECT_ROOT, 'config/demo');

/** A relative path in the settings is meant from the folder of the project. */
export function foldersOf(settings: Settings): Folders {
  const municipalities = path.resolve(PROJECT_ROOT, settings.configDir);
  return {
    data: path.resolve(PROJECT_ROOT, settings.dataDir),
    municipalities: path.relative(process.cwd(), municipalities) || '.',
  };
}

/** The version of Pasklaar, of package.json. */
export function readVersion(): string {
  const text = readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
