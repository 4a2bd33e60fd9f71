import { randomUUID } from 'node:crypto';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { Household } from './household.entity.ts';

/**
 * Makes a household without anybody in it yet: `registerPassholder` adds persons.
 *
 * @returns its id
 */
export async function createHousehold(
  core: Core,
  { cardSystemId, id }: Pick<ActiveMunicipality, 'cardSystemId' | 'id'>,
): Promise<string> {
  const householdId = randomUUID();
  const em = tenantManager(core.orm, cardSystemId);
  em.create(Household, { cardSystemId, id: householdId, municipality: [cardSystemId, id] });
  await em.flush();
  return householdId;
}
