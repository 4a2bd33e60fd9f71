import { type ConfigurationError, formatPath, type Path } from './configuration-error.ts';
import type { YamlDocument } from './read-yaml.ts';

/** A mistake in a setting, at its value; where that is left out, at the group it belongs to. */
export function mistakeAt(document: YamlDocument, at: Path, message: string): ConfigurationError {
  const part = at.length > 0 && document.gives(at) ? 'value' : 'key';
  return { file: document.file, ...document.locate(at, part), path: formatPath(at), message };
}
