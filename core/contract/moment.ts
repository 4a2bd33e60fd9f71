import { p, Type } from '@mikro-orm/core';

/** Milliseconds since 1970 in a program, `timestamptz` in the database. */
class MomentType extends Type<number | null, string | null> {
  override convertToDatabaseValue(epochMs: number | null): string | null {
    if (typeof epochMs !== 'number') return epochMs;
    return Temporal.Instant.fromEpochMilliseconds(epochMs).toString();
  }

  override convertToJSValue(stored: string | { valueOf(): number } | null): number | null {
    if (typeof stored !== 'string') return stored?.valueOf() ?? null;
    return Temporal.Instant.from(stored).epochMilliseconds;
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
