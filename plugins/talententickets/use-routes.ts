import { Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import type { ExportDefinition, RouteDefinition } from '../../core/contract/plugin.ts';
import type { TalentConfig } from './config.ts';
import { UseReport } from './use-report.entity.ts';

/** Three years. */
const LATEST = 12;

const day = Type.String({ format: 'date' });
const Group = Type.Object({
  postalCodes: Type.Array(Type.Union([Type.String(), Type.Null()]), {
    description: 'where the children live; null is everywhere outside the municipality',
  }),
  ageFrom: Type.Integer(),
  ageUntil: Type.Union([Type.Integer(), Type.Null()]),
  people: Type.Integer({ description: 'children with a budget, to the nearest five' }),
  users: Type.Integer({ description: 'of these, who used something, to the nearest five' }),
  usedCents: Type.Integer({ description: 'to the nearest five budgets of a year' }),
});
const Report = Type.Object({ quarterFrom: day, quarterUntil: day, groups: Type.Array(Group) });

/** The use in each of the last twelve quarters that were counted, the latest first. */
export const listUse: RouteDefinition<TalentConfig> = {
  method: 'GET',
  path: '/use',
  summary: 'The use of talent tickets, by neighbourhood and age',
  permission: 'TALENTENTICKETS_USE_READ',
  response: Type.Object({ member: Type.Array(Report) }),
  handle: async (host: Host<TalentConfig>) => ({ member: await readReports(host) }),
};

/** The same as a list for a spreadsheet. */
export const exportUse: ExportDefinition<TalentConfig> = {
  title: { nl: 'Gebruik van talententickets', en: 'Use of talent tickets' },
  permission: 'TALENTENTICKETS_USE_READ',
  async rows(host) {
    const reports = await readReports(host);
    const lines = reports.flatMap(({ groups, quarterFrom, quarterUntil }) =>
      groups.map(({ ageFrom, ageUntil, people, postalCodes, usedCents, users }) => {
        const places = postalCodes.map((code) => code ?? 'elders').join('|');
        return [quarterFrom, quarterUntil, places, ageFrom, ageUntil, people, users, usedCents];
      }),
    );
    return [TITLES, ...lines];
  },
};

const TITLES = [
  'van',
  'tot en met',
  'postcodes',
  'leeftijd vanaf',
  'leeftijd tot en met',
  'kinderen',
  'gebruikers',
  'gebruikt (cent)',
];

async function readReports({ entities, municipality }: Host<TalentConfig>) {
  const reports = await entities.find(
    UseReport,
    { municipality },
    { orderBy: { quarterFrom: 'desc' }, limit: LATEST, disableIdentityMap: true },
  );
  return reports.map(({ groups, quarterFrom, quarterUntil }) => {
    const shown = groups.map(({ amount: usedCents, ...group }) => ({ ...group, usedCents }));
    return { quarterFrom, quarterUntil, groups: shown };
  });
}
