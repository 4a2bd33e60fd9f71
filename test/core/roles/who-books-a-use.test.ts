import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { useRole } from '../../../core/roles/use-role.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody, newCommand, problemOf, sellAt } from './role-desk.ts';
import { townRoles } from './town-roles.ts';

/*
 * The sport service decides about the turn card. A turn at the city's pool is owed to the company
 * that runs it; one at the swimming pool costs nobody anything, and the company does not run that.
 */

const core = await openTestCore(t, testInstallation(townRoles));

for (const { place, booksIt, doNot } of [
  { place: 'city-pool', booksIt: ['sport', 'agb'], doNot: ['library', 'hr'] },
  { place: 'swimming-pool', booksIt: ['sport'], doNot: ['library', 'agb'] },
]) {
  t.test(`a turn at ${place} is booked by ${booksIt.join(' and ')} alone`, async (t) => {
    core.setNow('2026-11-20T10:00:00+01:00');
    const { passholderId, number } = await addSomebody(core);
    const card = { plugin: 'sport', role: 'turn-card' };
    const { roleId } = await sellAt(core, 'sport', { passholderId, ...card });
    const use = { roleId, card: number, placeId: placeId('lier', place) };
    const bookAs = (organizer: string) =>
      useRole(core, testCaller(core, organizer), { command: newCommand(), ...use });

    for (const organizer of doNot) {
      t.match(await problemOf(bookAs(organizer)), {
        problem: 'use-refused',
        reason: { code: 'not-booked-here' },
      });
    }
    let remaining = 10;
    for (const organizer of booksIt) {
      // A tap within the window of the last one would be the same turn.
      core.setNow(new Date(core.now() + 3_600_000).toISOString());
      remaining -= 1;
      t.match(await bookAs(organizer), { use: { remaining } });
    }
  });
}
