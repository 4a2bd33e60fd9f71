/** A card after a desk changed it. */
export interface ChangedCard {
  readonly uitpasNumber: string;
  readonly status: 'ACTIVE' | 'BLOCKED';
  readonly passholderId: string;
  /** The number of the card that it replaced. */
  readonly replacedUitpasNumber: string | null;
}
