import { clientsOf } from '../access/clients.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import { clockAt, isWithin } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { kioskId, organizerId, placeId } from '../municipalities/installation.ts';
import { schoolId } from '../persons/known-schools.ts';
import { openCard } from '../rights/open-card.ts';
import { heldRolesOf, holderOf } from '../rights/held-roles.ts';
import { anyOrganizer, demoCaller } from './demo-caller.ts';
import type { DemoPass } from './demo-town.ts';
import type { DescribedTown } from './read-demo-towns.ts';
import type { DemoEvents } from './seed-demo.ts';
import { type DemoSocialTariff, socialTariffOf } from './seed-social-tariff.ts';

/** All that somebody needs to try a running demo: what `npx pasklaar demo --json` prints. */
export interface DemoDescription {
  readonly tokenUrl: string;
  /** Where a client gets the token of a person who would sign in by it. */
  readonly personTokenUrl: string;
  readonly apiUrl: string;
  readonly clients: readonly {
    readonly id: string;
    readonly secret: string;
    /** The organizer for which it acts by default. */
    readonly organizerId: string;
    readonly municipality: string;
    readonly permissions: readonly string[];
  }[];
  readonly organizers: readonly {
    readonly id: string;
    readonly key: string;
    readonly name: string;
    readonly kind: string;
    readonly municipality: string;
  }[];
  readonly places: readonly {
    readonly id: string;
    readonly key: string;
    readonly name: string;
    readonly kind: string;
    readonly organizerId: string;
    readonly municipality: string;
  }[];
  /** Without a device until one is set up: `POST /api/kiosks/{id}/setup-codes`. */
  readonly kiosks: readonly {
    readonly id: string;
    readonly key: string;
    readonly name: string;
    readonly organizerIds: readonly string[];
    readonly placeIds: readonly string[];
    readonly municipality: string;
  }[];
  readonly schools: readonly {
    readonly id: string;
    readonly key: string;
    readonly name: string;
    readonly municipality: string;
  }[];
  readonly events: readonly {
    readonly id: string;
    readonly title: string;
    readonly organizerId: string;
    readonly municipality: string;
    readonly regularPriceCents: number;
  }[];
  readonly passes: readonly {
    readonly number: string;
    readonly chipNumber: string;
    readonly municipality: string;
    /** What it is an example of. */
    readonly who: string;
    /** Today's, as `<plugin>/<role>`; those that nobody issued among them. */
    readonly roles: readonly string[];
    readonly points: number;
    readonly socialTariff: DemoSocialTariff;
  }[];
}

/** What describing the demo asks for, beside its core. */
export interface DescribeOptions {
  readonly towns: readonly DescribedTown[];
  readonly events: DemoEvents;
  readonly tokenUrl: string;
  readonly personTokenUrl: string;
  /** Without a path. */
  readonly publicUrl: string;
  secretOf(clientId: string): string;
}

/** Describes the demo as it is at this moment. */
export async function describeDemo(core: Core, options: DescribeOptions): Promise<DemoDescription> {
  const { towns, tokenUrl, personTokenUrl, publicUrl } = options;
  const passes = towns.flatMap((town) =>
    town.demo.passes.map((pass) => describePass(core, town, pass)),
  );
  return {
    tokenUrl,
    personTokenUrl,
    apiUrl: `${publicUrl}/api`,
    clients: describeClients(core, options),
    ...describeConfiguration(core),
    events: towns.flatMap((town) => describeEvents(town, options.events)),
    passes: (await Promise.all(passes)).flat(),
  };
}

function describeClients(core: Core, { secretOf }: DescribeOptions): DemoDescription['clients'] {
  return [...clientsOf(core.installation()).values()].map((client) => ({
    id: client.clientId,
    secret: secretOf(client.clientId),
    organizerId: actingOrganizerId(client),
    municipality: client.municipality.key,
    permissions: [...client.permissions].sort(),
  }));
}

type Configured = Pick<DemoDescription, 'organizers' | 'places' | 'kiosks' | 'schools'>;

function describeConfiguration(core: Core): Configured {
  const { municipalities } = core.installation();
  return {
    organizers: municipalities.flatMap(({ key: municipality, config }) =>
      Object.entries(config.organizers).map(([key, { name, kind }]) => {
        return { id: organizerId(municipality, key), key, name, kind, municipality };
      }),
    ),
    places: municipalities.flatMap(({ key: municipality, config }) =>
      Object.entries(config.places).map(([key, { name, kind, organizer }]) => ({
        id: placeId(municipality, key),
        key,
        name,
        kind,
        organizerId: organizerId(municipality, organizer),
        municipality,
      })),
    ),
    kiosks: municipalities.flatMap(({ key: municipality, config }) =>
      Object.entries(config.kiosks).map(([key, { name, organizers, places }]) => ({
        id: kioskId(municipality, key),
        key,
        name,
        organizerIds: organizers.map((one) => organizerId(municipality, one)),
        placeIds: places.map((one) => placeId(municipality, one)),
        municipality,
      })),
    ),
    schools: municipalities.flatMap(({ key: municipality, config }) =>
      Object.entries(config.schools ?? {}).map(([key, { name }]) => {
        return { id: schoolId(municipality, key), key, name, municipality };
      }),
    ),
  };
}

function describeEvents(town: DescribedTown, ids: DemoEvents): DemoDescription['events'] {
  const { key: municipality } = town.municipality;
  return Object.entries(town.demo.events).map(([key, { title, organizer, priceCents }]) => ({
    id: ids.get(town)?.get(key) ?? '',
    title,
    organizerId: organizerId(municipality, organizer),
    municipality,
    regularPriceCents: priceCents,
  }));
}

/** One, or none of somebody who was erased. */
async function describePass(
  core: Core,
  town: DescribedTown,
  pass: DemoPass,
): Promise<DemoDescription['passes']> {
  const { municipality } = town;
  const installation = core.installation();
  const clock = clockAt(core.now());
  const caller = demoCaller(installation, municipality, anyOrganizer(municipality));
  const question = { card: pass.number, eventId: null, day: clock.day };
  const facts = await openCard(core, caller, question);
  const holder = holderOf(facts, installation, clock);
  if (holder === null) return [];
  const derivedRoleKey = core.keys.current('derived-role-id');
  const held = heldRolesOf(facts, holder, { installation, clock, derivedRoleKey });
  const roles = held
    .filter(({ period }) => isWithin(clock.day, period))
    .map(({ plugin, name }) => `${plugin.definition.name}/${name}`);
  const { number, chipNumber, who } = pass;
  return [
    {
      number,
      chipNumber,
      municipality: municipality.key,
      who,
      roles: roles.sort(),
      points: facts.holder?.points ?? 0,
      socialTariff: socialTariffOf(facts, town, clock.day),
    },
  ];
}
