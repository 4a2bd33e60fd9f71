import assert from 'node:assert/strict';
import type { Caller } from '../access/caller.ts';
import type { OrganizerKey } from '../contract/facts.ts';
import type { CommandKey } from '../http/idempotency.ts';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import { stableId } from '../municipalities/stable-id.ts';

/** The demo itself, acting at the desk of an organizer. */
export function demoCaller(
  installation: Installation,
  municipality: ActiveMunicipality,
  organizer: OrganizerKey,
): Caller {
  return {
    clientId: 'demo',
    cardSystemId: municipality.cardSystemId,
    installation,
    municipality,
    organizer,
    organizers: [organizer],
    permissions: new Set(),
    resolvesDiscreetAliases: false,
  };
}

/** The organizer that does what no desk is named for. */
export function anyOrganizer(municipality: ActiveMunicipality): OrganizerKey {
  const [organizer] = Object.keys(municipality.config.organizers);
  assert(organizer !== undefined, `${municipality.key} has an organizer: its schema says so`);
  return organizer;
}

/** The key of a thing that the demo does once and for ever, whatever its file says later. */
export function onceFor(...path: readonly string[]): CommandKey {
  return { key: stableId('demo', ...path), hash: 'demo' };
}
