import type { MunicipalityConfig } from '../core/municipalities/municipality-config.ts';
import type { Path } from './configuration-error.ts';
import type { YamlDocument } from './read-yaml.ts';

/** A file that is right by itself, or what is right of it. */
export interface LoadedFile {
  readonly document: YamlDocument;
  /** Where a part has mistakes of its own, it is missing below, or as it was written. */
  isRight(path: Path): boolean;
  readonly config: MunicipalityConfig & { readonly plugins: Readonly<Record<string, unknown>> };
}
