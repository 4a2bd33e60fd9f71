import fc from 'fast-check';
import type { AllowanceCount, Holder, Issuance, Quote } from '../../core/contract/facts.ts';
import type { PluginDefinition } from '../../core/contract/plugin.ts';
import { addToDay, ageOn, clockAt, type Day, type Period } from '../../core/contract/period.ts';
import type { Circumstances, HeldRole } from '../../core/plugins/combine.ts';
import type { EnabledPlugin } from '../../core/plugins/enabled-plugin.ts';
import { activeMunicipality, townConfig } from '../fixtures/test-towns.ts';
import { CATALOGUE, dayOf2020s, valueOf } from './random-values.ts';

/** A holder with roles of some plugins, before a desk that asks for a price. */
export interface Situation {
  readonly plugins: readonly EnabledPlugin[];
  readonly circumstances: Circumstances;
  /** Issued and derived, with unique ids. */
  readonly roles: readonly HeldRole[];
  /** The same in another order. */
  readonly shuffled: readonly HeldRole[];
  /** Some of them. */
  readonly some: readonly HeldRole[];
  readonly quote: Quote;
  /** A role of each kind that can be issued, on the day it is asked for. */
  readonly issuances: readonly IssuedKind[];
  /** Some data of settlements, by plugin. */
  readonly settled: ReadonlyMap<string, readonly unknown[]>;
}

/** A kind of role together with what its issuing is decided on. */
export interface IssuedKind {
  readonly plugin: EnabledPlugin;
  readonly name: string;
  readonly issuance: Issuance<never, never>;
}

const town = activeMunicipality(townConfig('lier', 1));
const price = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 20_000 }));

/** Any situation in a town that has these plugins on, with any settings they allow. */
export function situationWith(definitions: readonly PluginDefinition[]): fc.Arbitrary<Situation> {
  const enabled = fc.tuple(
    ...definitions.map((definition) =>
      valueOf(definition.config).map((config): EnabledPlugin => ({ definition, config })),
    ),
  );
  return fc
    .tuple(enabled, circumstances, quote)
    .chain(([plugins, around, asked]) => {
      const derived = plugins.flatMap((plugin) => derivedRoles(plugin, around));
      const held = plugins.flatMap((plugin) => heldRoles(plugin, around.clock.day));
      return fc.tuple(
        fc.constant({ plugins, circumstances: around, quote: asked }),
        fc.tuple(...held).map((roles) => [...roles.flat(), ...derived]),
        fc.tuple(...plugins.flatMap((plugin) => issuedKinds(plugin, around))),
        fc.tuple(...plugins.map(settlementData)).map((pairs) => new Map(pairs)),
      );
    })
    .chain(([scene, roles, issuances, settled]) =>
      fc
        .tuple(fc.shuffledSubarray(roles, { minLength: roles.length }), fc.subarray(roles))
        .map(([shuffled, some]) => ({ ...scene, roles, issuances, settled, shuffled, some })),
    );
}

const circumstances: fc.Arbitrary<Circumstances> = fc
  .record({
    day: dayOf2020s,
    minute: fc.nat({ max: 1439 }),
    age: fc.nat({ max: 100 }),
    afterBirthday: fc.nat({ max: 364 }),
    residence: fc.constantFrom('lier', 'lier', 'mechelen', null),
    household: fc.record({
      partners: fc.nat({ max: 1 }),
      children: fc.nat({ max: 4 }),
      guardians: fc.nat({ max: 2 }),
    }),
    place: fc.constantFrom(null, ...(CATALOGUE['place'] ?? [])),
  })
  .map(({ day, minute, age, afterBirthday, place, ...rest }) => {
    const midnight = Temporal.PlainDate.from(day).toZonedDateTime('Europe/Brussels');
    const clock = clockAt(midnight.epochMilliseconds + minute * 60_000);
    const birthDate = addToDay(clock.day, { years: -age, days: -afterBirthday });
    const holder: Holder = { birthDate, age: ageOn(birthDate, clock.day), ...rest };
    return { clock, holder, place };
  });

