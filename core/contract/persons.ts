import type { EntityManager } from '@mikro-orm/core';
import type { Secrets } from './secrets.ts';
import type { Day } from './period.ts';

/** Somebody of whom a plugin tells what it keeps, or forgets it. */
export interface PersonSubject {
  readonly personId: string;
  /** Null for a person without a pass: a guardian, a payer. */
  readonly passholderId: string | null;
  /** As core has them, for tables that know a person by name only. */
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: Day;
  readonly email: string | null;
}

/**
 * What a plugin keeps of persons in tables of its own, in all municipalities of a card, and also
 * where it is switched off. Roles, with their attributes, and allowances are core's, which tells
 * and erases them by itself.
 */
export interface PersonsDefinition {
  /**
   * Everything that is kept of somebody, as JSON for that person to read; never a national number.
   */
  export(
    entities: EntityManager,
    who: PersonSubject,
    secrets: Secrets,
  ): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Removes it, in the one transaction in which core erases the person: rows that point to the
   * person go, and what must stay for the books says no longer who it was.
   *
   * @param now the moment of the erasure, in milliseconds since 1970
   */
  erase(entities: EntityManager, who: PersonSubject, now: number): Promise<void>;
  /**
   * The last day of which something is still to be charged because of somebody: nobody is erased
   * before that is charged and paid, or a year later. Null for none; left out by who charges at
   * once.
   */
  lastUnsettledDay?(entities: EntityManager, who: PersonSubject): Promise<Day | null>;
}
