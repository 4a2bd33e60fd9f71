import { definePlugin } from '../../core/contract/plugin.ts';
import { PeriodPass, SportpasConfig } from './config.ts';
import { passPeriod, turnCardPeriod } from './pass-periods.ts';
import { passPrice } from './pass-prices.ts';
import { sportRights } from './sport-rights.ts';
import { turnFee } from './turn-fees.ts';

export default definePlugin({
  name: 'sportpas',
  title: { nl: 'Sportpas', fr: 'Pass sport', en: 'Sports pass' },
  config: SportpasConfig,
  roles: {
    'period-pass': {
      title: { nl: 'Sportpas', fr: 'Pass sport', en: 'Sports pass' },
      visibility: 'public',
      owner: ({ department }) => department,
      attributes: PeriodPass,
      period: passPeriod,
      social: ({ socialReduction }) => socialReduction ?? 'distribution-key',
    },
    'turn-card': {
      title: { nl: 'Beurtenkaart sport', fr: 'Carte de séances', en: 'Turn card' },
      visibility: 'public',
      owner: ({ department }) => department,
      period: turnCardPeriod,
      toppedUp: true,
      social: ({ socialReduction }) => socialReduction ?? 'distribution-key',
      allowances: {
        turns: {
          unit: 'turn',
          title: { nl: 'Beurten', fr: 'Séances', en: 'Turns' },
          amount: ({ turnCard }) => turnCard.turns,
          windowMinutes: ({ turnCard }) => turnCard.windowMinutes,
          usedUp: { nl: 'De beurten zijn op.' },
        },
      },
    },
  },
  rights: sportRights,
  billing: { issued: passPrice, used: turnFee },
});
