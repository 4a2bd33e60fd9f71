import { definePlugin } from '../../core/contract/plugin.ts';
import { lapsePlace } from './answer-offer.ts';
import { attend, strike } from './attendance-routes.ts';
import { Attendance } from './attendance.entity.ts';
import { PeriodPass, SeriesPlace, SportpasConfig } from './config.ts';
import { findContradictions } from './contradictions.ts';
import { acceptOffer, cancel, declineOffer, findEnrolments } from './enrolment-routes.ts';
import { Enrolment, SeriesRow } from './enrolment.entity.ts';
import { exportParticipants, exportPasses } from './export-passes.ts';
import { enrolmentsOfPerson } from './forget-person.ts';
import { seriesPeriod } from './lesson-series.ts';
import { migrations } from './migrations.ts';
import { passPeriod, turnCardPeriod } from './pass-periods.ts';
import { passPrice } from './pass-prices.ts';
import * as problems from './problems.ts';
import { seriesCharge, SeriesData } from './series-charges.ts';
import { offerPlaces, settleLessons } from './series-jobs.ts';
import { enrolForSeries, listSeries } from './series-routes.ts';
import { sportRights } from './sport-rights.ts';
import { turnFee } from './turn-fees.ts';

export default definePlugin({
  name: 'sportpas',
  title: { nl: 'Sportpas', fr: 'Pass sport', en: 'Sports pass' },
  config: SportpasConfig,
  contradictions: findContradictions,
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
    'lesson-series': {
      title: { nl: 'Lessenreeks', fr: 'Série de cours', en: 'Lesson series' },
      visibility: 'public',
      owner: ({ department }) => department,
      attributes: SeriesPlace,
      oneForEach: 'series',
      keptByPlugin: true,
      period: seriesPeriod,
      social: ({ socialReduction }) => socialReduction ?? 'distribution-key',
    },
  },
  rights: sportRights,
  billing: {
    issued: passPrice,
    used: turnFee,
    settled: seriesCharge,
    settlementData: SeriesData,
  },
  offers: { lapsed: lapsePlace },
  entities: [SeriesRow, Enrolment, Attendance],
  migrations,
  routes: [
    listSeries,
    enrolForSeries,
    findEnrolments,
    acceptOffer,
    declineOffer,
    cancel,
    attend,
    strike,
  ],
  jobs: { 'settle-lessons': settleLessons, 'offer-places': offerPlaces },
  exports: { passes: exportPasses, participants: exportParticipants },
  panels: [
    {
      name: 'series',
      title: { nl: 'Lessenreeksen', fr: 'Séries de cours', en: 'Lesson series' },
      audience: 'desk',
      route: '/series',
    },
  ],
  persons: enrolmentsOfPerson,
  problems: Object.values(problems),
});
