import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { ticketGrantRow } from '../coupons/ticket-grant-row.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { giveOut, readStockCard } from '../passes/give-out.ts';

/** An association or organization that gets a pass. */
export interface NewGroup {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly street: string | null;
  readonly postalCode: string;
  readonly city: string;
  /** A number of a card in the stock. */
  readonly card: string;
  /** So many tickets at the social tariff in each calendar year; null for coupons alone. */
  readonly socialTariff: { readonly ticketsPerYear: number; readonly lastDay: Day | null } | null;
}

/**
 * Gives a group a pass with a card of the stock. A group buys tickets and nothing else; who is in
 * it is not asked. Only who manages the social tariff of the town gives a group tickets at it.
 *
 * @returns the id of the group
 * @throws Problem `invalid-uitpas-number`, `invalid-card`, `invalid-card-status`; `forbidden`;
 * `invalid-data` for a social tariff that is over
 */
export async function registerGroup(
  core: Core,
  caller: Caller,
  { group, command }: { group: NewGroup; command: CommandKey },
): Promise<string> {
  const { cardSystemId, municipality, organizer } = caller;
  const now = core.now();
  const { day } = clockAt(now);
  const { card, socialTariff } = group;
  if (socialTariff && !municipality.config.socialTariff.managedBy.includes(organizer)) {
    throw forbidden({ detail: 'only who manages the social tariff of the town grants it' });
  }
  const until = socialTariff?.lastDay ?? null;
  if (until !== null && until < day) {
    const jsonPointer = '/socialTariff/endDate';
    throw invalidData({ detail: `${jsonPointer} is before today`, jsonPointer });
  }
  const grant = socialTariff && {
    coupon: null,
    volume: socialTariff.ticketsPerYear,
    period: 'YEAR' as const,
    from: day,
    until,
  };
  const given = readStockCard(card, '/uitpasNumber');
  return giveOut(core, { cardSystemId, given }, async (number) =>
    callFunction<string>(core.pool, 'core.register_group', [
      cardSystemId,
      JSON.stringify({
        id: randomUUID(),
        municipality_id: municipality.id,
        name: group.name,
        email: group.email,
        phone: group.phone,
        street: group.street,
        postal_code: group.postalCode,
        city: group.city,
        card: number,
        grant: grant && ticketGrantRow(caller, grant),
      }),
      new Date(now).toISOString(),
      command.key,
      command.hash,
    ]),
  );
}
