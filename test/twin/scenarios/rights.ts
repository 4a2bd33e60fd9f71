import { atThePartner, atTheTill, ownerOfBadge, ownerOfBenefit } from '../exceptions.ts';
import type { Question, Town } from '../ask.ts';
import { DISCREET_NUMBER, OLD_NUMBER } from '../persons.ts';

const RIGHTS = 'GET /api/passes/{number}/rights';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** Who reads rights at a desk of Lier, with what it may see of one twin. */
const READERS: Readonly<Record<string, Question['unless']>> = {
  'lier-library-desk': {},
  'lier-cultural-centre-desk': {},
  'lier-sports-desk': {},
  'lier-swim-desk': {},
  'lier-welfare': ownerOfBenefit,
  'lier-hairdresser-till': atThePartner,
  'lier-bus-counter': atThePartner,
  'lier-ticketing': {},
  'lier-restaurant-till': atTheTill,
  'lier-hr': ownerOfBadge,
};

/** A card is shown at every desk: what it grants, here and there, now and at other moments. */
export async function showCard({ ask, hear, twin, place, event }: Town): Promise<void> {
  hear('a card is shown');
  const { number, chipNumber } = twin;
  for (const [client, unless = {}] of Object.entries(READERS)) {
    await ask(client, RIGHTS, { status: 200, params: { number }, unless });
    const query = { placeId: place('town-hall-door') };
    await ask(client, RIGHTS, { status: 200, params: { number }, query, unless });
  }
  for (const at of ['2026-10-30T12:00:00+01:00', '2027-03-01T12:00:00+01:00']) {
    const query = { at, eventId: event('meal') };
    await ask('lier-restaurant-till', RIGHTS, { status: 200, params: { number }, query });
  }
  const library = 'lier-library-desk';
  for (const asked of [chipNumber, OLD_NUMBER]) {
    await ask(library, RIGHTS, { status: 200, params: { number: asked } });
  }
  for (const at of ['2026-11-19T12:00:00+01:00', '2027-03-01T12:00:00+01:00']) {
    const query = { at, eventId: event('reading') };
    await ask(library, RIGHTS, { status: 200, params: { number }, query });
  }
}

/** A desk looks at prices that it never takes, of events that others sell. */
export async function lookAtPrices({ ask, hear, twin, event }: Town): Promise<void> {
  hear('a desk is curious about prices');
  const { number } = twin;
  const curious = ['lier-library-desk', 'lier-sports-desk', 'lier-ticketing', 'lier-welfare'];
  for (const client of curious) {
    for (const key of ['meal', 'film', 'gymnastics', 'theatre', 'story-hour']) {
      const query = { eventId: event(key) };
      const unless = READERS[client] ?? {};
      await ask(client, RIGHTS, { status: 200, params: { number }, query, unless });
    }
  }
}

/** What is asked cannot be answered: it is refused in the same words. */
export async function askInVain({ ask, hear, twin }: Town): Promise<void> {
  hear('a rights check that is refused');
  const { number } = twin;
  const library = 'lier-library-desk';
  await ask(library, RIGHTS, { status: 404, params: { number: DISCREET_NUMBER } });
  await ask(library, RIGHTS, { status: 404, params: { number: '0999999999999' } });
  for (const query of [{ eventId: UNKNOWN }, { placeId: UNKNOWN }]) {
    await ask(library, RIGHTS, { status: 404, params: { number }, query });
  }
  const query = { organizerId: UNKNOWN };
  await ask(library, RIGHTS, { status: 403, params: { number }, query });
  await ask('mechelen-library-desk', RIGHTS, { status: 404, params: { number } });
  await ask('lier-kiosk', RIGHTS, { status: 403, params: { number } });
  await ask(null, RIGHTS, { status: 401, params: { number } });
}
