import { definePlugin } from '../../core/contract/plugin.ts';
import { offerPlaces, settleActivities } from './activity-jobs.ts';
import { activityRights } from './activity-rights.ts';
import { cancelWhole, change, make } from './activities/activity-routes.ts';
import { Activity } from './activities/activity.entity.ts';
import { lapsePlaces } from './enrolments/answer-offer.ts';
import { attend, strike } from './attendance/attendance-routes.ts';
import { Attendance } from './attendance/attendance.entity.ts';
import { ActivityPlace, GrabbelpasConfig, PlaceData } from './config.ts';
import { findContradictions } from './contradictions.ts';
import {
  acceptOffer,
  cancel,
  declineOffer,
  enrolForActivity,
} from './enrolments/enrolment-routes.ts';
import { Child, Enrolment } from './enrolments/enrolment.entity.ts';
import { findEnrolments } from './enrolments/find-enrolments.ts';
import { enrolmentsOfPerson } from './enrolments/forget-person.ts';
import { importActivities } from './activities/import-activities.ts';
import { listActivities, listFitting } from './activities/list-activities.ts';
import { migrations } from './migrations.ts';
import { exportParticipants } from './enrolments/export-participants.ts';
import { listParticipants } from './enrolments/list-participants.ts';
import { exportPasses } from './export-passes.ts';
import { placeCharge } from './enrolments/place-charges.ts';
import * as problems from './problems.ts';
import { passPeriod, passPrice, placePeriod } from './year-pass.ts';

export default definePlugin({
  name: 'grabbelpas',
  title: { nl: 'Grabbelpas', fr: 'Pass vacances', en: 'Holiday pass' },
  config: GrabbelpasConfig,
  contradictions: findContradictions,
  roles: {
    'year-pass': {
      title: { nl: 'Grabbelpas', fr: 'Pass vacances', en: 'Holiday pass' },
      visibility: 'public',
      owner: ({ department }) => department,
      period: passPeriod,
      social: ({ socialReduction }) => socialReduction ?? 'distribution-key',
    },
    'activity-place': {
      title: { nl: 'Vakantieactiviteit', fr: 'Activité de vacances', en: 'Holiday activity' },
      visibility: 'public',
      owner: ({ department }) => department,
      attributes: ActivityPlace,
      oneForEach: 'activity',
      keptByPlugin: true,
      period: placePeriod,
      social: ({ socialReduction }) => socialReduction ?? 'distribution-key',
    },
  },
  rights: activityRights,
  billing: { issued: passPrice, settled: placeCharge, settlementData: PlaceData },
  offers: { lapsed: lapsePlaces },
  entities: [Activity, Child, Enrolment, Attendance],
  migrations,
  routes: [
    listActivities,
    listFitting,
    make,
    change,
    cancelWhole,
    enrolForActivity,
    listParticipants,
    findEnrolments,
    acceptOffer,
    declineOffer,
    cancel,
    attend,
    strike,
  ],
  jobs: { 'settle-activities': settleActivities, 'offer-places': offerPlaces },
  importers: { activities: importActivities },
  exports: { passes: exportPasses, participants: exportParticipants },
  panels: [
    {
      name: 'activities',
      title: { nl: 'Vakantieactiviteiten', fr: 'Activités de vacances', en: 'Holiday activities' },
      audience: 'desk',
      route: '/activities',
    },
  ],
  persons: enrolmentsOfPerson,
  problems: Object.values(problems),
});
