import type { Cents } from '../contract/money.ts';
import type { ParticipationSale } from './decide-participation.ts';

/** What participations came to, in numbers and cents. */
export interface ParticipationSums {
  checkIns: number;
  sales: number;
  socialSales: number;
  /** Of the tickets, before any reduction. */
  priceCents: Cents;
  /** What holders paid, the towns of residence and the organizers bore. */
  holderCents: Cents;
  residenceCents: Cents;
  organizerCents: Cents;
}

/** The sums of a list, and those of each organizer by its key. */
export interface ParticipationFigures extends ParticipationSums {
  readonly byOrganizer: Map<string, ParticipationSums>;
}

const nothing = (): ParticipationSums => ({
  checkIns: 0,
  sales: 0,
  socialSales: 0,
  priceCents: 0,
  holderCents: 0,
  residenceCents: 0,
  organizerCents: 0,
});

/** Sums of nothing yet. */
export function noFigures(): ParticipationFigures {
  return { ...nothing(), byOrganizer: new Map() };
}

/** Adds one participation. */
export function countParticipation(
  figures: ParticipationFigures,
  organizer: string,
  sale: ParticipationSale | null,
): void {
  const own = figures.byOrganizer.get(organizer) ?? nothing();
  figures.byOrganizer.set(organizer, own);
  for (const sums of [figures, own]) {
    sums.checkIns += 1;
    if (sale === null) continue;
    sums.sales += 1;
    sums.socialSales += sale.isSocial ? 1 : 0;
    sums.priceCents += sale.fact.priceCents;
    sums.holderCents += sale.paidCents;
    sums.residenceCents += sale.residenceCents;
    sums.organizerCents += sale.organizerCents;
  }
}
