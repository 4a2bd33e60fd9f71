import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { stableId } from '../municipalities/stable-id.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { invalidCardSystem } from '../rewards/problems.ts';
import type { KnownEvent } from './known-events.ts';
import { getEvent } from './list-events.ts';
import { assertOwnEvent } from './may-change-event.ts';
import { distributionKeyNotFound, invalidDistributionKey } from './problems.ts';

/** A card system whose cards can be used at an event, or not. */
export interface EventCardSystem {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  /** The distribution keys that are chosen by hand; one of them at most. */
  readonly manualDistributionKeys: readonly {
    readonly id: number;
    readonly name: string;
    readonly enabled: boolean;
  }[];
}

/** What is asked of one: what is left out is not enabled. */
export interface AskedCardSystem {
  readonly id: number;
  readonly enabled: boolean;
  readonly manualDistributionKeys?: readonly { readonly id: number; readonly enabled: boolean }[];
}

/**
 * The card systems that an event can take part in: that of its organizer, whose cards can be used
 * there unless the organizer took it out.
 *
 * @throws Problem `event-not-found`
 */
export async function readEventCardSystems(
  core: Core,
  caller: Caller,
  id: string,
): Promise<EventCardSystem[]> {
  const event = await getEvent(core, caller, id);
  const { cardSystem } = caller.municipality.config;
  return [
    {
      id: cardSystem.id,
      name: cardSystem.name,
      enabled: event.isInCardSystem,
      manualDistributionKeys: manualKeys(caller, event).map((key) => {
        return { ...key, enabled: key.name === event.distributionKey };
      }),
    },
  ];
}

/**
 * Takes an event out of the card system or puts it in again, and chooses by hand which distribution
 * key holds for it: one, because an answer names one social tariff. Not while tickets are sold.
 *
 * @throws Problem `event-not-found`, `forbidden`, `cardsystem-not-found`; `invalid-card-system` for
 * one that the event cannot take part in; `distributionkey-not-found`, `invalid-distributionkey`;
 * `event-already-has-ticketsales`
 */
export async function changeEventCardSystems(
  core: Core,
  caller: Caller,
  asked: { id: string; cardSystems: readonly AskedCardSystem[]; command: CommandKey },
): Promise<void> {
  const { id, cardSystems, command } = asked;
  const event = await getEvent(core, caller, id);
  assertOwnEvent(caller, event, 'EVENTS_UPDATE_ALL');
  for (const [at, one] of cardSystems.entries()) assertPossible(caller, one, `/${at}/id`);
  const own = cardSystems.findLast((one) => one.id === caller.cardSystemId);
  const change = {
    is_in_card_system: own?.enabled ?? false,
    distribution_key: chosenKey(caller, event, own),
  };
  await callFunction(core.pool, 'core.change_event', [
    caller.cardSystemId,
    id,
    JSON.stringify(change),
    true,
    'event-card-systems',
    command.key,
    command.hash,
  ]);
}

function assertPossible(caller: Caller, { id, enabled }: AskedCardSystem, jsonPointer: string) {
  if (id === caller.cardSystemId) return;
  if (caller.installation.ofCardSystem(id).length === 0) throw cardSystemNotFound({ jsonPointer });
  if (enabled) throw invalidCardSystem({ jsonPointer });
}

function chosenKey(
  caller: Caller,
  event: KnownEvent,
  own: AskedCardSystem | undefined,
): string | null {
  const known = manualKeys(caller, event);
  const asked = own?.manualDistributionKeys ?? [];
  const isKnown = ({ id }: { id: number }): boolean => known.some((key) => key.id === id);
  if (!asked.every(isKnown)) throw distributionKeyNotFound();
  const [chosen, other] = known.filter((key) =>
    asked.some(({ id, enabled }) => enabled && id === key.id),
  );
  if (other !== undefined) throw invalidDistributionKey();
  return chosen?.name ?? null;
}

/** The keys with a name, of the municipality of the organizer, each once. */
function manualKeys({ installation }: Caller, event: KnownEvent): { id: number; name: string }[] {
  const municipality = installation.organizer(event.organizerId)?.municipality;
  if (!municipality) return [];
  const names = municipality.config.distributionKeys.flatMap(({ name }) => name ?? []);
  return [...new Set(names)].map((name) => ({ id: keyId(municipality, name), name }));
}

/** A number for a name, as UiTPAS asks: the same for as long as the name stays. */
function keyId({ key }: ActiveMunicipality, name: string): number {
  return Number.parseInt(stableId(key, 'distribution-key', name).slice(0, 7), 16);
}
