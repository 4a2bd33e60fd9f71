import type { ImportColumn } from '../contract/plugin.ts';

/** The columns of the list of participations that a town takes over from its old system. */
export const PARTICIPATION_COLUMNS = [
  { key: 'moment', titles: ['moment', 'tijdstip', 'datum en uur'], required: true },
  { key: 'passNumber', titles: ['pasnummer', 'kaartnummer'], required: true },
  { key: 'activity', titles: ['activiteit'], required: true },
  { key: 'organizer', titles: ['organisator'], required: true },
  { key: 'price', titles: ['prijs in cent'], required: true },
] as const satisfies readonly ImportColumn[];

/** The keys of {@link PARTICIPATION_COLUMNS}. */
export type ParticipationKey = (typeof PARTICIPATION_COLUMNS)[number]['key'];
