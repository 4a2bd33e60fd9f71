import { p, Type } from '@mikro-orm/core';

/** A moment as the API writes it, ISO 8601 in UTC, from milliseconds since 1970. */
export function isoOf(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString();
}

/** Milliseconds since 1970 of a moment with its zone, ISO 8601. */
export function epochOf(iso: string): number {
  return Temporal.Instant.from(iso).epochMilliseconds;
}

/** Milliseconds since 1970 in a program, `timestamptz` in the database. */
class MomentType extends Type<number | null, string | null> {
  override convertToDatabaseValue(epochMs: number | null): string | null {
    if (typeof epochMs !== 'number') return epochMs;
    return isoOf(epochMs);
  }

  override convertToJSValue(stored: string | { valueOf(): number } | null): number | null {
    if (typeof stored !== 'string') return stored?.valueOf() ?? null;
    return epochOf(stored);
  }

  override getColumnType(): string {
    return 'timestamptz';
  }

  override compareAsType(): string {
    return 'number';
  }
}

/**
 * A column of a plugin's own table that holds a moment, as `host.now()` tells it.
 *
 * @example properties: { ...tenantKey, happenedAt: momentColumn() }
 */
export const momentColumn = () => p.type(new MomentType()).$type<number>();
