import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Type } from 'typebox';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import { organizerRef } from '../../../core/contract/settings.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { tenantManager } from '../../../core/database/orm.ts';
import { createEvent } from '../../../core/events/create-event.ts';
import { municipalityId } from '../../../core/municipalities/installation.ts';
import { addAlias } from '../../../core/passes/add-alias.ts';
import { CardAlias } from '../../../core/passes/card-alias.entity.ts';
import { Allowance } from '../../../core/roles/allowance.entity.ts';
import { Role } from '../../../core/roles/role.entity.ts';
import { checkRights, type RightsQuestion } from '../../../core/rights/check-rights.ts';
import { showRights } from '../../../core/rights/show-rights.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const config = Type.Object({ owner: organizerRef('who decides') });

const swim = definePlugin({
  name: 'swim',
  title: { nl: 'Zwemkaart' },
  config,
  roles: {
    'turn-card': {
      title: { nl: 'Tienbeurtenkaart' },
      visibility: 'public',
      owner: ({ owner }) => owner,
      allowances: {
        turns: {
          unit: 'turn',
          title: { nl: 'Beurten' },
          amount: () => 10,
          usedUp: { nl: 'De beurten zijn op.' },
        },
      },
    },
  },
  rights: () => [
    { right: 'swim:pool:enter', place: 'swimming-pool', allowance: 'turns' },
    { right: 'swim:pool:enter', place: 'city-pool', allowance: 'turns' },
  ],
});

const badge = definePlugin({
  name: 'badge',
  title: { nl: 'Badge' },
  config,
  roles: {
    badge: {
      title: { nl: 'Personeelsbadge' },
      visibility: 'hidden',
      outward: { name: 'voordeel', title: { nl: 'Voordeel' } },
      owner: ({ owner }) => owner,
      shownTo: () => ['restaurant'],
    },
  },
  rights: () => [{ right: 'badge:price:staff' }, { right: 'badge:door:open' }],
  tariffs: (_facts, { event }) =>
    event.organizer === 'restaurant' ? [{ priceCents: 400, fundedBy: { hr: 1 } }] : [],
});

const youth = definePlugin({
  name: 'youth',
  title: { nl: 'Jeugd' },
  config,
  roles: {
    card: { title: { nl: 'Kaart' }, visibility: 'public', owner: ({ owner }) => owner },
  },
  derive: ({ holder, municipality }) =>
    holder.residence === municipality && holder.age < 26
      ? [{ role: 'card', period: { from: '2020-01-01', until: null }, attributes: {} }]
      : [],
  rights: () => [{ right: 'youth:ticket:discount' }],
});

const definitionOf = (door: { definition: unknown }) => door.definition as PluginDefinition;
const installation = testInstallation([
  { definition: definitionOf(swim), config: { owner: 'sport' } },
  { definition: definitionOf(badge), config: { owner: 'hr' } },
  { definition: definitionOf(youth), config: { owner: 'youth' } },
]);

