import type { TObject } from 'typebox';
import type { Issuance, OrganizerKey } from './facts.ts';
import type { PartyKey, Weights } from './money.ts';
import type { CalendarPeriod, Period } from './period.ts';
import type { Text } from './text.ts';

/**
 * Who may see that a holder has a role: `public` is every desk; `owner` the owner's desks, in full,
 * and those that `shownTo` names, as the outward title; `hidden` as `owner`, and absent from
 * everybody else's counts, exports and searches.
 */
export type Visibility = 'public' | 'owner' | 'hidden';

/**
 * A counted amount that a role gives. Core counts it under lock and never beyond what is granted.
 *
 * What it says may follow from the attributes of the role; they are left out where no role in
 * particular is asked about.
 */
export interface AllowanceDefinition<Config> {
  readonly unit: 'turn' | 'cent';
  readonly title: Text;
  /** Turns or cents: whole, 0 or more. Of a calendar period 0 is none at all. */
  amount(config: Config, attributes?: never): number;
  /**
   * The calendar period in which the amount is granted, in each anew: what is left of it lapses.
   * The period of the role when null or left out.
   */
  period?(config: Config, attributes?: never): CalendarPeriod | null;
  /**
   * Of an amount in cents: the organizers that can be paid with it, all of which see the role. It
   * pays them a part of what the holder has to pay for a ticket, or an amount at their till; core
   * writes what that makes others owe, and `billing.used` is not asked. Nobody when left out.
   */
  paysFor?(config: Config, attributes?: never): readonly OrganizerKey[];
  /** Who bears what it pays; the owner of the role when left out. */
  fundedBy?(config: Config, attributes?: never): Weights;
  /**
   * Of turns: each ticket that is sold at a price of the role takes one, and nothing else does.
   */
  readonly takenByTicket?: true;
  /**
   * Of one that pays: what is left of it after it was used in part lapses with that use, and comes
   * back when the use is taken back. It stays when left out.
   */
  restLapses?(config: Config, attributes?: never): boolean;
  /**
   * Of one that pays: whoever is paid an amount at their till says what the holder still has to
   * pay there, and no more than that is paid. Of a ticket core knows it.
   */
  readonly needsToPay?: true;
  /** Uses at one place within so many minutes are one use. */
  windowMinutes?(config: Config): number;
  /** What the desk reads when nothing is left. */
  readonly usedUp: Text;
}

/** One role that a plugin can attach to a pass holder. */
export interface RoleDefinition<Config> {
  readonly title: Text;
  readonly visibility: Visibility;
  /**
   * What others than the owner see instead of the right, plugin, role, title and reason of a role
   * that is not public: neutral words that say nothing of the holder.
   */
  readonly outward?: { readonly name: string; readonly title: Text };
  /** The organizer that decides about the role. */
  owner(config: Config): OrganizerKey;
  /**
   * The organizers (partner, till, door) that see the outward title, and get the price that the
   * role proposes; none when left out. They may follow from the attributes of the role; without
   * these: all that some role of the kind could be shown to.
   */
  shownTo?(config: Config, attributes?: never): readonly OrganizerKey[];
  /** What is kept with each role; nothing when left out. */
  readonly attributes?: TObject;
  /**
   * What no schema can say of the attributes: the first of which the settings know nothing, with
   * what would be right; null for none. Pure.
   */
  unknownAttribute?(
    attributes: Readonly<Record<string, unknown>>,
    config: Config,
  ): { readonly name: string; readonly expected: string } | null;
  /**
   * The attribute of which each value is a role of its own, so that a holder can have several at
   * the same time: a series, a location. One role of the kind at a time when left out.
   */
  readonly oneForEach?: string;
  /** The plugin's own commands give it out and end it; desks sell and end it when left out. */
  readonly keptByPlugin?: boolean;
  /** When it holds. A derived role has no rule: `derive` gives its period. */
  period?(issuance: Issuance<Config, never>): Period;
  /** A second one while the first lasts extends it: turns are added, the end moves. */
  readonly toppedUp?: boolean;
  /**
   * Core takes the social tariff off what the holder pays: by the town's distribution key, or so
   * many percent that a party funds. No social tariff when left out.
   */
  social?(config: Config): 'distribution-key' | { percent: number; funder: PartyKey };
  /** Days after the start in which the holder may withdraw and gets everything back. */
  coolingOffDays?(config: Config): number;
  readonly allowances?: Readonly<Record<string, AllowanceDefinition<Config>>>;
}
