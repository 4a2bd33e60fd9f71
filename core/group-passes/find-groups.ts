import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import type { GroupFacts } from '../rights/card-facts.ts';

/** A group as `core.find_groups` tells it. */
export interface StoredGroup {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly street: string | null;
  readonly postalCode: string;
  readonly city: string;
  readonly municipalityId: string;
  /** ISO 8601. */
  readonly registeredAt: string;
  readonly uitpasNumber: string;
  readonly cardStatus: string;
  readonly socialTariff: GroupFacts['socialTariff'];
}

/** The groups that a number of a card, or an id, stands for: none or one, by name. */
export async function findGroups(
  core: Core,
  caller: Caller,
  asked: { readonly number: string } | { readonly id: string },
): Promise<StoredGroup[]> {
  const { day } = clockAt(core.now());
  return callForJson<StoredGroup[]>(core.pool, 'core.find_groups', [
    caller.cardSystemId,
    'number' in asked ? readPassIdentifier(asked.number) : null,
    'id' in asked ? asked.id : null,
    day,
  ]);
}
