import { randomUUID } from 'node:crypto';
import { actFor } from '../access/acting-organizer.ts';
import type { Caller } from '../access/caller.ts';
import type { PaymentMeans } from '../contract/money.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { refusalOf } from '../database/refusal.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { organizerId } from '../municipalities/installation.ts';
import { readStockCard } from '../passes/give-out.ts';
import { assertGivesOut } from '../passes/membership-price.ts';
import { invalidCard } from '../passes/problems.ts';
import { randomPassNumber } from '../passes/random-pass-number.ts';
import { type GivenCard, registrationRow } from '../passes/register-passholder.ts';
import type { SocialStatusRow } from '../tariffs/social-grant.ts';
import { type OpenedOrder, readOrder } from './read-order.ts';

/** What a desk does with an order: which card of the stock each gets, and how it was paid. */
export interface OrderCompletion {
  readonly orderId: string;
  /** By the id of the registration; who gets none here gets a pass without a card. */
  readonly cards: ReadonlyMap<string, string>;
  readonly means: PaymentMeans | undefined;
  readonly command: CommandKey;
}

/**
 * Gives out the passes of an order at a desk, to whom it was paid: each registration becomes a pass
 * holder and the pass is sold, as at any registration, all of them or none. Who proved a right to
 * the social tariff gets it, in the name of the service that manages it; the desk is not told.
 *
 * @throws Problem `not-found`; `invalid-data` for a card of a registration that the order does not
 * have; `invalid-card`, `invalid-uitpas-number`; the refusals of core/orders/orders.sql
 */
export async function completeOrder(
  core: Core,
  caller: Caller,
  { orderId, cards, means, command }: OrderCompletion,
): Promise<OpenedOrder> {
  const order = await readOrder(core, caller, orderId);
  const desk = actFor(caller, organizerId(order.municipality.key, order.organizer));
  for (const id of cards.keys()) {
    if (order.registrations.some((one) => one.id === id)) continue;
    throw invalidData({ detail: `/cards names another registration`, jsonPointer: '/cards' });
  }
  const holders = order.registrations.map((one) => ({
    registration: one.id,
    ...registrationRow(core, desk, {
      person: one.person,
      given: givenCard(desk, cards.get(one.id)),
      household: null,
      payment: { means },
      social: socialRow(core, desk, one.socialTariffUntil),
    }),
  }));
  try {
    await callFunction(core.pool, 'core.complete_order', [
      desk.cardSystemId,
      orderId,
      JSON.stringify(holders),
      new Date(core.now()).toISOString(),
      command.key,
      command.hash,
    ]);
  } catch (error) {
    throw refusalOf(error)?.name === 'card-not-in-stock' ? invalidCard() : error;
  }
  return readOrder(core, caller, orderId);
}

function givenCard({ municipality }: Caller, number: string | undefined): GivenCard {
  if (number === undefined) {
    assertGivesOut(municipality, 'DIGITAL');
    const free = { card: randomPassNumber(), cardType: 'DIGITAL' } as const;
    return { ...free, cardMayBeNew: false, chipNumber: null };
  }
  const card = readStockCard(number, '/cards');
  if (card.type === 'DIGITAL') throw new TypeError('a number is that of a card');
  return { card: card.number, cardType: card.type, cardMayBeNew: false, chipNumber: null };
}

function socialRow(core: Core, desk: Caller, until: string | null): SocialStatusRow | null {
  const { config, key } = desk.municipality;
  const [manager] = config.socialTariff.managedBy;
  const effectiveFrom = clockAt(core.now()).day;
  if (until === null || manager === undefined || until < effectiveFrom) return null;
  return {
    id: randomUUID(),
    status: 'ACTIVE',
    effectiveFrom,
    endDate: until,
    organizerId: organizerId(key, manager),
    clientId: desk.clientId,
    lookedAt: new Date(core.now()).toISOString(),
  };
}
