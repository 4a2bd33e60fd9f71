import { randomUUID } from 'node:crypto';
import t from 'tap';
import { createEvent } from '../../../core/events/create-event.ts';
import { municipalityId } from '../../../core/municipalities/installation.ts';
import { checkIn } from '../../../core/points/check-in.ts';
import { deleteCheckIn } from '../../../core/points/delete-check-in.ts';
import { cancelSale } from '../../../core/tariffs/cancel-sale.ts';
import {
  concludeProofs,
  LAWS,
  verifyInstallation,
} from '../../../core/verify/verify-installation.ts';
import { addHolder, openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { takeRewards } from '../rewards/reward-desk.ts';
import { addEvent, orderOf, sell } from '../tariffs/ticket-desk.ts';
import { CARD, DAMAGES, OTHER_CARD, SETTLE } from './planted-damages.ts';

/** A town in which everything happened once: what a broken row is put into. */
async function openTown(t: Parameters<typeof openTestCore>[0]): Promise<TestCore> {
  const core = await openTestCore(t, testInstallation());
  const library = testCaller(core, 'library');
  const social = { status: 'ACTIVE', endDate: null } as const;
  const { passholderId } = await addHolder(core, { number: CARD, social });
  await addHolder(core, { number: OTHER_CARD, chipNumber: '04A1B2C3D4E5F6' });
  await addHolder(core, { number: '0912345678978', municipality: 'mechelen', cardSystemId: 2 });

  const play = await addEvent(core, 'cultural-centre');
  const order = await orderOf(core, library, { card: CARD, eventId: play });
  const [, cancelled] = await sell(core, library, { tickets: [order, order], means: 'cash' });
  const centre = testCaller(core, 'cultural-centre');
  await cancelSale(core, centre, { id: cancelled?.id ?? '', command: NO_KEY });

  const { id: eventId } = await createEvent(core, library, { event: STORIES, command: NO_KEY });
  const tap = { card: CARD, eventId, command: NO_KEY };
  await checkIn(core, library, tap);
  const { saved } = await checkIn(core, library, tap);
  await deleteCheckIn(core, library, { id: saved.checkInId, command: NO_KEY });
  await addTurnCard(core, passholderId);
  await core.asOwner(
    `insert into core.settlement (card_system_id, id, municipality_id, plugin, about)
     values (1, gen_random_uuid(), $1, 'sport', 'lesson/1')`,
    [municipalityId('lier')],
  );
  await core.asOwner(SETTLE);
  await core.asOwner(
    `with of_holder as (
       insert into core.ticket_grant (
         card_system_id, id, number, passholder_id, municipality_id, coupon, volume, period,
         valid_from, organizer_id, client_id, granted_at)
       select 1, gen_random_uuid(), 1000000001, $1, o.municipality_id, 'reader', 1, 'YEAR',
              '2026-01-01', o.id, 'lier-library-desk', now()
         from core.organizer o where o.key = 'library' and o.municipality_id = $2
       returning id)
     update core.ticket_sale set ticket_grant_id = (select id from of_holder)`,
    [passholderId, municipalityId('lier')],
  );
  await takeRewards(core, { passholderId, card: CARD, eventId });
  return core;
}

const STORIES = {
  title: 'Voorleesuurtje',
  regularPriceCents: 0,
  placeId: null,
  calendar: { type: 'PERMANENT' },
  earnsPoints: true,
  points: 1,
  limit: null,
  marginMinutes: 60,
} as const;

async function addTurnCard(core: TestCore, passholderId: string): Promise<void> {
  const [role, allowance] = [randomUUID(), randomUUID()];
  await core.asOwner(
    `insert into core.role
       (card_system_id, id, passholder_id, municipality_id, plugin, name, attributes, valid_from)
     values (1, $1, $2, $3, 'sport', 'turn-card', '{}', '2026-11-20')`,
    [role, passholderId, municipalityId('lier')],
  );
  await core.asOwner(
    `insert into core.role_event
       (card_system_id, id, role_id, version, kind, valid_from, grants, config_version_id,
        happened_at)
     select 1, gen_random_uuid(), $1, 1, 'issued', '2026-11-20', '{"turns": 10}', v.id, now()
       from core.config_version v where v.municipality_id = $2`,
    [role, municipalityId('lier')],
  );
  await core.asOwner(
    `insert into core.allowance (card_system_id, id, role_id, key, unit, granted, used, valid_from)
     values (1, $1, $2, 'turns', 'turn', 10, 3, '2026-11-20')`,
    [allowance, role],
  );
  await core.asOwner(
    `insert into core.allowance_use
       (card_system_id, id, allowance_id, amount, remaining, happened_at)
     select 1, gen_random_uuid(), $1, amount, 7, now() from unnest(array[4, -1]) amount`,
    [allowance],
  );
  // A budget, of which each calendar has one period that was begun.
  await core.asOwner(
    `insert into core.allowance
       (card_system_id, id, role_id, key, unit, period, granted, valid_from, valid_until)
     select 1, gen_random_uuid(), $1, 'budget', 'cent', p.kind, 500, p.first::date, p.last::date
       from (values ('ABSOLUTE', '1000-01-01', null), ('DAY', '2026-11-20', '2026-11-20'),
                    ('WEEK', '2026-11-16', '2026-11-22'), ('MONTH', '2026-11-01', '2026-11-30'),
                    ('QUARTER', '2026-10-01', '2026-12-31'),
                    ('YEAR', '2026-01-01', '2026-12-31')) p (kind, first, last)`,
    [role],
  );
}

t.test('what verify concludes counts the laws, and says where they hold', async (t) => {
  const proof = (law: string, cardSystemId: number, wrong = 0) => {
    return { law, cardSystemId, wrong, checked: 9, first: null };
  };
  const all = [proof('a', 1), proof('b', 1), proof('a', 2), proof('b', 2)];

  t.equal(concludeProofs(all), 'all 2 laws hold in 2 card systems');
  t.equal(concludeProofs(all.slice(0, 2)), 'all 2 laws hold in 1 card system');
  const broken = [...all.slice(0, 2), proof('a', 2, 1), proof('b', 2)];
  t.equal(concludeProofs(broken), '1 of 2 laws is broken in 2 card systems');
});

t.test('a law of which there is no row anywhere is not proved', async (t) => {
  const proof = (law: string, checked: number, { cardSystemId = 1, wrong = 0 } = {}) => {
    return { law, cardSystemId, wrong, checked, first: null };
  };
  const told = (...verified: ReturnType<typeof proof>[]): string => concludeProofs(verified);

  t.equal(
    told(proof('a', 9), proof('b', 0), proof('c', 0)),
    '1 law holds in 1 card system; 2 laws had nothing to check',
  );
  t.equal(
    told(proof('a', 0), proof('a', 9, { cardSystemId: 2 })),
    '1 law holds in 2 card systems',
    'a row in one card system is enough',
  );
  t.equal(
    told(proof('a', 9, { wrong: 1 }), proof('b', 0)),
    '1 of 2 laws is broken in 1 card system; 1 law had nothing to check',
  );
  t.equal(told(proof('a', 0)), 'nothing is proved in 1 card system; 1 law had nothing to check');
});

t.test('verifying an installation', async (t) => {
  const core = await openTown(t);
  const redLaws = async () => (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0);

  await t.test('every law is proved in every card system, on the rows there are', async (t) => {
    const told: string[] = [];
    const verified = await verifyInstallation(core, ({ law }) => told.push(law));

    t.equal(verified.length, 2 * LAWS.length);
    t.same(
      told,
      verified.map(({ law }) => law),
    );
    t.equal(new Set(told).size, LAWS.length, 'no two laws are called the same');
    t.ok(verified.every(({ wrong, first }) => wrong === 0 && first === null));
    const idle = verified.filter(
      ({ cardSystemId, checked }) => cardSystemId === 1 && checked === 0,
    );
    t.same(idle, [], 'there is a row for every law');
  });

  // What the database itself refuses: verify does not trust that it always did.
  await core.asOwner(`
    alter table core.money_fact drop constraint money_fact_card_system_id_config_version_id_foreign;
    alter table core.role_event drop constraint role_event_card_system_id_config_version_id_foreign;
    alter table core.ticket_grant drop constraint ticket_grant_is_of_some;
    drop index core.one_active_card_per_passholder`);

  for (const { laws, plant, repair, first } of DAMAGES) {
    await t.test(`a broken row is found: ${laws[0]}`, async (t) => {
      await core.asOwner(plant);
      const red = await redLaws();
      await core.asOwner(repair);

      t.same(red.map(({ law }) => law).toSorted(), laws.toSorted());
      t.equal(red[0]?.cardSystemId, 1);
      t.match(red.find(({ law }) => law === laws[0])?.first, first);
      t.same(await redLaws(), [], 'and nothing else is broken');
    });
  }

  t.test('every law was seen broken', async (t) => {
    const broken = new Set(DAMAGES.flatMap(({ laws }) => laws));
    t.same(
      LAWS.map(({ name }) => name).filter((name) => !broken.has(name)),
      [],
    );
  });
});
