import assert from 'node:assert/strict';
import type { Core } from '../core.ts';
import type { DescribedTown } from './read-demo-towns.ts';
import { seedCommands } from './seed-commands.ts';
import { seedEvents } from './seed-events.ts';
import { seedPass } from './seed-pass.ts';
import { seedRewards } from './seed-rewards.ts';

/** The ids of the events of each town, by their keys in its file. */
export type DemoEvents = ReadonlyMap<DescribedTown, ReadonlyMap<string, string>>;

/**
 * Sees to it that everything the demo describes is there, as it is described. A second time changes
 * nothing, and what a killed start left unfinished is finished by the next one.
 */
export async function seedDemo(core: Core, towns: readonly DescribedTown[]): Promise<DemoEvents> {
  const seeded = await allDone(
    towns.map(async (town) => {
      const events = await seedEvents(core, town);
      const pointsEvent = pointsEventOf(town, events);
      // Before the passes: a welcome comes with the first of a holder.
      await seedRewards(core, town);
      await allDone(town.demo.passes.map((pass) => seedPass(core, { town, pass, pointsEvent })));
      await seedCommands(core, town);
      return [town, events] as const;
    }),
  );
  return new Map(seeded);
}

/** The first event at which a holder can save a point every day. */
function pointsEventOf({ demo }: DescribedTown, ids: ReadonlyMap<string, string>) {
  const found = Object.entries(demo.events).find(
    ([, { earnsPoints, atMost }]) => earnsPoints && atMost === undefined,
  );
  const id = ids.get(found?.[0] ?? '');
  assert(found && id, `the demo of ${demo.municipality} has an event that earns points`);
  return { id, organizer: found[1].organizer };
}

/** As Promise.all, but also after a failure nothing is still at work when it answers. */
async function allDone<Result>(works: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
