import type { Facts, Right } from '../../core/contract/facts.ts';
import type { FriendsConfig } from './config.ts';
import { endsSoon } from './season.ts';

/** The right to a ticket at the friend's price. */
export const TICKET_DISCOUNT = 'membership-cc-friends:ticket:discount';
/** The right to book a seat before the public sale. */
export const BOOK_EARLY = 'membership-cc-friends:seat:book-early';
/** What reminds a desk that sees the card: the membership ends soon. */
export const RENEW = 'membership-cc-friends:membership:renew';

/** What a friend may do: buy cheaper, book first where the centre gives priority, go on in time. */
export function friendRights({ clock, config, role }: Facts<FriendsConfig>): Right[] {
  const nl = `Vriendenprijs in ${config.ticketDiscount.where}`;
  const discount = { right: TICKET_DISCOUNT, title: { nl } };
  const priority = { right: BOOK_EARLY, title: { nl: 'Voorrang bij het reserveren' } };
  const renewal = { right: RENEW, title: { nl: 'Nu te verlengen voor het volgende seizoen' } };
  return [
    discount,
    ...(config.priorityDays > 0 ? [priority] : []),
    ...(endsSoon(role.period, clock.day, config) ? [renewal] : []),
  ];
}
