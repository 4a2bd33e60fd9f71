import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { showCardSystem, townsOfCardSystem } from '../municipalities/card-system-shape.ts';
import { openCard } from '../rights/open-card.ts';
import { clockAt } from '../contract/period.ts';
import { Card } from './card.entity.ts';
import { passNotFound } from './problems.ts';

/** A card as UiTPAS shows it: nothing of a holder. */
export interface ShownCard {
  readonly uitpasNumber: string;
  readonly cardSystem: ReturnType<typeof showCardSystem>;
  readonly cardType: 'NFC_CARD' | 'DIGITAL';
  readonly status: 'PROVISIONED' | 'LOCAL_STOCK' | 'ACTIVE' | 'BLOCKED' | 'DELETED';
  /** Of no card: cards of all kinds come from one stock. */
  readonly socialTariff: false;
}

/**
 * Shows a card, whether or not somebody has it, by any of its numbers.
 *
 * @throws Problem `pass-not-found`, `pass-of-another-card-system`
 */
export async function readCardStatus(
  core: Core,
  caller: Caller,
  asked: string,
): Promise<ShownCard> {
  const { cardSystemId, installation } = caller;
  const { day } = clockAt(core.now());
  const { card } = await openCard(core, caller, { card: asked, eventId: null, day });
  const stored = await tenantManager(core.orm, cardSystemId).findOne(Card, {
    cardSystemId,
    number: card.number,
  });
  if (!stored) throw passNotFound();
  return {
    uitpasNumber: stored.number,
    cardSystem: showCardSystem(townsOfCardSystem(installation, cardSystemId)),
    cardType: stored.type,
    status: stored.status,
    socialTariff: false,
  };
}
