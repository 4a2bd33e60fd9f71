import t from 'tap';
import { Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import { createEvent } from '../../../core/events/create-event.ts';
import { runImport } from '../../../core/imports/run-import.ts';
import { withHost } from '../../../core/plugins/host.ts';
import { checkIn } from '../../../core/points/check-in.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { orderOf, sell } from '../tariffs/ticket-desk.ts';

/** What the importer does beside giving a badge; called with the number of the row. */
let whileWriting: (row: number) => Promise<void> = async () => {};
/** Called between deciding and the first row that is written. */
let afterDeciding: () => Promise<void> = async () => {};

/** A hidden badge for everybody on the list who has none yet. */
const badges = definePlugin({
  name: 'badges',
  title: { nl: 'Badges' },
  config: Type.Object({}),
  roles: {
    badge: {
      title: { nl: 'Badge' },
      visibility: 'hidden',
      outward: { name: 'benefit', title: { nl: 'Voordeel' } },
      owner: () => 'hr',
      period: ({ from }) => ({ from, until: null }),
    },
  },
  importers: {
    staff: {
      title: { nl: 'Personeel' },
      columns: [{ key: 'holder', titles: ['houder'], required: true }],
      async decide(host, rows) {
        const held = await host.roles.list('badge');
        const known = new Set(held.map(({ passholderId }) => passholderId));
        const decisions = rows.map(({ row, cells }) => {
          const passholderId = cells['holder'] ?? '';
          if (known.has(passholderId)) return { row, outcome: 'unchanged' as const };
          const write = (writing: Host): Promise<void> => giveBadge(writing, { row, passholderId });
          return { row, outcome: 'new' as const, write };
        });
        await afterDeciding();
        return decisions;
      },
    },
  },
}).definition as unknown as PluginDefinition;

async function giveBadge(
  host: Host,
  { row, passholderId }: { row: number; passholderId: string },
): Promise<void> {
  const takenOver = { from: '2026-01-01', until: null };
  await host.roles.issue({ passholderId, role: 'badge', takenOver });
  await whileWriting(row);
}

const core = await openTestCore(t, testInstallation([{ definition: badges, config: {} }]));
const library = testCaller(core, 'library', {
  permissions: ['TICKETSALES_REGISTER', 'CHECKINS_WRITE'],
});

t.beforeEach(async () => {
  whileWriting = async () => {};
  afterDeciding = async () => {};
  await core.asOwner('truncate core.role cascade');
});

const numbers = Array.from({ length: 60 }, (_, at) => String(1_000_000_000_000 + at));
const holders: string[] = [];
for (const number of numbers) holders.push((await addHolder(core, { number })).passholderId);

const importBadges = (dryRun = false) =>
  runImport(core, {
    kind: 'staff',
    municipality: 'lier',
    source: { bytes: Buffer.from(['houder', ...holders].join('\n')) },
    dryRun,
  });
const countBadges = async (): Promise<number> =>
  (await core.asOwner('select 1 from core.role where ended_at is null')).length;

const { id: eventId } = await createEvent(core, testCaller(core, 'library'), {
  event: {
    title: 'Lezing',
    regularPriceCents: 1000,
    placeId: null,
    calendar: { type: 'PERMANENT' },
    earnsPoints: true,
    points: 1,
    limit: null,
    marginMinutes: 60,
  },
  command: NO_KEY,
});

/** Saves a point and buys a ticket with the card of somebody. */
async function visit(card: string): Promise<void> {
  await checkIn(core, library, { card, eventId, command: NO_KEY });
  await sell(core, library, { tickets: [await orderOf(core, library, { card, eventId })] });
}

t.test('whose badge is just being written saves points and buys tickets at once', async (t) => {
  let visits = 0;
  whileWriting = async (row) => {
    if (row !== 2 && row !== 51) return;
    // The transaction that writes these rows waits for this, and this for nothing.
    await visit(numbers[row - 2] ?? '');
    visits += 1;
  };

  const report = await importBadges();

  t.equal(visits, 2);
  t.equal(report.outcomes.new, 60);
  t.equal(await countBadges(), 60);
});

t.test(
  'a list is written in parts; what was interrupted is completed by the same list',
  async (t) => {
    whileWriting = async (row) => {
      if (row === 57) throw new Error('killed');
    };

    await t.rejects(importBadges(), /killed/);
    const kept = await countBadges();
    whileWriting = async () => {};
    const again = await importBadges();

    t.equal(kept, 50, 'a whole part');
    t.match(again.outcomes, { new: 10, unchanged: 50 });
    t.equal(await countBadges(), 60);
    t.match((await importBadges()).outcomes, { new: 0, unchanged: 60 });
  },
);

t.test('what a desk changed after the list was decided is decided again', async (t) => {
  afterDeciding = async () => {
    afterDeciding = async () => {};
    await giveElsewhere(holders[54] ?? '');
  };

  const report = await importBadges();

  t.match(report.outcomes, { new: 59, unchanged: 1 });
  t.equal(await countBadges(), 60);
});

t.test('a trial tells what the run does, and keeps nothing', async (t) => {
  await giveElsewhere(holders[3] ?? '');

  const trial = await importBadges(true);
  const before = await countBadges();
  const run = await importBadges();

  t.equal(before, 1);
  t.same({ ...run, dryRun: true }, trial);
});

/** As a command of the plugin at a desk of its own. */
async function giveElsewhere(passholderId: string): Promise<void> {
  const { installation, municipality } = testCaller(core, 'hr');
  const context = { installation, municipality, plugin: badges, organizer: 'hr' };
  await withHost(core, context, (host) => giveBadge(host, { row: 0, passholderId }));
}
