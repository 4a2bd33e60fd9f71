import type { EntityManager } from '@mikro-orm/postgresql';
import type { Holder } from '../contract/facts.ts';
import type { Clock, Period } from '../contract/period.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import type { CardFacts } from '../rights/card-facts.ts';
import { holderOf, residenceOf } from '../rights/held-roles.ts';
import { passholderNotFound } from './problems.ts';
import type { RoleKind } from './role-kind.ts';

/** A pass holder with all that deciding about a role needs to know. */
export interface RoleHolder {
  readonly passholderId: string;
  readonly facts: CardFacts;
  readonly holder: Holder;
  readonly residence: ActiveMunicipality | undefined;
  readonly residenceId: string | null;
}

/** Which pass holder, when, and by which configuration. */
export interface HolderQuestion {
  readonly cardSystemId: number;
  readonly passholderId: string;
  readonly installation: Installation;
  readonly clock: Clock;
}

/**
 * Waits until nobody else is changing the roles of a pass holder, and reads everything that
 * deciding about one needs to know. The holder stays locked until the end of the transaction.
 *
 * @param em of a transaction of the card system
 * @throws Problem `passholder-not-found`, also for an erased person
 */
export async function lockHolder(em: EntityManager, question: HolderQuestion): Promise<RoleHolder> {
  const { cardSystemId, passholderId, clock } = question;
  await em.execute('select core.lock_holder(?, ?)', [cardSystemId, passholderId]);
  const [row] = await em.execute<{ card: string | null }[]>(
    'select core.read_holder(?, ?, ?) as card',
    [cardSystemId, passholderId, clock.day],
  );
  return describeHolder(row?.card ?? null, question);
}

/**
 * Reads the answer of `core.read_holder`.
 *
 * @throws Problem `passholder-not-found`, also for an erased person
 */
export function describeHolder(card: string | null, question: HolderQuestion): RoleHolder {
  const { passholderId, installation, clock } = question;
  const facts = card === null ? null : (JSON.parse(card) as CardFacts);
  const holder = facts && holderOf(facts, installation, clock);
  if (!facts || !holder) throw passholderNotFound();
  const residence = residenceOf(facts, installation);
  return { passholderId, facts, holder, residence, residenceId: facts.holder?.residenceId ?? null };
}

/**
 * The roles of one kind that a holder has, or had in the last year; of a kind of which a holder can
 * have one for each value of an attribute, those with the value that is given.
 */
export function rolesOfKind(
  { facts }: RoleHolder,
  { definition, municipality, plugin, name }: RoleKind,
  given: Readonly<Record<string, unknown>>,
): { readonly id: string; readonly period: Period }[] {
  const { oneForEach } = definition;
  const valueOf = (attributes: unknown): unknown =>
    oneForEach === undefined ? null : (attributes as Record<string, unknown>)[oneForEach];
  return facts.roles
    .filter((role) => role.municipalityId === municipality.id)
    .filter((role) => role.plugin === plugin.definition.name && role.name === name)
    .filter((role) => valueOf(role.attributes) === valueOf(given))
    .map(({ id, validFrom, validUntil }) => ({
      id,
      period: { from: validFrom, until: validUntil },
    }));
}
