import type { RoleOfHolder } from '../../core/contract/host.ts';
import type { KnownPassholder } from '../../core/contract/passholder.ts';
import type { ExportDefinition } from '../../core/contract/plugin.ts';
import { clockAt, isOver } from '../../core/contract/period.ts';
import { byDutch } from '../../core/contract/text.ts';
import type { SeriesPlace, SportpasConfig } from './config.ts';

const NAMES = ['naam', 'voornaam', 'geboortedatum'];

/** Every pass and turn card that has not ended, by name. */
export const exportPasses: ExportDefinition<SportpasConfig> = {
  title: { nl: 'Sportpassen en beurtenkaarten', en: 'Sports passes and turn cards' },
  permission: 'SPORTPAS_PASSES_READ',
  async rows(host) {
    const passes = await host.roles.list('period-pass');
    const cards = await host.roles.list('turn-card');
    const today = clockAt(host.now()).day;
    const held = [...passes, ...cards].filter(({ period }) => !isOver(period, today));
    const persons = await host.passholders.describe(held.map((one) => one.passholderId));
    const titles = { 'period-pass': 'sportpas', 'turn-card': 'beurtenkaart' };
    const lines = held.flatMap((role) =>
      lineOf(role, persons, titles[role.role as keyof typeof titles]),
    );
    return [[...NAMES, 'soort', 'van', 'tot'], ...lines.toSorted(byName)];
  },
};

/** Everybody who has a place in a lesson series that is not over, by series and name. */
export const exportParticipants: ExportDefinition<SportpasConfig> = {
  title: { nl: 'Deelnemers van de lessenreeksen', en: 'Participants of the lesson series' },
  permission: 'SPORTPAS_PARTICIPANTS_READ',
  async rows(host) {
    const today = clockAt(host.now()).day;
    const places = await host.roles.list('lesson-series');
    const held = places.filter(({ period }) => !isOver(period, today));
    const persons = await host.passholders.describe(held.map((one) => one.passholderId));
    const lines = held.flatMap((role) => {
      const { series } = role.attributes as SeriesPlace;
      return lineOf(role, persons, host.config.series[series]?.title ?? series);
    });
    const sorted = lines.toSorted((a, b) => byDutch(`${a[3]}`, `${b[3]}`) || byName(a, b));
    return [[...NAMES, 'lessenreeks', 'van', 'tot'], ...sorted];
  },
};

type Line = (string | null)[];

function lineOf(
  { passholderId, period }: RoleOfHolder,
  persons: ReadonlyMap<string, KnownPassholder>,
  what: string,
): Line[] {
  const person = persons.get(passholderId);
  if (!person) return [];
  return [[person.lastName, person.firstName, person.birthDate, what, period.from, period.until]];
}

function byName(a: Line, b: Line): number {
  return byDutch(`${a[0]} ${a[1]}`, `${b[0]} ${b[1]}`);
}
