import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chargeSettlement } from '../billing/charge-settlement.ts';
import { oweSettlement } from '../billing/owe-settlement.ts';
import { reverseSettlement } from '../billing/reverse-settlement.ts';
import type { Host } from '../contract/host.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { askPool } from '../database/ask-pool.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { placeId } from '../municipalities/installation.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { countRoleUse } from '../roles/count-role-use.ts';
import { findRoleKind } from '../roles/role-kind.ts';
import type { HostContext } from './host-context.ts';
import { hostOffers } from './host-offers.ts';
import { hostOldNumbers } from './host-old-numbers.ts';
import { hostPassholders } from './host-passholders.ts';
import { hostRoles } from './host-roles.ts';
import { hostSecrets } from './host-secrets.ts';
import { HostTransaction } from './host-transaction.ts';
import { ownEntities } from './own-entities.ts';

/** PostgreSQL cuts longer names of statements off: two could become one. */
const MAX_STATEMENT_NAME = 63;

/**
 * Carries out one command of a plugin: a request, a job, an import, an export. What it does through
 * its host is kept together, or not at all when it throws; jobs are woken after the commit.
 *
 * @example await withHost(core, context, (host) => importer.run(host, rows, options))
 */
export async function withHost<Result>(
  core: Core,
  context: HostContext,
  command: (host: Host<never>) => Promise<Result>,
): Promise<Result> {
  return withTransaction(core, context, command);
}

/** A command of a client: what it does, and what it answers when its key comes again. */
export interface KeyedCommand<Result> {
  /** Of which command it is: one key is of one kind. */
  readonly kind: string;
  readonly key: CommandKey;
  handle(host: Host<never>, commandId: string): Promise<Result>;
  /** Changes nothing. */
  replay(host: Host<never>, commandId: string): Promise<Result>;
}

/**
 * Carries out a command of a plugin as {@link withHost} does, once: the same key never acts twice.
 *
 * @throws the refusal `idempotency-key-reused`
 */
export async function withHostOnce<Result>(
  core: Core,
  context: HostContext,
  command: KeyedCommand<Result>,
): Promise<Result> {
  return withTransaction(core, context, async (host, transaction) => {
    const newId = randomUUID();
    const earlier = await transaction.beginCommand(command.kind, command.key, newId);
    return earlier === null ? command.handle(host, newId) : command.replay(host, earlier);
  });
}

/** Carries out a command of a plugin as {@link withHost} does, with what core does of it beside. */
export async function withTransaction<Result>(
  core: Core,
  context: HostContext,
  work: (host: Host<never>, transaction: HostTransaction) => Promise<Result>,
): Promise<Result> {
  const transaction = new HostTransaction(core, context.municipality.cardSystemId);
  try {
    const host = makeHost(core, context, transaction) as Host<never>;
    const result = await work(host, transaction);
    await transaction.commit();
    return result;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

function makeHost(core: Core, context: HostContext, transaction: HostTransaction): Host {
  const { clientId, municipality, plugin, organizer } = context;
  const { cardSystemId } = municipality;
  const enabled = municipality.plugins.get(plugin.name);
  assert(enabled, `${municipality.key} has not enabled ${plugin.name}`);
  return {
    municipality: municipality.key,
    cardSystemId,
    config: enabled.config,
    organizer,
    client: clientId ?? null,
    now: core.now,
    newId: randomUUID,
    entities: ownEntities(transaction.em, plugin.entities ?? [], () => transaction.begin()),
    passholders: hostPassholders(core, context, transaction),
    oldNumbers: hostOldNumbers(context, transaction),
    roles: hostRoles(core, context, transaction),
    countUse: (question) =>
      transaction.within((em) => {
        const kind = findRoleKind(municipality, { plugin: plugin.name, role: question.role });
        assert(kind, `${plugin.name} has no role ${question.role}`);
        return countRoleUse(em, { ...question, kind, clock: clockAt(core.now()) });
      }),
    charge: async (order) =>
      (await transaction.within((em) => chargeSettlement(em, order, { core, context })))?.id ??
      null,
    chargeInParts: (order) =>
      transaction.within((em) => chargeSettlement(em, order, { core, context })),
    owe: (debt) => transaction.within((em) => oweSettlement(em, debt, { core, context })),
    reverse: (about) => transaction.within((em) => reverseSettlement(em, about, { core, context })),
    offers: hostOffers(core, context, transaction),
    statement: (name, parameters) => {
      // On a second connection it would wait for one that only this command can give free.
      assert(!transaction.hasBegun, `statement ${name} stands outside a command's transaction`);
      return runStatement(core, context, { name, parameters });
    },
    jobs: {
      async enqueue(job, { id, data = {} }) {
        assert(plugin.jobs?.[job], `${plugin.name} has no job ${job}`);
        transaction.wake({
          job: `${plugin.name}.${job}`,
          id: [plugin.name, municipality.key, job, id].join('/'),
          data: { ...data, municipality: municipality.key },
        });
      },
    },
    secrets: hostSecrets(core.keys, { plugin: plugin.name, cardSystemId }),
    findHolder: (card) => findHolder(transaction, cardSystemId, card),
    placeKey(id) {
      const key = Object.keys(municipality.config.places).find(
        (place) => placeId(municipality.key, place) === id,
      );
      return key ?? null;
    },
  };
}

async function runStatement<Row extends object>(
  core: Core,
  { municipality, plugin }: HostContext,
  asked: { name: string; parameters: readonly unknown[] },
): Promise<Row[]> {
  const text = plugin.statements?.[asked.name];
  assert(text !== undefined, `${plugin.name} has no statement ${asked.name}`);
  const name = `${plugin.name}:${asked.name}`;
  assert(name.length <= MAX_STATEMENT_NAME, `${name} has more than ${MAX_STATEMENT_NAME} signs`);
  const values = [municipality.cardSystemId, ...asked.parameters];
  return askPool<Row>(core.pool, { name, text, values });
}

/** By a number that betrays poverty nobody is found here: those resolve at welfare desks only. */
async function findHolder(
  transaction: HostTransaction,
  cardSystemId: number,
  card: string,
): Promise<string | null> {
  await transaction.begin();
  const [row] = await transaction.em.execute<{ holder: string | null }[]>(
    'select core.find_active_holder(?, ?) as holder',
    [cardSystemId, readPassIdentifier(card)],
  );
  return row?.holder ?? null;
}
