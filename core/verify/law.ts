/**
 * Something that must hold for every row of a kind, proved by one statement over all of them: sets,
 * no loops, so that millions of rows need no more memory than a few.
 *
 * `$1` is the card system in both texts.
 */
export interface Law {
  /** What holds, as a sentence. */
  readonly name: string;
  /** The rows it holds for: what follows `select count(*)`. */
  readonly checked: string;
  /** A query that finds each violation, as one text column `what` that says which row it is. */
  readonly wrong: string;
}

/**
 * The statement by which a law is proved: `checked`, `wrong` and `first`, which is null when none
 * is.
 */
export function proofOf({ checked, wrong }: Law): string {
  return `select (select count(*) ${checked}) as checked, count(*) as wrong, min(what) as first
            from (${wrong}) as violation`;
}
