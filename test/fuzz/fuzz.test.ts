import fc from 'fast-check';
import t from 'tap';
import { verifyInstallation } from '../../core/verify/verify-installation.ts';
import type { OperationCase } from '../api/operation-case.ts';
import { operationCases } from '../api/operations.ts';
import { arbitraryRequest, type WireRequest } from './arbitrary-requests.ts';
import { asCurl } from './as-curl.ts';
import { describedOperations } from './described-operation.ts';
import { faultIn, type OfLier } from './faults.ts';
import { openFuzzTowns } from './fuzz-towns.ts';
import { knownValues } from './known-values.ts';
import { idsIn } from './unknown-twin.ts';

/*
 * Requests of every operation, right, nearly right and wrong, made from the description that the
 * API serves: `FUZZ_RUNS` of each (100 when not given), by `FUZZ_SEED`, of `FUZZ_OPERATION` alone
 * when it is named. The same seed makes the same requests, but for the ids that the database gives.
 */

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 100);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_120);
const ONLY = process.env['FUZZ_OPERATION'];

/** After so many the ids are made anew: a holder that was erased is no deep water any more. */
const BATCH = 100;
/** Good calls of each operation to begin from. */
const GOOD = 2;
/** Operations that are asked at the same time. */
const SIDE_BY_SIDE = 6;

t.setTimeout(RUNS * 6_000 + 60_000);
const towns = await openFuzzTowns(t);
const { api } = towns;
/** Operations in which something was found. */
const failed = new Set<string>();
const described = describedOperations(api.description);
const cases = operationCases.filter(({ operation }) => operation === (ONLY ?? operation));

t.test('whatever is asked, the API answers as described, and only its own town', async (t) => {
  for (let done = 0, batch = 0; done < RUNS; done += BATCH, batch += 1) {
    const runs = Math.min(BATCH, RUNS - done);
    const faults = await runBatch({ runs, seed: SEED + batch });
    for (const fault of faults) t.fail(fault);
    // One that failed is not asked again: what else there is comes to light as well.
    t.pass(`${runs} requests of each of ${cases.length} operations, seed ${SEED + batch}`);
  }
});

t.test('after all this the books and the balances are right', async (t) => {
  const laws = await verifyInstallation(api.core);

  t.same(
    laws.filter(({ wrong }) => wrong > 0),
    [],
  );
});

interface Batch {
  readonly runs: number;
  readonly seed: number;
}

async function runBatch(batch: Batch): Promise<string[]> {
  const prepared = [];
  for (const one of cases.filter(({ operation }) => !failed.has(operation))) {
    const good = [];
    for (let count = 0; count < GOOD; count += 1) good.push(await one.prepare(api));
    prepared.push({ one, good });
  }
  const known = knownValues(prepared.flatMap(({ good }) => good));
  const ofLier: OfLier = new Set(prepared.flatMap(({ good }) => idsIn(JSON.stringify(good))));
  const waiting = prepared.values();
  const faults: string[] = [];
  const runNext = async (): Promise<void> => {
    for (const { one, good } of waiting) {
      const operation = described.find(({ operationId }) => operationId === one.operation);
      if (!operation) throw new Error(`${one.operation} is not described`);
      const requests = arbitraryRequest({ operation, good, known });
      const property = fc.asyncProperty(requests, async (request) => {
        const fault = await faultIn(towns, { ...asker(one), request }, ofLier);
        if (fault !== null) throw new Error(fault);
      });
      const found = await fc.check(property, { seed: batch.seed, numRuns: batch.runs });
      if (!found.failed) continue;
      failed.add(one.operation);
      faults.push(tell(one, batch, found));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, runNext));
  return faults;
}

function asker({ operation, client }: OperationCase): { operationId: string; client: string } {
  return { operationId: operation, client };
}

function tell(one: OperationCase, { seed }: Batch, found: fc.RunDetails<[WireRequest]>): string {
  const [request] = found.counterexample ?? [];
  const reason = found.errorInstance instanceof Error ? found.errorInstance.message : 'interrupted';
  return [
    `${one.operation} as ${one.client}: ${reason}`,
    `  FUZZ_SEED=${seed} FUZZ_OPERATION=${one.operation} npx node test/fuzz/fuzz.test.ts`,
    `  ${request ? asCurl(request) : ''}`,
  ].join('\n');
}
