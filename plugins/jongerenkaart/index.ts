import { definePlugin } from '../../core/contract/plugin.ts';
import { YouthCardConfig } from './config.ts';
import { deriveYouthCard } from './derive-youth-card.ts';
import { youthPrice, youthRights } from './youth-reductions.ts';

export default definePlugin({
  name: 'jongerenkaart',
  title: { nl: 'Jongerenkaart', fr: 'Carte jeunes', en: 'Youth card' },
  config: YouthCardConfig,
  roles: {
    youngster: {
      title: { nl: 'Jongerenkaart', fr: 'Carte jeunes', en: 'Youth card' },
      visibility: 'public',
      owner: ({ department }) => department,
    },
  },
  contradictions: ({ fromAge, endsAtAge }) =>
    fromAge < endsAtAge
      ? []
      : [{ at: ['endsAtAge'], message: `must be above fromAge, which is ${fromAge}` }],
  derive: deriveYouthCard,
  rights: youthRights,
  tariffs: youthPrice,
});
