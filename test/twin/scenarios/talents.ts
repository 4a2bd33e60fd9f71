import type { Town } from '../ask.ts';

const USE = 'GET /api/talententickets/use';
const COUNTS = 'GET /api/talententickets/exports/use';
const BUDGETS = 'GET /api/talententickets/exports/budgets';

const YOUTH = 'mechelen-youth';

/** The youth service of Mechelen reads how much was used; Lier has no talent tickets at all. */
export async function readTalents({ ask, hear }: Town): Promise<void> {
  hear('talent tickets are counted');
  for (const operation of [USE, COUNTS, BUDGETS]) {
    await ask(YOUTH, operation, { status: 200 });
    await ask('mechelen-judo-club', operation, { status: 403 });
    await ask('lier-library-desk', operation, { status: 404 });
  }
}
