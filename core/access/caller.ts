import type { OrganizerKey } from '../contract/facts.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';

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
  readonly permissions: ReadonlySet<string>;
  /** Old numbers that betray poverty resolve for it. */
  readonly resolvesDiscreetAliases: boolean;
}
