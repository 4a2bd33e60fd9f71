import { randomUUID } from 'node:crypto';
import t from 'tap';
import type { RouteRequest } from '../../../core/contract/plugin.ts';
import type { Host } from '../../../core/contract/host.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { municipalityId } from '../../../core/municipalities/installation.ts';
import { memoryHost } from '../../../test/fixtures/memory-host.ts';
import { addHolder, openTestCore, type TestCore } from '../../../test/fixtures/open-core.ts';
import { testInstallation } from '../../../test/fixtures/test-towns.ts';
import staffCard from '../index.ts';
import type { StaffConfig } from '../config.ts';
import { openDoor } from '../open-door.ts';
import { doorNotFound } from '../problems.ts';
import { lier } from './lier-settings.ts';

const townHall = '0b2f3c5a-9d41-4a5c-8f10-1f2e3d4c5b6a';
const museum = '1b2f3c5a-9d41-4a5c-8f10-1f2e3d4c5b6a';
const els = { number: '0900000000001', chipNumber: '04A1B2C3D4E5F6' };

/** A badge as the import writes it. */
async function giveBadge(
  core: TestCore,
  passholderId: string,
  given: { town?: string; from?: string; until?: string | null } = {},
): Promise<void> {
  const { town = 'lier', from = '2019-03-01', until = null } = given;
  const attributes = JSON.stringify({ staffNumber: '1', service: 'UiT', zones: ['stadhuis'] });
  await core.asOwner(
    `insert into core.role (card_system_id, id, passholder_id, municipality_id, plugin, name,
       attributes, valid_from, valid_until)
     values (1, $1, $2, $3, 'staff-card', 'badge', $4, $5, $6)`,
    [randomUUID(), passholderId, municipalityId(town), attributes, from, until],
  );
}

/** The host of the door of the town hall, whose statement is asked of the database. */
function doorHost(core: TestCore, moment: string): Host<StaffConfig> {
  const places = { [townHall]: 'town-hall-door', [museum]: 'museum' };
  const now = Date.parse(moment);
  const statement = async (name: string, values: readonly unknown[]) => {
    const text = staffCard.definition.statements?.[name] ?? '';
    const asked = { name: `staff-card.${name}`, text, values: [1, ...values] };
    return (await core.pool.query<Record<string, unknown>>(asked)).rows;
  };
  return memoryHost({ config: lier, now, organizer: 'hr', places, statement });
}

function ask(host: Host<StaffConfig>, card: string, placeId = townHall): Promise<unknown> {
  const request = { params: { placeId }, query: {}, body: { card }, commandId: '' };
  return openDoor.handle(host, request as unknown as RouteRequest);
}

t.test('a door opens for a badge of its zone, and for nobody else', async (t) => {
  const core = await openTestCore(t, testInstallation());
  const friday = doorHost(core, '2026-11-20T10:00:00+01:00');
  await giveBadge(core, (await addHolder(core, els)).passholderId);
  await addHolder(core, { number: '0900000000002' });
  const blocked = { number: '0900000000003', cardStatus: 'BLOCKED' } as const;
  await giveBadge(core, (await addHolder(core, blocked)).passholderId);

  await t.test('by its pass number or its chip number, however it is written', async (t) => {
    for (const card of [els.number, '0900 0000 00001', els.chipNumber, '04:a1:b2:c3:d4:e5:f6']) {
      t.same(await ask(friday, card), { open: true }, card);
    }
  });

  await t.test('an unknown, a blocked and a resident’s card get one and the same no', async (t) => {
    for (const card of ['0900000000009', blocked.number, '0900000000002', 'nonsens']) {
      t.same(await ask(friday, card), { open: false }, card);
    }
  });

  await t.test('not outside the hours of the zone', async (t) => {
    t.same(await ask(doorHost(core, '2026-11-20T19:00:00+01:00'), els.number), { open: false });
    t.same(await ask(doorHost(core, '2026-11-21T10:00:00+01:00'), els.number), { open: false });
  });

  await t.test('a place that is no door is a mistake of the door, not of the card', async (t) => {
    for (const place of [museum, randomUUID()]) {
      await t.rejects(ask(friday, els.number, place), { message: doorNotFound.definition.title });
    }
  });
});

t.test('a badge opens until the last day in service, and only doors of its own town', async (t) => {
  const core = await openTestCore(t, testInstallation());
  const moment = '2026-11-20T10:00:00+01:00';
  const today = clockAt(Date.parse(moment)).day;
  const cases = [
    { given: { until: today }, open: true },
    { given: { until: '2026-11-19' }, open: false },
    { given: { from: '2026-11-21' }, open: false },
    { given: { town: 'nijlen' }, open: false },
  ];
  for (const [at, { given, open }] of cases.entries()) {
    const number = `090000000001${at}`;
    await giveBadge(core, (await addHolder(core, { number })).passholderId, given);

    t.same(await ask(doorHost(core, moment), number), { open }, JSON.stringify(given));
  }
});

t.test('an old number that betrays poverty opens nothing', async (t) => {
  const core = await openTestCore(t, testInstallation());
  const { passholderId } = await addHolder(core, els);
  await giveBadge(core, passholderId);
  for (const [number, isDiscreet] of [
    ['GP100000', true],
    ['L77', false],
  ] as const) {
    await core.asOwner(
      `insert into core.card_alias (card_system_id, id, number, passholder_id, is_discreet)
       values (1, $1, $2, $3, $4)`,
      [randomUUID(), number, passholderId, isDiscreet],
    );
  }
  const host = doorHost(core, '2026-11-20T10:00:00+01:00');

  t.same(await ask(host, 'GP100000'), { open: false });
  t.same(await ask(host, 'L77'), { open: true });
});

t.test('only who runs doors may ask whether a card opens one', async (t) => {
  const places = { [townHall]: 'town-hall-door' };
  const now = Date.parse('2026-11-20T10:00:00+01:00');
  for (const organizer of ['library', undefined]) {
    const asker = organizer === undefined ? {} : { organizer };
    const host = memoryHost({ config: lier, now, places, ...asker });

    await t.rejects(ask(host, els.number), { message: doorNotFound.definition.title });
  }
});

t.test('a question about one door is one statement', async (t) => {
  let statements = 0;
  const host = memoryHost({
    config: lier,
    now: Date.parse('2026-11-20T10:00:00+01:00'),
    organizer: 'hr',
    places: { [townHall]: 'town-hall-door' },
    statement: async () => {
      statements += 1;
      return [];
    },
  });

  t.same(await ask(host, '0900000000009'), { open: false });
  t.equal(statements, 1);
});
