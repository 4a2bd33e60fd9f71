/** A text for people: Dutch always, other languages where the municipality has them. */
export interface Text {
  readonly nl: string;
  readonly fr?: string;
  readonly en?: string;
}

/** Why something is not granted: a stable code for machines and a sentence for the holder. */
export interface Reason {
  /** kebab-case, stable: `turns-used-up`. */
  readonly code: string;
  readonly nl: string;
}
