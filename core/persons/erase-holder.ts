import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { addToDay, clockAt, type Day } from '../contract/period.ts';
import type { PersonSubject } from '../contract/persons.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { ownEntities } from '../plugins/own-entities.ts';
import { endedPeriod } from '../roles/decide-withdrawal.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { openPaymentUntil, statementDayOf } from './decide-erasure.ts';
import { passholderHasOpenPayments } from './problems.ts';

/** What a client or a job asks: forget who this was. */
export interface Erasure {
  readonly passholderId: string;
  readonly command: CommandKey | null;
}

/** What `core.open_erasure` answers. */
interface Erasable {
  /** The holder first, then persons without a pass whom nothing else connects with one. */
  readonly persons: readonly PersonSubject[];
  readonly roles: readonly {
    readonly id: string;
    readonly from: Day;
    readonly until: Day | null;
  }[];
  readonly lastStatementDay: Day | null;
}

/**
 * Erases a pass holder: the person and all that says who it was or what it did, here and in the
 * tables of plugins. Roles end, cards are of no use any more and never come back. Amounts stay for
 * the books, under the id of the pass holder, which leads to nobody; a command that made one of
 * these facts is refused as `fact-erased` when it comes again.
 *
 * A role stands in nobody's way: who asks to be forgotten need not say what to whom, and a refusal
 * would tell the desk of a role that it may not see. Only what is still to be paid does.
 *
 * @throws Problem `passholder-not-found`, also for a holder whom the municipality neither
 * registered nor houses; `passholder-has-open-payments`
 */
export async function eraseHolder(
  core: Core,
  { cardSystemId, municipality }: Pick<Caller, 'cardSystemId' | 'municipality'>,
  { passholderId, command }: Erasure,
): Promise<void> {
  const now = core.now();
  const today = clockAt(now).day;
  await tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const [begun] = await em.execute<{ earlier: string | null }[]>(
      'select core.begin_command(?, ?, ?, ?, ?) as earlier',
      [
        cardSystemId,
        command?.key ?? null,
        command?.hash ?? null,
        'passholder-erase',
        // Not the holder's: the command that erased is the one that is not forgotten.
        randomUUID(),
      ],
    );
    if (begun?.earlier) return;

    const [opened] = await em.execute<{ erasable: string | null }[]>(
      'select core.open_erasure(?, ?, ?, ?) as erasable',
      [cardSystemId, passholderId, municipality.id, today],
    );
    if (!opened?.erasable) throw passholderNotFound();
    const { persons, roles, lastStatementDay } = JSON.parse(opened.erasable) as Erasable;
    const unsettled = await unsettledDays(core, em, persons);
    const coming = statementDayOf(unsettled.reduce(laterOf, null), today);
    const lastDay = laterOf(lastStatementDay, coming);
    const openUntil = openPaymentUntil(lastDay, today);
    if (openUntil !== null) throw passholderHasOpenPayments({ openUntil });

    await eraseInPlugins(core, em, { persons, now });
    const yesterday = addToDay(today, { days: -1 });
    const ends = roles.map(({ id, ...period }) => ({ id, ...endedPeriod(period, yesterday) }));
    await em.execute('select core.erase_holder(?, ?, ?, ?, ?)', [
      cardSystemId,
      passholderId,
      `{${persons.map(({ personId }) => personId).join()}}`,
      JSON.stringify(ends),
      new Date(now).toISOString(),
    ]);
  });
}

/** What plugins have still to charge because of these persons: the last day of each. */
async function unsettledDays(
  core: Core,
  em: EntityManager,
  persons: readonly PersonSubject[],
): Promise<(Day | null)[]> {
  const days: (Day | null)[] = [];
  for (const { persons: part, entities = [] } of core.plugins.values()) {
    if (!part?.lastUnsettledDay) continue;
    const own = ownEntities(em, entities, async () => undefined);
    for (const who of persons) days.push(await part.lastUnsettledDay(own, who));
  }
  return days;
}

function laterOf(one: Day | null, other: Day | null): Day | null {
  return one === null || (other !== null && one < other) ? other : one;
}

/** Every plugin on disk: one that is switched off keeps its tables. */
async function eraseInPlugins(
  core: Core,
  em: EntityManager,
  { now, persons }: { readonly now: number; readonly persons: readonly PersonSubject[] },
): Promise<void> {
  for (const { persons: part, entities = [] } of core.plugins.values()) {
    if (!part) continue;
    const own = ownEntities(em, entities, async () => undefined);
    for (const who of persons) await part.erase(own, who, now);
  }
  // Before core removes the persons that these rows point to.
  await em.flush();
}
