import type { Facts, Right } from '../../core/contract/facts.ts';
import type { FriendsConfig } from './config.ts';

/** The right to a ticket at the friend's price. */
export const TICKET_DISCOUNT = 'membership-cc-friends:ticket:discount';
/** The right to book a seat before the public sale. */
export const BOOK_EARLY = 'membership-cc-friends:seat:book-early';

/** What a friend may do: buy cheaper, and book first where the centre gives priority. */
export function friendRights({ config }: Facts<FriendsConfig>): Right[] {
  const nl = `Vriendenprijs in ${config.ticketDiscount.where}`;
  const discount = { right: TICKET_DISCOUNT, title: { nl } };
  const priority = { right: BOOK_EARLY, title: { nl: 'Voorrang bij het reserveren' } };
  return config.priorityDays > 0 ? [discount, priority] : [discount];
}
