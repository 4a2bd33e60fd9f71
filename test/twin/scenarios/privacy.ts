import type { Town } from '../ask.ts';
import { isForgotten, isToldAll, wasLookedAt } from '../privacy-exceptions.ts';

const EXPORT = 'GET /api/passholders/{id}/export';
const LOOKS = 'GET /api/passholders/{id}/looks';
const ERASE = 'DELETE /api/passholders/{passholderId}';
const RIGHTS = 'GET /api/passes/{number}/rights';
const CHECK_IN = 'POST /api/checkins';

const LIBRARY = 'lier-library-desk';
const PRIVACY = 'lier-privacy';
const UNKNOWN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/** The holder asks what is kept, and who looked; no desk is told. */
export async function askWhatIsKept({ ask, hear, twin }: Town): Promise<void> {
  hear('a holder asks what is kept');
  const params = { id: twin.passholderId };
  await ask(PRIVACY, EXPORT, { status: 200, params, unless: isToldAll });
  await ask(PRIVACY, LOOKS, { status: 200, params, unless: wasLookedAt });
  const query = { start: '0', limit: '1' };
  await ask(PRIVACY, LOOKS, { status: 200, params, query, unless: wasLookedAt });
  for (const client of [LIBRARY, 'lier-hr', 'lier-welfare', 'lier-finance', 'lier-admin']) {
    for (const route of [EXPORT, LOOKS]) await ask(client, route, { status: 403, params });
  }
  for (const route of [EXPORT, LOOKS]) {
    await ask(PRIVACY, route, { status: 404, params: { id: UNKNOWN } });
    await ask('mechelen-privacy', route, { status: 404, params });
  }
}

/** The holder asks to be forgotten: afterwards the card is one of nobody. */
export async function forgetHolder({ ask, core, hear, twin, event }: Town): Promise<void> {
  hear('a holder is forgotten');
  const params = { passholderId: twin.passholderId };
  for (const client of [LIBRARY, 'lier-hr', 'lier-welfare']) {
    await ask(client, ERASE, { status: 403, params });
  }
  await ask('mechelen-privacy', ERASE, { status: 404, params });
  // The lessons of this month come on a statement that is still to be paid.
  await ask(PRIVACY, ERASE, { status: 409, params });
  core.setNow('2027-01-02T10:00:00+01:00');
  await ask(PRIVACY, ERASE, { status: 204, params, unless: isForgotten });
  await ask(PRIVACY, ERASE, { status: 404, params });
  const { number } = twin;
  await ask(LIBRARY, RIGHTS, { status: 200, params: { number } });
  const tap = { eventId: event('reading'), uitpasNumber: number };
  await ask(LIBRARY, CHECK_IN, { status: 400, body: tap });
  for (const route of [EXPORT, LOOKS]) {
    await ask(PRIVACY, route, { status: 404, params: { id: twin.passholderId } });
  }
}
