import type { Caller } from '../access/caller.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { showOrganizer } from './organizer-shape.ts';

/** Which organizers are asked, and in what order. */
export interface OrganizerQuestion {
  /** `*` stands for any text; case does not matter. */
  readonly name?: string | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
}

const alphabet = new Intl.Collator('nl-BE');

/** The organizers of the caller's card system that a question is about, by name. */
export function searchOrganizers(caller: Caller, question: OrganizerQuestion) {
  const { name = '*', order = 'asc' } = question;
  const found = caller.installation
    .ofCardSystem(caller.cardSystemId)
    .flatMap(organizersOf)
    .filter((organizer) => matchesWildcard(organizer.name, name))
    .toSorted((a, b) => alphabet.compare(a.name, b.name) || alphabet.compare(a.id, b.id));
  return order === 'asc' ? found : found.toReversed();
}

function organizersOf(municipality: ActiveMunicipality) {
  return Object.keys(municipality.config.organizers).map((key) => showOrganizer(municipality, key));
}

/** Whether a text is what a pattern says; not by a regular expression, which could run for ever. */
export function matchesWildcard(text: string, pattern: string): boolean {
  const folded = text.toLocaleLowerCase('nl-BE');
  const pieces = pattern.toLocaleLowerCase('nl-BE').split('*');
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return folded === first;
  if (!folded.startsWith(first)) return false;

  let from = first.length;
  for (const piece of others) {
    const at = folded.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return folded.length - last.length >= from && folded.endsWith(last);
}
