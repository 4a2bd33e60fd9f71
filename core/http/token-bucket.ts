/**
 * What is left of an allowance, in parts of a token. All are whole numbers, so that nothing is lost
 * by rounding however often it is asked.
 */
export interface Bucket {
  readonly parts: number;
  /** When it was so, milliseconds since 1970. */
  readonly atMs: number;
}

/** What came of asking for a token. */
export interface Taken {
  readonly isAllowed: boolean;
  readonly bucket: Bucket;
  /** How long until there is one again; 0 when there was one. */
  readonly retryAfterMs: number;
}

/** What a bucket is asked by. */
export interface BucketRule {
  /** How many tokens come in a minute, and how many there are at most: a whole number above 0. */
  readonly perMinute: number;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** So many parts make a token: then `perMinute` parts come in each millisecond. */
const PARTS_OF_TOKEN = 60_000;

/**
 * Takes a token out of a bucket that fills itself evenly: a minute's worth may be used at once, and
 * never more than that plus what came meanwhile. One that is refused costs nothing.
 *
 * @param bucket as it was left; undefined is a full one
 */
export function takeToken(bucket: Bucket | undefined, rule: BucketRule): Taken {
  const { parts } = fill(bucket, rule);
  const left = parts - PARTS_OF_TOKEN;
  const isAllowed = left >= 0;
  return {
    isAllowed,
    bucket: { parts: isAllowed ? left : parts, atMs: rule.nowMs },
    retryAfterMs: isAllowed ? 0 : Math.ceil(-left / rule.perMinute),
  };
}

/** A bucket as it is now. A clock that was put back neither fills nor empties it. */
export function fill(bucket: Bucket | undefined, { perMinute, nowMs }: BucketRule): Bucket {
  const most = perMinute * PARTS_OF_TOKEN;
  if (bucket === undefined) return { parts: most, atMs: nowMs };
  const passedMs = Math.max(0, Math.floor(nowMs - bucket.atMs));
  return { parts: Math.min(most, bucket.parts + passedMs * perMinute), atMs: nowMs };
}
