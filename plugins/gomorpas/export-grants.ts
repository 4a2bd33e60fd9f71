import type { ExportDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { byDutch } from '../../core/contract/text.ts';
import type { GomorpasConfig, Granted } from './config.ts';
import { isActive } from './decide-benefits.ts';
import { Decision } from './decision.entity.ts';
import { listBenefits } from './grants.ts';

/** Everybody who has benefits now, by name, in the form of the list that was taken over. */
export const exportGrants: ExportDefinition<GomorpasConfig> = {
  title: { nl: 'Wie voordelen heeft', en: 'Who has benefits' },
  permission: 'GOMORPAS_GRANTS_EXPORT',
  async rows(host) {
    const today = clockAt(host.now()).day;
    const { config, entities, municipality } = host;
    const running = { municipality, validUntil: { $gte: today } };
    const decisions = await entities.find(Decision, running, { disableIdentityMap: true });
    const roles = (await listBenefits(host)).filter(({ period }) => isActive(period.until, today));
    const byHolder = Map.groupBy(roles, ({ passholderId }) => passholderId);
    const persons = await host.passholders.describe(decisions.map((one) => one.passholderId));
    const lines = decisions.flatMap(({ ground, oldNumber, passholderId, validUntil }) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      const { birthDate, firstName, lastName } = person;
      const titles = (byHolder.get(passholderId) ?? []).map(({ attributes }) => {
        const { benefit } = attributes as Granted;
        return config.benefits[benefit]?.title ?? benefit;
      });
      const benefits = titles.toSorted().join('|');
      return [[oldNumber ?? null, lastName, firstName, birthDate, ground, validUntil, benefits]];
    });
    lines.sort((a, b) => byDutch(`${a[1]} ${a[2]}`, `${b[1]} ${b[2]}`));
    return [TITLES, ...lines];
  },
};

const TITLES = [
  'gomorpasnummer',
  'naam',
  'voornaam',
  'geb.datum',
  'grond',
  'geldig tot',
  'voordelen',
];
