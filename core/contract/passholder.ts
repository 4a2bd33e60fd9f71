import type { Day } from './period.ts';

/** What core knows of a person for an importer to recognise somebody by. */
export interface KnownPassholder {
  readonly passholderId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: Day;
}

/** A holder of one of the plugin's own roles. */
export interface DescribedPassholder extends KnownPassholder {
  /** An e-mail address, of a holder who wants to be written to about services; null otherwise. */
  readonly mailTo: string | null;
}

/** The number of an old card, and the holder that it is to find. */
export interface OldNumber {
  readonly passholderId: string;
  /** As it stands on the old card: 1 to 64 characters. */
  readonly number: string;
}

/** Which residents `host.passholders.findResidents` looks for. */
export interface ResidentQuestion {
  /** Born from this day until that one, both included. */
  readonly born: { readonly from: Day; readonly until: Day };
  /** Who had a pass on this day, if not before. */
  readonly registeredBy: Day;
  /** Who never had a role of this plugin with these attributes, whether or not it has ended. */
  readonly without: {
    readonly role: string;
    readonly attributes: Readonly<Record<string, unknown>>;
  };
  /** So many at most. */
  readonly limit: number;
}
