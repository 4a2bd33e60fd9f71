import type { Cents, Weights } from './money.ts';
import type { Clock, Day, Period } from './period.ts';
import type { Reason, Text } from './text.ts';

/** The key by which configuration names a place: `swimming-pool`. */
export type PlaceKey = string;
/** The key by which configuration names an organizer: `library`. */
export type OrganizerKey = string;
/** The slug of a municipality: `lier`. */
export type MunicipalityKey = string;

/**
 * What every rule may know of a holder. Never the social status, never another plugin's roles:
 * who does not know it cannot leak it.
 */
export interface Holder {
  readonly birthDate: Day;
  /** Whole years, on the day of the facts. */
  readonly age: number;
  /** Where the holder lives, when that is a municipality of the installation. */
  readonly residence: MunicipalityKey | null;
  /** The other persons of the household, counted by their relation to the holder. */
  readonly household: {
    readonly partners: number;
    readonly children: number;
    readonly guardians: number;
  };
}

/** What is left of one allowance of a role. */
export interface AllowanceCount {
  readonly granted: number;
  readonly used: number;
  /** What is granted, less what was used and what lapsed with a use. */
  readonly remaining: number;
  /** The last day on which it can be used. */
  readonly validUntil: Day | null;
}

/** What a pure rule of a role decides on: frozen, complete, nothing from outside. */
export interface Facts<Config = unknown, Attributes = unknown> {
  readonly clock: Clock;
  /** The plugin's settings in the municipality that issued the role. */
  readonly config: Config;
  readonly holder: Holder;
  readonly role: {
    readonly name: string;
    readonly attributes: Attributes;
    readonly period: Period;
  };
  readonly allowances: Readonly<Record<string, AllowanceCount>>;
  /** Where the card is shown, when that was told. */
  readonly place: PlaceKey | null;
}

/**
 * One thing that a role lets the holder do, or would let do.
 *
 * Core adds what is the same for all: the period of the role, the refusal outside it or of a
 * blocked pass, what remains of the allowance and the refusal when nothing does.
 */
export interface Right {
  /** `<plugin>:<noun>:<verb>`. */
  readonly right: string;
  /** What the desk reads: "Zwembad binnengaan". The title of the role when left out. */
  readonly title?: Text;
  /** Where it holds; everywhere when left out. */
  readonly place?: PlaceKey;
  /** The allowance of which one use is taken when the right is used. */
  readonly allowance?: string;
  /** Present when the role does not grant it now. A plugin grants or is silent about others. */
  readonly reason?: Reason;
}

/** The price that is asked for: an event of an organizer, before any reduction. */
export interface Quote {
  readonly event: { readonly organizer: OrganizerKey; readonly place: PlaceKey | null };
  readonly regularPriceCents: Cents;
}

/** The facts of a role together with the rights that it grants now. */
export interface PricedFacts<Config = unknown, Attributes = unknown> extends Facts<
  Config,
  Attributes
> {
  /** Of all roles of the holder, as strings: combinations need no import. */
  readonly granted: readonly string[];
}

/** A price that a role offers for a quote, and who bears the difference. The lowest wins. */
export interface PriceProposal {
  readonly priceCents: Cents;
  readonly fundedBy: Weights;
}

/** A role that follows from facts, issued by nobody. */
export interface DerivedRole<Attributes = unknown> {
  readonly role: string;
  readonly period: Period;
  readonly attributes: Attributes;
}

/** On what a role's period is decided when it is issued or renewed. */
export interface Issuance<Config = unknown, Attributes = unknown> {
  readonly clock: Clock;
  readonly config: Config;
  readonly holder: Holder;
  readonly attributes: Attributes;
  /** The first day that was asked for; today when nothing was. */
  readonly from: Day;
  /** The role's period so far, when it is renewed. */
  readonly previous: Period | null;
}

/** One use of a role: what a fee or a funded price is decided on. */
export interface Use<Config = unknown, Attributes = unknown> extends Facts<Config, Attributes> {
  readonly allowance: string;
  readonly amount: number;
}

/**
 * What is settled of a role afterwards: a day of care, a lesson that was followed. No clock:
 * settled again tomorrow, it comes to the same.
 */
export interface Settlement<Config = unknown, Attributes = unknown, Data = unknown> {
  readonly config: Config;
  /** As on the service date. */
  readonly holder: Holder;
  readonly role: {
    readonly name: string;
    readonly attributes: Attributes;
    readonly period: Period;
  };
  /** The day for which it is owed. */
  readonly serviceDate: Day;
  /** Plain JSON that the plugin's own command hands in: the type of day, the half hours. */
  readonly data: Data;
}
