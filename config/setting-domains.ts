/** The values that a variable of the environment may have. */
export interface Domain {
  /** Completes `"x" is not ...`. */
  readonly allowed: string;
  /** The words allowed, where they can be listed. */
  readonly choices?: readonly string[];
  /** The value that a text stands for, or undefined when the text is not allowed. */
  read(text: string): string | number | boolean | undefined;
}

/** One variable of the environment: what docs/operations.md says about it, and how it is read. */
export interface SettingDefinition<Key extends string> extends Domain {
  readonly name: string;
  readonly key: Key;
  /** English, one line. */
  readonly meaning: string;
  /** What holds when it is not given, as it would be written. Nothing when it may be absent. */
  readonly default?: string;
  /** In words, when the default depends on other settings. */
  readonly defaultRule?: string;
  readonly isSecret?: boolean;
}

/** One of a few words. */
export function oneOf(choices: readonly string[]): Domain {
  return {
    allowed: `one of ${choices.join(', ')}`,
    choices,
    read: (text) => (choices.includes(text) ? text : undefined),
  };
}

/** A whole number, both bounds included. */
export function wholeNumber(least: number, most: number): Domain {
  return {
    allowed: `a whole number from ${least} to ${most}`,
    read: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= least && value <= most ? value : undefined;
    },
  };
}

/** A text of a given form; `allowed` says which. */
export function word(form: RegExp, allowed: string): Domain {
  return { allowed, read: (text) => (form.test(text) ? text : undefined) };
}

/** On or off, in the ways that people write it. */
export function onOrOff(): Domain {
  const words = new Map([
    ...['on', 'true', '1', 'yes'].map((text) => [text, true] as const),
    ...['off', 'false', '0', 'no'].map((text) => [text, false] as const),
  ]);
  return {
    allowed: 'on or off',
    choices: ['on', 'off'],
    read: (text) => words.get(text.toLowerCase()),
  };
}

/** An address (URL) with one of these schemes. The text is kept as it is. */
export function address(schemes: readonly string[]): Domain {
  return {
    allowed: `an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    read: (text) => {
      const isOfScheme = schemes.some((scheme) => text.startsWith(`${scheme}://`));
      return isOfScheme && URL.canParse(text) ? text : undefined;
    },
  };
}
