import { definePlugin } from '../../core/contract/plugin.ts';
import { YouthCardConfig } from './config.ts';
import { deriveYouthCard } from './derive-youth-card.ts';
import { partnerFee, youthPrice, youthRights } from './youth-benefits.ts';

export default definePlugin({
  name: 'jongerenkaart',
  title: { nl: 'Jongerenkaart', fr: 'Carte jeunes', en: 'Youth card' },
  config: YouthCardConfig,
  roles: {
    youngster: {
      title: { nl: 'Jongerenkaart', fr: 'Carte jeunes', en: 'Youth card' },
      visibility: 'public',
      owner: ({ department }) => department,
      allowances: {
        uses: {
          unit: 'turn',
          title: { nl: 'Voordelen bij partners', fr: 'Avantages partenaires', en: 'Partner uses' },
          amount: ({ partnerUses }) => partnerUses?.number ?? 0,
          period: ({ partnerUses }) => partnerUses?.period ?? 'MONTH',
          usedUp: { nl: 'De voordelen bij partners zijn op voor deze periode.' },
        },
      },
    },
  },
  contradictions: ({ fromAge, endsAtAge }) =>
    fromAge < endsAtAge
      ? []
      : [{ at: ['endsAtAge'], message: `must be above fromAge, which is ${fromAge}` }],
  derive: deriveYouthCard,
  rights: youthRights,
  tariffs: youthPrice,
  billing: { used: partnerFee },
});
