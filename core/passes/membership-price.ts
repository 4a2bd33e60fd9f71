import type { Cents } from '../contract/money.ts';
import { ageOn, type Day } from '../contract/period.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { euroOf } from '../tariffs/euro.ts';
import { priceOfPass, priceOfReplacement, pricesOn } from './pass-sale.ts';
import { invalidCard } from './problems.ts';

/** What a pass is on. */
export type CardType = 'NFC_CARD' | 'DIGITAL';

/** What a pass costs somebody, as UiTPAS shows it: in euro, with words for the holder. */
export interface MembershipPrice {
  readonly price: number;
  readonly label: string;
  readonly description: string;
}

/** All prices of the passes of some towns on a day; a town without digital passes has none. */
export function membershipPrices(
  towns: readonly ActiveMunicipality[],
  { cardType, day }: { cardType: CardType; day: Day },
): MembershipPrice[] {
  return towns
    .filter((town) => givesOut(town, cardType))
    .flatMap((town) => {
      const { regularCents, reducedCents, reducedUnderAge } = pricesOn(
        town.config.pass.prices,
        day,
      );
      return [
        shown(town, regularCents, `vanaf ${reducedUnderAge} jaar`),
        shown(town, reducedCents, `onder ${reducedUnderAge} jaar`),
      ];
    });
}

/**
 * What a pass of a town costs who has none yet. The same whoever has the social tariff: the price
 * of a pass may not tell who.
 *
 * @throws Problem `invalid-card` when the town has no such passes
 */
export function newMembershipPrice(
  town: ActiveMunicipality,
  asked: { cardType: CardType; birthDate: Day; day: Day },
): MembershipPrice {
  assertGivesOut(town, asked.cardType);
  const { prices } = town.config.pass;
  const { reducedUnderAge } = pricesOn(prices, asked.day);
  const isYoung = ageOn(asked.birthDate, asked.day) < reducedUnderAge;
  const whom = `${isYoung ? 'onder' : 'vanaf'} ${reducedUnderAge} jaar`;
  return shown(town, priceOfPass(prices, asked), whom);
}

/** What another card of a town costs its holder. @throws Problem `invalid-card`, as above */
export function replacementPrice(
  town: ActiveMunicipality,
  { cardType, day }: { cardType: CardType; day: Day },
): MembershipPrice {
  assertGivesOut(town, cardType);
  return shown(town, priceOfReplacement(town.config.pass.prices, day), 'vervanging');
}

/** @throws Problem `invalid-card` when a town gives out no passes of this type */
export function assertGivesOut(town: ActiveMunicipality, cardType: CardType): void {
  if (!givesOut(town, cardType)) throw invalidCard({ detail: 'this town has no digital passes' });
}

function givesOut({ config }: ActiveMunicipality, cardType: CardType): boolean {
  return cardType === 'NFC_CARD' || config.pass.digital === true;
}

function shown({ config }: ActiveMunicipality, cents: Cents, whom: string): MembershipPrice {
  const label = `UiTPAS ${config.name}, ${whom}`;
  const euro = new Intl.NumberFormat('nl-BE', { style: 'currency', currency: 'EUR' });
  const amount = cents === 0 ? 'gratis' : euro.format(euroOf(cents));
  return { price: euroOf(cents), label, description: `${label}: ${amount}` };
}
