import type { RightsAnswer } from '../rights/check-rights.ts';
import type { SeenRight } from '../rights/show-rights.ts';
import { shownEuro } from '../tariffs/euro.ts';

/** What the desk page shows of a card, in Dutch. */
export interface DeskAnswer {
  readonly name: string;
  /** In groups of four digits, as a card has it. */
  readonly number: string;
  readonly points: number;
  /** Why the card grants nothing at all; null when it is in order. */
  readonly refusal: string | null;
  /** What the holder pays for the event that was asked about; null without one. */
  readonly price: string | null;
  readonly rights: readonly DeskRight[];
}

/** One line of the desk page: yes or no, to what, by which role, and how much or why not. */
export interface DeskRight {
  readonly permit: boolean;
  readonly title: string;
  /** Null when it would only say the title again. */
  readonly role: string | null;
  readonly remaining: string | null;
  readonly detail: string | null;
}

/** Puts the answer to a rights check in words for a clerk: what is granted comes first. */
export function describeAnswer(answer: RightsAnswer, rights: readonly SeenRight[]): DeskAnswer {
  const { facts, blocked, price } = answer;
  const refusal = blocked?.nl ?? null;
  return {
    name: nameOf(facts.holder),
    number: facts.card.number.replaceAll(/\d{4}(?=\d)/g, '$& '),
    points: facts.holder?.points ?? 0,
    refusal,
    price: price && formatEuro(price.priceCents),
    rights: rights
      .map((right) => describeRight(right, refusal))
      .sort((a, b) => Number(b.permit) - Number(a.permit) || compareDutch(a, b)),
  };
}

/** `€ 8,50`, as a till in Flanders shows it; nothing to pay is `gratis`. */
export function formatEuro(cents: number): string {
  if (cents === 0) return 'gratis';
  return shownEuro(cents);
}

function nameOf(holder: RightsAnswer['facts']['holder']): string {
  if (!holder) return 'Kaart zonder houder';
  const { firstName, group, initial } = holder;
  if (group) return group.name;
  if (firstName === null) return 'Naam niet bekend';
  return initial ? `${firstName} ${initial}.` : firstName;
}

/** @param refusal of the card as a whole, which is not said again with each right */
function describeRight({ shown, roleTitle, unit }: SeenRight, refusal: string | null): DeskRight {
  const { permit, remaining, reason, validUntil } = shown;
  const title = shown.title.nl;
  const until = validUntil && `Geldig tot en met ${formatDay(validUntil)}`;
  return {
    permit,
    title,
    role: roleTitle.nl === title ? null : roleTitle.nl,
    remaining: permit && remaining !== null ? describeRemaining(remaining, unit) : null,
    detail: reason ? (reason.nl === refusal ? null : reason.nl) : until,
  };
}

function describeRemaining(remaining: number, unit: SeenRight['unit']): string | null {
  switch (unit) {
    case 'turn':
      return `nog ${remaining} ${remaining === 1 ? 'beurt' : 'beurten'}`;
    case 'cent':
      return `nog ${formatEuro(remaining)}`;
    case null:
      return null;
  }
}

function compareDutch(a: DeskRight, b: DeskRight): number {
  const words = ({ role, title }: DeskRight): string => `${role ?? title} ${title}`;
  return words(a).localeCompare(words(b), 'nl');
}

/** `31 augustus 2027`. */
function formatDay(day: string): string {
  return Temporal.PlainDate.from(day).toLocaleString('nl-BE', { dateStyle: 'long' });
}
