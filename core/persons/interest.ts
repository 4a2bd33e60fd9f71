/**
 * What a holder can switch on to have rewards recommended: the categories of rewards in the words
 * of the UiTPAS API 4.0, sport, and what is for children.
 */
export const INTERESTS = [
  'Goede doel',
  'Eten en drinken',
  'Doen',
  'Gadget of item',
  'Sport',
  'Voor kinderen',
] as const;
export type Interest = (typeof INTERESTS)[number];
