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

const towns = await openFuzzTowns(t);
const described = describedOperations(towns.api.description);

t.test('a name that every object has is one that nobody gave, wherever it is sent', async (t) => {
  for (const { client, operation: operationId, prepare } of operationCases) {
    const operation = described.find((one) => one.operationId === operationId);
    if (!operation) throw new Error(`${operationId} is not described`);
    const good = [await prepare(towns.api)];
    const ofLier: OfLier = new Set(idsIn(JSON.stringify(good)));
    const requests = requestsWith(INHERITED, { operation, good, known: [] });
    const faults: string[] = [];
    for (const request of requests) {
      const fault = await faultIn(towns, { operationId, client, request }, ofLier);
      if (fault !== null) faults.push(`${fault}\n  ${asCurl(request)}`);
    }
    t.same(faults, [], `${operationId}: in ${requests.length} places`);
  }
});
