import type { EntityManager } from '@mikro-orm/core';
import type { Day, Period } from './period.ts';
import type { AllowanceCount, Holder, MunicipalityKey, OrganizerKey, PlaceKey } from './facts.ts';
import type { ChargedParts, ChargeOrder, DebtOrder } from './charge-order.ts';
import type {
  DescribedPassholder,
  KnownPassholder,
  OldNumber,
  ResidentQuestion,
} from './passholder.ts';
import type { Secrets } from './secrets.ts';

/** One role as its own plugin sees it. */
export interface RoleOfHolder {
  readonly id: string;
  readonly passholderId: string;
  readonly role: string;
  readonly period: Period;
  readonly attributes: unknown;
}

/** Whose use of a kind of role `host.countUse` counts, and in which groups. */
export interface UseQuestion {
  readonly role: string;
  /** The days of the use, all of them over. Whoever had the role on one of them is counted. */
  readonly period: { readonly from: Day; readonly until: Day };
  /** The first age of each band, rising; ages are those of the last day of the period. */
  readonly ageBands: readonly number[];
}

/**
 * A group of holders of a role that tells of none of them: at least ten, of which at least five
 * used something and five did not. Persons are rounded to five, an amount to five times the most
 * that one role gives.
 */
export interface UseGroup {
  /** Where they live; null stands for everywhere outside the municipality. */
  readonly postalCodes: readonly (string | null)[];
  readonly ageFrom: number;
  /** Null for no end. */
  readonly ageUntil: number | null;
  readonly people: number;
  readonly users: number;
  /** Turns or cents, of all allowances of the role together. */
  readonly amount: number;
}

/** Something that is held for a pass holder until a moment: a place that came free. */
export interface Offer {
  readonly id: string;
  readonly passholderId: string;
  /** What is offered, in words of the plugin's own; it is offered to one holder at a time. */
  readonly about: string;
  /** The last moment at which it can be accepted, in milliseconds since 1970. */
  readonly until: number;
}

/** A use of an allowance of the plugin's own roles, or what of one was given back. */
export interface UseOfRole {
  readonly roleId: string;
  readonly passholderId: string;
  readonly allowance: string;
  readonly day: Day;
  /** Turns or cents; below zero of what was given back. */
  readonly amount: number;
}

/**
 * All that a plugin's commands can reach: its own settings, its own tables, core's use cases for
 * its own roles, and nothing of anybody else. Bound to one municipality.
 *
 * One command is one transaction: what it does through `entities`, `roles`, `offers`, `jobs`,
 * `charge`, `owe` and `reverse` is kept together, or not at all. `statement` stands outside it.
 */
