import type { Test } from 'tap';
import type { Exception, Exchange } from './ask.ts';
import {
  makeRename,
  maskAmounts,
  maskHeaders,
  maskIds,
  maskLogLine,
  maskMetrics,
  maskRandom,
  type Rename,
} from './mask.ts';
import type { Told } from './open-town.ts';
import type { Trait } from './persons.ts';

/** Who pays less by the social tariff: only of these the amounts may differ, everywhere. */
const ENTITLED: ReadonlySet<Trait> = new Set(['active', 'in grace']);

/**
 * Holds everything that was seen of a twin equal to what was seen of the one without the trait:
 * answer by answer, then the log, the metrics, the jobs and the announcements. An exception that is
 * none any more is struck out.
 */
export function assertAlike(t: Test, other: Told, plain: Told): void {
  const { trait } = other;
  t.equal(other.exchanges.length, plain.exchanges.length, 'as many questions were asked');
  const [seenOfOther, seenOfPlain] = [makeView(trait), makeView(trait)];
  const excused = new Map<string, boolean>();
  for (const [at, exchange] of other.exchanges.entries()) {
    const twin = plain.exchanges[at];
    if (!twin) break;
    t.same(seenOfOther(exchange), seenOfPlain(twin), exchange.label);
    const { because = '', perhaps } = exchange.unless[trait] ?? { perhaps: true };
    if (perhaps) continue;
    const differs = bareView(exchange, trait) !== bareView(twin, trait);
    excused.set(because, differs || excused.get(because) === true);
  }
  for (const [because, isOne] of excused) t.ok(isOne, `still an exception: ${because}`);
  t.same(other.log.map(maskLogLine), plain.log.map(maskLogLine), 'the log says the same');
  t.same(maskMetrics(other.metrics), maskMetrics(plain.metrics), 'the metrics count the same');
  t.same(other.jobs.map(maskIds), plain.jobs.map(maskIds), 'the same jobs are woken');
  const factsOf = ({ facts }: Told): string[] => facts.map(maskIds).toSorted();
  t.same(factsOf(other), factsOf(plain), 'the same is announced');
}

/** What is compared of an exchange; ids are named over the whole story. */
function makeView(trait: Trait): (exchange: Exchange) => object {
  const rename = makeRename();
  return (exchange) => view(exchange, { trait, rename });
}

function view(exchange: Exchange, { trait, rename }: { trait: Trait; rename: Rename }): object {
  const exception = exchange.unless[trait];
  const { label, status, headers, body, rows, statements } = exchange;
  const even = exception?.body ? exception.body(body) : withoutPage(body);
  const isAmountFree = ENTITLED.has(trait) || exception?.amounts === true;
  const compared = isAmountFree ? maskAmounts(even) : even;
  const bytes = { sent: Buffer.byteLength(body), compared: Buffer.byteLength(compared) };
  return {
    label,
    status,
    // Two that are asked at once have no order.
    statements: exception?.statements ? [] : statements.toSorted(),
    headers: maskHeaders(headers, bytes),
    body: maskRandom(compared, rename),
    rows: withoutExcepted(rows, exception),
  };
}

/** A page with the check-in code of an event is of no holder, and is drawn anew each time. */
function withoutPage(body: string): string {
  return body.startsWith('%PDF') ? '%PDF' : body;
}

/** Without any exception: to see that each is one. */
function bareView({ body, rows }: Exchange, trait: Trait): string {
  const compared = ENTITLED.has(trait) ? maskAmounts(body) : body;
  return JSON.stringify([maskRandom(compared, maskIds), rows]);
}

function withoutExcepted(
  rows: Exchange['rows'],
  exception: Exception | undefined,
): Exchange['rows'] {
  const kept = Object.entries(rows).filter(([table]) => !exception?.rows?.includes(table));
  return Object.fromEntries(kept);
}