t.test('rights of a card', async (t) => {
  const core = await openTestCore(t, installation);
  const library = testCaller(core);
  const em = () => tenantManager(core.orm, 1);
  const question = (card: string, more: Partial<RightsQuestion> = {}): RightsQuestion => {
    return { card, eventId: null, place: null, at: core.now(), ...more };
  };
  const addRole = async (passholderId: string, path: string, until = '2027-01-01') => {
    const [plugin = '', name = ''] = path.split('/');
    const id = randomUUID();
    const manager = em();
    manager.create(Role, {
      cardSystemId: 1,
      id,
      passholder: [1, passholderId],
      municipality: [1, municipalityId('lier')],
      plugin,
      name,
      attributes: {},
      validFrom: '2026-01-01',
      validUntil: until,
    });
    await manager.flush();
    return id;
  };
  const problemIn = async (promise: Promise<unknown>) =>
    promise.then(
      () => 'nothing',
      (error: unknown) => (error instanceof Problem ? error.definition.name : String(error)),
    );

  await t.test('a turn card grants what its turns allow, in one line per right', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678903', points: 7 });
    const roleId = await addRole(passholderId, 'swim/turn-card');
    const manager = em();
    manager.create(Allowance, {
      cardSystemId: 1,
      id: randomUUID(),
      role: [1, roleId],
      key: 'turns',
      unit: 'turn',
      granted: 10,
      used: 10,
      validFrom: '2026-01-01',
    });
    await manager.flush();

    const none = await checkRights(core, library, question('0912345678903'));
    t.match(none.facts.holder, { points: 7, firstName: 'Noor', initial: 'P' });
    t.match(showRights(library, none.rights), [
      {
        right: 'swim:pool:enter',
        plugin: 'swim',
        role: 'turn-card',
        roleId,
        permit: false,
        remaining: 0,
        reason: { code: 'allowance-used-up', nl: 'De beurten zijn op.' },
      },
    ]);

    await core.asOwner('update core.allowance set used = 4 where role_id = $1', [roleId]);
    const some = await checkRights(
      core,
      library,
      question('0912345678903', { place: 'city-pool' }),
    );
    t.match(showRights(library, some.rights), [{ permit: true, remaining: 6, reason: null }]);
    const elsewhere = question('0912345678903', { place: 'town-hall-door' });
    t.same((await checkRights(core, library, elsewhere)).rights, []);
  });

  await t.test('a card is found by its chip and by an old number', async (t) => {
    const { passholderId } = await addHolder(core, {
      number: '0912345678911',
      chipNumber: '04AABBCCDDEE01',
    });
    const manager = em();
    for (const [number, isDiscreet] of [
      ['OLD1', false],
      ['GP1', true],
    ] as const) {
      manager.create(CardAlias, {
        cardSystemId: 1,
        id: randomUUID(),
        number,
        passholder: [1, passholderId],
        isDiscreet,
      });
    }
    await manager.flush();
    const numberOf = async (card: string, discreet = false) =>
      (await checkRights(core, testCaller(core, 'welfare', { discreet }), question(card))).facts
        .card.number;

    t.equal(await numberOf('04:aa:bb:cc:dd:ee:01'), '0912345678911');
    t.equal(await numberOf('OLD1'), '0912345678911');
    t.equal(await numberOf('GP1', true), '0912345678911');
    t.equal(await problemIn(numberOf('GP1')), 'pass-not-found');
  });

  await t.test('a blocked pass grants nothing, and says so', async (t) => {
    const { passholderId } = await addHolder(core, {
      number: '0912345678929',
      cardStatus: 'BLOCKED',
    });
    await addRole(passholderId, 'swim/turn-card');

    const { blocked, rights } = await checkRights(core, library, question('0912345678929'));

    t.match(blocked, { code: 'pass-blocked' });
    t.match(rights, [{ permit: false, reason: { code: 'pass-blocked' } }]);
  });

  await t.test('a role that ended is shown with its reason', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678937' });
    await addRole(passholderId, 'swim/turn-card', '2026-11-19');

    const { rights } = await checkRights(core, library, question('0912345678937'));

    t.match(rights, [{ permit: false, reason: { code: 'role-expired' } }]);
  });

  await t.test(
    'a hidden role is seen by its owner, neutrally by its till, by nobody else',
    async (t) => {
      const { passholderId } = await addHolder(core, { number: '0912345678945' });
      await addRole(passholderId, 'badge/badge');
      const seenBy = async (organizer: string) => {
        const caller = testCaller(core, organizer);
        const { rights } = await checkRights(core, caller, question('0912345678945'));
        return showRights(caller, rights);
      };

      t.same(await seenBy('library'), []);
      t.same(
        (await seenBy('hr')).map((line) => line.right),
        ['badge:door:open', 'badge:price:staff'],
      );
      const atTill = await seenBy('restaurant');
      t.match(atTill, [
        { right: 'voordeel', plugin: 'voordeel', role: 'voordeel', validFrom: null, permit: true },
      ]);
      t.notMatch(JSON.stringify(atTill), /badge|staff|personeel/i);
    },
  );

  await t.test('the days of a role that follows from a birthday are its owner alone', async (t) => {
    await addHolder(core, { number: '0912345679059', birthDate: '2010-05-01' });
    const ask = async (organizer: string, at = core.now()) => {
      const caller = testCaller(core, organizer);
      const { rights } = await checkRights(core, caller, { ...question('0912345679059'), at });
      return showRights(caller, rights);
    };

    t.match(await ask('youth'), [{ validFrom: '2020-01-01', validUntil: null }]);
    t.match(await ask('library'), [{ permit: true, validFrom: null, validUntil: null }]);
    const tomorrow = core.now() + 86_400_000;
    t.equal((await ask('youth', tomorrow)).length, 1);
    t.same(await ask('library', tomorrow), [], 'another day would tell when it ends');
  });

  await t.test(
    'a role that follows from facts ends with them, also when it was used',
    async (t) => {
      const { passholderId } = await addHolder(core, {
        number: '0912345678994',
        birthDate: '2010-05-01',
      });
      const idOf = async () => {
        const { rights } = await checkRights(core, library, question('0912345678994'));
        return rights.map((row) => row.role.id);
      };
      const [derivedId] = await idOf();
      t.match(derivedId, /^[0-9a-f-]{36}$/);

      const roleId = await addRole(passholderId, 'youth/card');
      await core.asOwner(
        "update core.role set is_derived = true, valid_from = '2020-01-01' where id = $1",
        [roleId],
      );
      t.same(await idOf(), [roleId], 'the row that was written, and no second one');

      await core.asOwner('update core.passholder set residence_id = null where id = $1', [
        passholderId,
      ]);
      t.same(await idOf(), [], 'who moved out has it no more');
    },
  );

  await t.test('the best price of an event comes without a reason', async (t) => {
    const restaurant = testCaller(core, 'restaurant');
    const event = await createEvent(core, restaurant, {
      command: NO_KEY,
      event: {
        title: 'Dagschotel',
        regularPriceCents: 850,
        placeId: null,
        calendar: { type: 'PERMANENT' },
        earnsPoints: false,
        points: 0,
        limit: null,
        marginMinutes: 0,
      },
    });
    const staff = await addHolder(core, { number: '0912345678952' });
    await addRole(staff.passholderId, 'badge/badge');
    await addHolder(core, {
      number: '0912345678960',
      social: { status: 'ACTIVE', endDate: '2026-10-25' },
    });
    await addHolder(core, {
      number: '0912345678978',
      social: { status: 'ACTIVE', endDate: '2026-10-01' },
    });
    const priceOf = async (card: string) =>
      (await checkRights(core, restaurant, question(card, { eventId: event.id }))).price;

    t.match(await priceOf('0912345678952'), { priceCents: 400, source: 'badge:badge' });
    t.match(await priceOf('0912345678960'), { priceCents: 170, source: 'social' }, 'in grace');
    t.match(await priceOf('0912345678978'), { priceCents: 850, source: 'regular' }, 'expired');
  });

  await t.test('a card of another card system is named as such, and nothing more', async (t) => {
    await addHolder(core, { number: '0912345678986', cardSystemId: 2, municipality: 'mechelen' });
    t.equal(
      await problemIn(checkRights(core, library, question('0912345678986'))),
      'pass-of-another-card-system',
    );
    t.equal(await problemIn(checkRights(core, library, question('1234'))), 'pass-not-found');
  });

  await t.test('an old number that betrays poverty is one that nobody has elsewhere', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345679000' });
    await addAlias(core, library, { passholderId, number: 'GP77', isDiscreet: true });
    await addAlias(core, library, { passholderId, number: 'OLD77', isDiscreet: false });
    const elsewhere = testCaller(core, 'library', { municipality: 'mechelen' });
    const ask = (card: string) => problemIn(checkRights(core, elsewhere, question(card)));

    t.equal(await ask('GP77'), 'pass-not-found');
    t.equal(await ask('OLD77'), 'pass-of-another-card-system');
  });
});
