import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Settings } from '../../config/settings.ts';
import { RefusalToStart } from './refusal-to-start.ts';

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

/**
 * A relative path in the settings is meant from the folder of the project.
 *
 * @throws RefusalToStart when a file stands where the data folder is to be
 */
export function foldersOf(settings: Settings): Folders {
  const municipalities = path.resolve(PROJECT_ROOT, settings.configDir);
  const data = path.resolve(PROJECT_ROOT, settings.dataDir);
  const known = nearestThatExists(data);
  if (!statSync(known).isDirectory()) {
    throw new RefusalToStart(`DATA_DIR must be a folder, and ${known} is a file`);
  }
  return { data, municipalities: pathFromHere(municipalities) };
}

function nearestThatExists(place: string): string {
  return existsSync(place) ? place : nearestThatExists(path.dirname(place));
}

/** A path as people are told it: from the folder where they stand, when it is inside it. */
export function pathFromHere(place: string): string {
  const relative = path.relative(process.cwd(), path.resolve(place));
  return relative.startsWith('..') ? path.resolve(place) : relative || '.';
}

/** The version of Pasklaar, of package.json. */
export function readVersion(): string {
  const text = readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
