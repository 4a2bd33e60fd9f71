import { type Static, Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import type { RouteDefinition } from '../../core/contract/plugin.ts';
import { clockAt, isWithin } from '../../core/contract/period.ts';
import type { StaffConfig } from './config.ts';
import { doorNotFound } from './problems.ts';
import { doorsOf, everyDoor } from './zone-schedule.ts';

/** One badge on a card, as `staff_card.find_badges` tells it. */
interface FoundBadge {
  readonly zones: readonly string[];
  readonly valid_from: string;
  readonly valid_until: string | null;
}

const Params = Type.Object({ placeId: Type.String({ format: 'uuid' }) });
const Body = Type.Object({
  card: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
});

/**
 * Whether a card opens a door now: yes or no, in one round trip. An unknown card, a blocked one and
 * one without a right get the same answer.
 */
export const openDoor: RouteDefinition<StaffConfig> = {
  method: 'POST',
  path: '/doors/:placeId/open',
  summary: 'Ask whether a card opens a door now',
  permission: 'STAFF_CARD_DOORS_OPEN',
  changesNothing: true,
  // Every no, so that how often one may ask does not tell a badge from a card without any.
  isMiss: (answer) => !(answer as { open: boolean }).open,
  params: Params,
  body: Body,
  response: Type.Object({ open: Type.Boolean() }),
  problems: [doorNotFound],
  async handle(
    host: Host<StaffConfig>,
    { params, body }: { params: Static<typeof Params>; body: Static<typeof Body> },
  ) {
    const { config, municipality } = host;
    const door = host.placeKey(params.placeId);
    const isAsker = host.organizer !== null && config.doorOrganizers.includes(host.organizer);
    if (!isAsker || door === null || !everyDoor(config).has(door)) throw doorNotFound();

    const card = body.card.replace(/[\s.:-]/g, '').toUpperCase();
    const badges = await host.statement<FoundBadge>('find-badges', [card, municipality]);
    const clock = clockAt(host.now());
    const open = badges.some(({ zones, valid_from: from, valid_until: until }) => {
      return isWithin(clock.day, { from, until }) && doorsOf(zones, config, clock).get(door);
    });
    return { open };
  },
};