export interface Host<Config = unknown> {
  readonly municipality: MunicipalityKey;
  /** The tenant, for the rows of the plugin's own tables. */
  readonly cardSystemId: number;
  readonly config: Config;
  /** The organizer on whose behalf the caller acts; null in jobs and imports. */
  readonly organizer: OrganizerKey | null;
  /** The client that asks, as core calls it in its looks; null in jobs and imports. */
  readonly client: string | null;
  /** Milliseconds since 1970. */
  now(): number;
  /** A random id for a row of the plugin: it can be shown outside, because it holds no time. */
  newId(): string;
  /** The plugin's own entities, seen through row level security. */
  readonly entities: EntityManager;
  readonly passholders: {
    /** By the eleven digits asked for; a number that nobody has is absent from the answer. */
    findByNationalNumber(numbers: readonly string[]): Promise<Map<string, KnownPassholder>>;
    /**
     * By first name, last name and birth date, compared as letters and digits only: one answer for
     * each, in their order, null when nobody or more than one holder is called so.
     */
    findByName(
      persons: readonly { firstName: string; lastName: string; birthDate: Day }[],
    ): Promise<(KnownPassholder | null)[]>;
    /** By the e-mail as it was asked for, case ignored, when exactly one holder has it. */
    findByEmail(emails: readonly string[]): Promise<Map<string, KnownPassholder>>;
    /**
     * Keeps everybody else from changing what a holder has until the command ends: what is read of
     * its roles from here on stays true. Do this after `oldNumbers.add`, before anything else; of
     * several holders in the order of their ids.
     */
    hold(passholderId: string): Promise<void>;
    /**
     * Who the holders of this plugin's own roles are, by the id of the pass holder; an erased
     * person and a holder without such a role are absent. Each is recorded as a look.
     */
    describe(passholderIds: readonly string[]): Promise<Map<string, DescribedPassholder>>;
    /**
     * Residents of this municipality with a pass, in the order in which several of them are locked:
     * give something to them in that order.
     */
    findResidents(question: ResidentQuestion): Promise<string[]>;
    /** What every rule may know of a holder, as on a day; null for an erased person. */
    readFacts(passholderId: string, day: Day): Promise<Holder | null>;
    /**
     * The households that holders of this plugin's own roles belong to, by the id of the pass
     * holder: ids that tell who lives together, and nothing else.
     */
    findHouseholds(passholderIds: readonly string[]): Promise<Map<string, readonly string[]>>;
  };
  /** The numbers of cards that a role takes over. */
  readonly oldNumbers: {
    /**
     * Whether a number is free to find that holder, of this municipality, or does so already: one
     * answer for each. Whose it is otherwise is not told.
     */
    fit(wanted: readonly OldNumber[]): Promise<boolean[]>;
    /**
     * Lets a number find that holder from now on; once it does, nothing changes. Do this before
     * anything else that is about the holder: where cards are numbered, that is the order.
     *
     * @param isDiscreet it betrays poverty: it resolves at registration and welfare desks only, and
     * is one that nobody has to all others
     */
    add(number: OldNumber, isDiscreet: boolean): Promise<void>;
  };
  readonly roles: {
    /**
     * Every role of this plugin in this municipality that has not ended; with `ended` the ended
     * ones too; with `passholderId` those of one pass holder.
     */
    list(
      role: string,
      options?: { readonly ended?: boolean; readonly passholderId?: string },
    ): Promise<RoleOfHolder[]>;
    issue(issue: {
      passholderId: string;
      role: string;
      attributes?: unknown;
      /** Taken over from an older system: its own period, and nothing to pay. */
      takenOver?: Period;
    }): Promise<RoleOfHolder>;
    /**
     * Replaces what is given: the attributes, the first day, the last day. A new last day takes an
     * earlier end back, with the first day that the role had before it.
     */
    amend(
      roleId: string,
      change: { attributes?: unknown; from?: Day; until?: Day | null },
    ): Promise<void>;
    /** The uses of the plugin's own roles of a kind, from one day until another, as they came. */
    uses(role: string, period: { readonly from: Day; readonly until: Day }): Promise<UseOfRole[]>;
    /** What is left of each allowance of these roles that lasts as long as its role, by its key. */
    readAllowances(
      roleIds: readonly string[],
    ): Promise<Map<string, Readonly<Record<string, AllowanceCount>>>>;
    /** The last day on which the role still grants something. */
    end(roleId: string, end: { lastDay: Day; reason: string }): Promise<void>;
  };
  /**
   * How much holders of a role of this plugin used, by where they live and how old they are: groups
   * that have nobody in common, none of which tells of one holder; none at all where there are too
   * few. Ask it once for a period and keep the answer: who moves makes the next one another.
   */
  countUse(question: UseQuestion): Promise<UseGroup[]>;
  /**
   * Settles something: asks the plugin's `billing.settled`, takes the social tariff of each role
   * off its item, and books the payments, shares and entries as one fact.
   *
   * @returns the id of the fact, the earlier one when it was settled before; null when nothing is
   * owed
   */
  charge(order: ChargeOrder): Promise<string | null>;
  /**
   * As `charge`, and says what of it is the payer's for each item: a certificate names what was
   * paid for each child. What others bear of it, and why, is not told.
   *
   * @returns null when nothing is owed; without parts when it was settled before
   */
  chargeInParts(order: ChargeOrder): Promise<ChargedParts | null>;
  /**
   * Settles a fee that one department owes another for somebody who was erased since: what was
   * given to a child stays owed. It names no holder, and `billing.settled` is not asked, for there
   * is nobody to judge by. Of a holder that is known it is `charge` that books it.
   *
   * @returns the id of the fact, the earlier one when it was settled before
   */
  owe(debt: DebtOrder): Promise<string>;
  /**
   * Takes back what stands for `about`: the exact negative, with today as its service date. Then it
   * can be charged anew; that is how a settlement is corrected.
   *
   * @returns the id of the reversal; null when nothing stands
   */
  reverse(about: string): Promise<string | null>;
  readonly offers: {
    /**
     * Offers something to a holder, once: while it stands, the same again answers the same offer.
     * When nobody answers in time it lapses by itself: see `offers.lapsed` of the plugin.
     */
    make(offer: Omit<Offer, 'id'>): Promise<Offer>;
    /** Whether the offer still stood: of all that could end it at once, one gets true. */
    accept(offerId: string): Promise<boolean>;
    decline(offerId: string): Promise<boolean>;
  };
  /** Runs one of the plugin's own named statements in one round trip, as its tenant. */
  statement<Row extends object>(name: string, parameters: readonly unknown[]): Promise<Row[]>;
  readonly jobs: {
    /**
     * Wakes a worker; ids of the plugin's own rows only, never a person nor a pass holder: that a
     * job of this plugin is about somebody is seen by whoever sees the queue. Twice with one id is
     * once.
     */
    enqueue(job: string, options: { id: string; data?: Record<string, string> }): Promise<void>;
  };
  readonly secrets: Secrets;
  /** The id of a card's holder, or null: for routes that take a card. */
  findHolder(card: string): Promise<string | null>;
  /** The key of a place of this municipality by its id, or null. */
  placeKey(placeId: string): PlaceKey | null;
}
