import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import t from 'tap';
import type { Offer } from '../../../core/contract/host.ts';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { lapseOffers } from '../../../core/offers/lapse-offers.ts';
import { commandOf } from '../billing/town-care.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';
import { addSomebody } from '../roles/role-desk.ts';

const HOUR_MS = 3_600_000;

/** What `lapsed` was told, also by a transaction that was undone afterwards. */
const heard: Offer[] = [];
const dying = new Set<string>();
const plugin = definePlugin({
  name: 'holiday',
  title: { nl: 'Vakantie' },
  config: Type.Object({}),
  roles: {
    place: {
      title: { nl: 'Plaats' },
      visibility: 'public',
      owner: () => 'youth',
      attributes: Type.Object({ of: Type.String() }),
      oneForEach: 'of',
      keptByPlugin: true,
      period: ({ from }) => ({ from, until: null }),
    },
  },
  offers: {
    async lapsed(host, offer) {
      heard.push(offer);
      const { passholderId, about } = offer;
      await host.roles.issue({ passholderId, role: 'place', attributes: { of: about } });
      if (dying.has(about)) throw new Error('the machine stops here');
    },
  },
}).definition as unknown as PluginDefinition;
const silent = definePlugin({
  name: 'silent',
  title: { nl: 'Stil' },
  config: Type.Object({}),
  roles: {},
}).definition as unknown as PluginDefinition;

const on = [
  { definition: plugin, config: {} },
  { definition: silent, config: {} },
];
const core = await openTestCore(
  t,
  new Installation([
    activeMunicipality(townConfig('lier', 1), on),
    activeMunicipality(townConfig('nijlen', 1, { postalCodes: ['2560'] }), on),
  ]),
);
const START = core.now();
const command = commandOf(core, plugin);
const { passholderId } = await addSomebody(core);
const other = await addSomebody(core);

t.beforeEach(() => {
  core.setNow(new Date(START).toISOString());
  heard.length = 0;
  dying.clear();
});

const make = (about: string, until = START + HOUR_MS, to = passholderId): Promise<Offer> =>
  command((host) => host.offers.make({ passholderId: to, about, until }));
const accept = ({ id }: Offer) => command((host) => host.offers.accept(id));
const decline = ({ id }: Offer) => command((host) => host.offers.decline(id));

async function stateOf({ id }: Offer): Promise<string> {
  const [row] = await core.asOwner<{ state: string }>(
    'select state from core.offer where id = $1',
    [id],
  );
  return row?.state ?? 'none';
}

/** How often it was told that something of the holder changed. */
async function countAnnouncements(): Promise<number> {
  const rows = await core.asOwner<{ kind: string }>(
    'select kind from core.outbox where subject_id = $1',
    [passholderId],
  );
  t.ok(
    rows.every(({ kind }) => kind === 'passholder.changed'),
    'and never what',
  );
  return rows.length;
}

t.test('the same offer again is the same offer, also of 16 at the same time', async (t) => {
  const before = await countAnnouncements();
  const all = await Promise.all(Array.from({ length: 16 }, () => make('place/1')));
  const [offer] = all;

  t.equal(new Set(all.map(({ id }) => id)).size, 1);
  t.same(offer, { id: offer?.id, passholderId, about: 'place/1', until: START + HOUR_MS });
  t.equal((await countAnnouncements()) - before, 1);
  await t.rejects(make('place/1', undefined, other.passholderId), /offered to somebody else/);
});

t.test('of all who answer an offer at the same time one does', async (t) => {
  const offer = await make('place/2');
  const before = await countAnnouncements();

  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, at) => (at % 2 ? accept(offer) : decline(offer))),
  );

  t.equal(answers.filter(Boolean).length, 1);
  t.equal((await countAnnouncements()) - before, 1);
  const again = await make('place/2', undefined, other.passholderId);
  t.not(again.id, offer.id, 'it can be offered to somebody else now');
});

t.test('until its last moment an offer stands, and after it nobody can accept it', async (t) => {
  const [one, two] = [await make('place/3'), await make('place/4')];

  core.setNow(new Date(START + HOUR_MS).toISOString());
  t.equal(await lapseOffers(core, 1), 0);
  t.equal(await accept(one), true);
  core.setNow(new Date(START + HOUR_MS + 1).toISOString());
  t.equal(await accept(two), false);
  t.equal(await decline(two), false);
  t.ok((await lapseOffers(core, 1)) >= 1);

  t.equal(await stateOf(one), 'accepted');
  t.equal(await stateOf(two), 'lapsed');
});

t.test('an offer that lapses is told once, with all that follows from it', async (t) => {
  const offer = await make(`place/${randomUUID()}`);
  core.setNow(new Date(START + 2 * HOUR_MS).toISOString());

  const lapsed = await Promise.all(Array.from({ length: 4 }, () => lapseOffers(core, 1)));
  await lapseOffers(core, 1);

  t.equal(heard.filter(({ id }) => id === offer.id).length, 1);
  t.ok(lapsed.some((count) => count > 0));
  const roles = await core.asOwner(`select from core.role where attributes->>'of' = $1`, [
    offer.about,
  ]);
  t.equal(roles.length, 1);
});

t.test('a worker that dies halfway leaves nothing, and holds up no other offer', async (t) => {
  const [doomed, sound] = [await make('place/5'), await make('place/6')];
  core.setNow(new Date(START + 2 * HOUR_MS).toISOString());
  dying.add(doomed.about);

  await t.rejects(lapseOffers(core, 1), /some offers could not lapse/);

  t.equal(await stateOf(doomed), 'made');
  t.equal(await stateOf(sound), 'lapsed');
  dying.clear();
  t.equal(await lapseOffers(core, 1), 1);
  t.equal(await stateOf(doomed), 'lapsed');
});

t.test('where the plugin is off its offers wait until it is on again', async (t) => {
  const offer = await make('place/7');
  core.setNow(new Date(START + 2 * HOUR_MS).toISOString());
  const without = new Installation([activeMunicipality(townConfig('lier', 1))]);

  t.equal(await lapseOffers({ ...core, installation: () => without }, 1), 0);
  t.equal(await stateOf(offer), 'made');
  t.equal(await lapseOffers(core, 1), 1);
});

t.test('an offer is the business of its plugin and its town', async (t) => {
  const offer = await make('place/8');
  const nijlen = commandOf(core, plugin, 'nijlen');
  const elsewhere = commandOf(core, silent);

  t.equal(await nijlen((host) => host.offers.accept(offer.id)), false);
  t.equal(await elsewhere((host) => host.offers.decline(offer.id)), false);
  await t.rejects(
    elsewhere((host) => host.offers.make({ passholderId, about: 'a', until: START })),
    /silent does not say what becomes of an offer that lapses/,
  );
  await t.rejects(make('place/9', START - 1), /can be accepted for some time/);
  t.equal(await stateOf(offer), 'made');
  const there = await nijlen((host) =>
    host.offers.make({ passholderId, about: 'place/8', until: START }),
  );
  t.not(there.id, offer.id);
});