const quote: fc.Arbitrary<Quote> = fc.record({
  event: fc.record({
    organizer: fc.constantFrom(...(CATALOGUE['organizer'] ?? [])),
    place: fc.constantFrom(null, ...(CATALOGUE['place'] ?? [])),
  }),
  regularPriceCents: price,
});

/** Up to two of each kind of role that can be issued, most of them valid on the day. */
function heldRoles(plugin: EnabledPlugin, today: Day): fc.Arbitrary<HeldRole[]>[] {
  const kinds = Object.entries(plugin.definition.roles).filter(([, role]) => role.period);
  return kinds.map(([name, definition]) => {
    const counts = (attributes: unknown) =>
      fc.record(
        Object.fromEntries(
          Object.entries(definition.allowances ?? {}).map(([key, { amount }]) => {
            return [key, countOf(amount(plugin.config as never, attributes as never))];
          }),
        ),
      );
    const one = valueOf(definition.attributes ?? { type: 'object' }).chain((attributes) =>
      fc.record({
        attributes: fc.constant(attributes),
        period: periodAround(today),
        allowances: counts(attributes),
      }),
    );
    return fc.array(one, { maxLength: 2 }).map((held) =>
      held.map((role, at): HeldRole => {
        const id = `${plugin.definition.name}/${name}/${at}`;
        const outwardIdFor = () => definition.outward?.name ?? '';
        const kind = { plugin, municipality: town, definition, name, outwardIdFor };
        return { id, ...kind, isDerived: false, ...role };
      }),
    );
  });
}

function derivedRoles(plugin: EnabledPlugin, { clock, holder }: Circumstances): HeldRole[] {
  const config = plugin.config as never;
  const derived = plugin.definition.derive?.({ clock, config, holder, municipality: 'lier' }) ?? [];
  return derived.flatMap(({ role: name, period, attributes }) => {
    const definition = plugin.definition.roles[name];
    if (!definition) return [];
    const id = `${plugin.definition.name}/${name}/${period.from}`;
    return [
      {
        id,
        plugin,
        municipality: town,
        definition,
        name,
        outwardIdFor: () => definition.outward?.name ?? '',
        isDerived: true,
        attributes,
        period,
        allowances: {},
      },
    ];
  });
}

function issuedKinds(
  plugin: EnabledPlugin,
  { clock, holder }: Circumstances,
): fc.Arbitrary<IssuedKind>[] {
  const kinds = Object.entries(plugin.definition.roles).filter(([, role]) => role.period);
  return kinds.map(([name, { attributes }]) =>
    fc
      .tuple(valueOf(attributes ?? { type: 'object' }), fc.integer({ min: 0, max: 400 }))
      .map(([given, later]) => {
        const from = addToDay(clock.day, { days: later });
        const config = plugin.config as never;
        const known = { clock, config, holder, attributes: given as never };
        return { plugin, name, issuance: { ...known, from, previous: null } };
      }),
  );
}

function settlementData({ definition }: EnabledPlugin): fc.Arbitrary<[string, unknown[]]> {
  const { billing, name } = definition;
  const data = billing?.settlementData;
  if (!data) return fc.constant([name, []]);
  const some = fc.array(valueOf(data), { minLength: 1, maxLength: 3 });
  return some.map((all) => [name, all]);
}

function periodAround(today: Day): fc.Arbitrary<Period> {
  const day = fc.integer({ min: -500, max: 60 }).map((days) => addToDay(today, { days }));
  return fc
    .tuple(day, fc.option(fc.nat({ max: 900 }), { freq: 3 }))
    .map(([from, days]) => ({ from, until: days === null ? null : addToDay(from, { days }) }));
}

function countOf(granted: number): fc.Arbitrary<AllowanceCount> {
  // Whether it is a count at all is for the laws to say.
  return fc.nat({ max: Math.max(0, Math.floor(granted)) }).map((used) => {
    return { granted, used, remaining: granted - used, validUntil: null };
  });
}
