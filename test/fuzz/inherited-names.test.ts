import t from 'tap';
import { operationCases } from '../api/operations.ts';
import { requestsWith } from './arbitrary-requests.ts';
import { asCurl } from './as-curl.ts';
import { describedOperations } from './described-operation.ts';
import { faultIn, type OfLier } from './faults.ts';
import { openFuzzTowns } from './fuzz-towns.ts';
import { idsIn } from './unknown-twin.ts';

/** Every object has it, so every record that is looked into by a name that was sent. */
const INHERITED = 'constructor';

t.setTimeout(180_000);
const towns = await openFuzzTowns(t);
const described = describedOperations(towns.api.description);

t.test('a name that every object has is one that nobody gave', async (t) => {
  for (const { client, operation: operationId, prepare } of operationCases) {
    const operation = described.find((one) => one.operationId === operationId);
    if (!operation) throw new Error(`${operationId} is not described`);
    const faults: string[] = [];
    for (let place = 0, places = 1; place < places; place += 1) {
      // Each time about something new: what is done with one changes nothing for the next.
      const good = [await prepare(towns.api)];
      const ofLier: OfLier = new Set(idsIn(JSON.stringify(good)));
      const requests = requestsWith(INHERITED, { operation, good, known: [] });
      places = requests.length;
      const request = requests[place];
      if (!request) continue;
      const fault = await faultIn(towns, { operationId, client, request }, ofLier);
      if (fault !== null) faults.push(`${fault}\n  ${asCurl(request)}`);
    }
    t.same(faults, [], operationId);
  }
});
