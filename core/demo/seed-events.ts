import type { Core } from '../core.ts';
import { createEvent } from '../events/create-event.ts';
import { placeId } from '../municipalities/installation.ts';
import { demoCaller, onceFor } from './demo-caller.ts';
import type { DemoEvent } from './demo-town.ts';
import type { DescribedTown } from './read-demo-towns.ts';

/** Sees to it that the events of a town exist. @returns the id of each, by its key in the file */
export async function seedEvents(core: Core, town: DescribedTown): Promise<Map<string, string>> {
  const events = Object.entries(town.demo.events);
  const ids = await Promise.all(
    events.map(async ([key, event]) => [key, await seedEvent(core, town, { key, event })] as const),
  );
  return new Map(ids);
}

async function seedEvent(
  core: Core,
  { municipality }: DescribedTown,
  { key, event }: { key: string; event: DemoEvent },
): Promise<string> {
  const { title, organizer, place, priceCents, earnsPoints, atMost } = event;
  const created = await createEvent(
    core,
    demoCaller(core.installation(), municipality, organizer),
    {
      event: {
        title,
        regularPriceCents: priceCents,
        placeId: place === undefined ? null : placeId(municipality.key, place),
        calendar: { type: 'PERMANENT' },
        earnsPoints,
        points: 1,
        limit: atMost ?? null,
        marginMinutes: 0,
      },
      command: onceFor(municipality.key, 'event', key),
    },
  );
  return created.id;
}
