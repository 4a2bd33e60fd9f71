import type { OrganizerKey } from '../contract/facts.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';

/** A person who signed in at the identity provider, as a token says it. */
export interface SignedInUser {
  /** The subject at the identity provider; of a UiTiD the id that it had before. */
  readonly id: string;
  /** Null unless the provider says that the address was verified. */
  readonly email: string | null;
  /** Eleven digits; null unless the person signed in by an identity card or itsme. */
  readonly nationalNumber: string | null;
}

/**
 * Who is asking, on whose behalf, and by which configuration: made once per request from the
 * bearer token, and the only source of "may" and "whose".
 */
export interface Caller {
  readonly clientId: string;
  readonly cardSystemId: number;
  /** The configuration that this request is decided by, also if it is reloaded meanwhile. */
  readonly installation: Installation;
  /** The municipality of the acting organizer. */
  readonly municipality: ActiveMunicipality;
  /** The organizer on whose behalf the caller acts: the one it named, else its default. */
  readonly organizer: OrganizerKey;
  /** All organizers it may act for, the default first. */
  readonly organizers: readonly OrganizerKey[];
  /** What it may do for the acting organizer. */
  readonly permissions: ReadonlySet<string>;
  /** What it may do for each of its organizers; left out where that is the same for all. */
  readonly permissionsFor?: ReadonlyMap<OrganizerKey, ReadonlySet<string>>;
  /** The pass holder who signed in; of a client of pass holders only. */
  readonly citizen?: SignedInUser;
  /** The admin who signed in; of a client of admins only. */
  readonly admin?: SignedInUser;
  /** Old numbers that betray poverty resolve for it. */
  readonly resolvesDiscreetAliases: boolean;
}
