/** A text for people: Dutch always, other languages where the municipality has them. */
export interface Text {
  readonly nl: string;
  readonly fr?: string;
  readonly en?: string;
}

/** Orders names and titles as Dutch does: case and accents decide only between equal letters. */
export function byDutch(a: string, b: string): number {
  return dutch.compare(a, b);
}

const dutch = new Intl.Collator('nl');

/** Why something is not granted: a stable code for machines and a sentence for the holder. */
export interface Reason {
  /** kebab-case, stable: `turns-used-up`. */
  readonly code: string;
  readonly nl: string;
}
