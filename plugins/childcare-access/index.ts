import { definePlugin } from '../../core/contract/plugin.ts';
import {
  getAttendances,
  getHistory,
  postAttendance,
  postCorrection,
  postStrike,
  putMeals,
} from './attendance-routes.ts';
import { Attendance, AttendanceChange } from './attendance.entity.ts';
import { closeForgotten, settleDays, settleOneDay } from './childcare-jobs.ts';
import { childcareRights } from './childcare-rights.ts';
import { ChildcareConfig, EnrolledChild } from './config.ts';
import { findContradictions, findUnknown } from './contradictions.ts';
import { childcareCharge, ChildcareData } from './day-prices.ts';
import {
  postEnd,
  putAllergies,
  putPattern,
  putPayers,
  putPersons,
} from './enrolment-change-routes.ts';
import { getDeviceKey, getDeviceList, getWhoMayFetch } from './door-routes.ts';
import { addEnrolment, findEnrolments } from './enrolment-routes.ts';
import { Contact, Enrolment, Payer } from './enrolment.entity.ts';
import { exportChildren } from './export-children.ts';
import { forgetEnded } from './forget-ended.ts';
import { childrenOfPerson } from './forget-person.ts';
import { importChildren } from './import-children.ts';
import { migrations } from './migrations.ts';
import { getCertificates, postPayment } from './money-routes.ts';
import * as problems from './problems.ts';
import { CareDay, SettledLine } from './settlement.entity.ts';
import { getInside, getInsidePage, postArrival, postDeparture } from './tap-routes.ts';

export default definePlugin({
  name: 'childcare-access',
  title: { nl: 'Kinderopvang', fr: 'Accueil extrascolaire', en: 'Childcare' },
  config: ChildcareConfig,
  contradictions: findContradictions,
  roles: {
    child: {
      title: { nl: 'Kinderopvang', fr: 'Accueil extrascolaire', en: 'Childcare' },
      visibility: 'hidden',
      outward: { name: 'voordeel', title: { nl: 'Voordeel', fr: 'Avantage', en: 'Benefit' } },
      owner: ({ department }) => department,
      attributes: EnrolledChild,
      unknownAttribute: findUnknown,
      oneForEach: 'location',
      keptByPlugin: true,
      period: ({ from }) => ({ from, until: null }),
      social: ({ department, socialReduction }) =>
        socialReduction ?? { percent: 0, funder: department },
    },
  },
  rights: childcareRights,
  billing: { settled: childcareCharge, settlementData: ChildcareData },
  entities: [Enrolment, Contact, Payer, Attendance, AttendanceChange, CareDay, SettledLine],
  migrations,
  routes: [
    addEnrolment,
    findEnrolments,
    putPattern,
    putPersons,
    putPayers,
    putAllergies,
    postEnd,
    postArrival,
    postDeparture,
    getInside,
    getInsidePage,
    getWhoMayFetch,
    getDeviceList,
    getDeviceKey,
    getAttendances,
    postAttendance,
    postCorrection,
    postStrike,
    putMeals,
    getHistory,
    postPayment,
    getCertificates,
  ],
  jobs: {
    'close-forgotten': closeForgotten,
    'settle-days': settleDays,
    'settle-day': settleOneDay,
    'forget-ended': forgetEnded,
  },
  importers: { children: importChildren },
  exports: { children: exportChildren },
  persons: childrenOfPerson,
  problems: Object.values(problems),
});
