/** One mistake in a configuration file, at the place where a person has to look. */
export interface ConfigurationError {
  readonly file: string;
  /** Both count from 1, a column is a character of the line; 0 when it is about a folder. */
  readonly line: number;
  readonly column: number;
  /** `plugins.sportpas.facilities[2].fee`; empty for the file as a whole. */
  readonly path: string;
  /** English: what is wrong, what is allowed, and the nearest spelling when there is one. */
  readonly message: string;
  /** The words that would be right, where they can be listed. */
  readonly allowed?: readonly string[];
  /** What to write instead. */
  readonly suggestion?: string;
}

/** The keys and positions in lists that lead to a setting. */
export type Path = readonly (string | number)[];

/** `['plugins', 'sportpas', 'facilities', 2]` as `plugins.sportpas.facilities[2]`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\p{L}\p{N}_-]+$/u.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/**
 * A line per mistake, `file:line:column path: message`, or `folder: message`; at most `limit` lines
 * and a count.
 */
export function formatErrors(errors: readonly ConfigurationError[], limit = 50): string {
  const shown = errors.slice(0, limit).map((error) => {
    if (error.line === 0) return `${error.file}: ${error.message}`;
    const where = `${error.file}:${error.line}:${error.column}`;
    return error.path === ''
      ? `${where} ${error.message}`
      : `${where} ${error.path}: ${error.message}`;
  });
  const left = errors.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('\n');
}

/** As {@link formatErrors}, for what is odd and refuses nothing: each line says that it warns. */
export function formatWarnings(warnings: readonly ConfigurationError[]): string {
  return formatErrors(warnings).replace(/^(?=.)/gm, 'warning: ');
}
