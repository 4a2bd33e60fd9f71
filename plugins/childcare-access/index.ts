import { definePlugin } from '../../core/contract/plugin.ts';
import {
  getAttendances,
  getHistory,
  postAttendance,
  postCorrection,
  postStrike,
  putMeals,
} from './attendance/attendance-routes.ts';
import { Attendance, AttendanceChange, RefusedPickUp } from './attendance/attendance.entity.ts';
import { closeForgotten, settleDays, settleOneDay } from './childcare-jobs.ts';
import { childcareRights } from './childcare-rights.ts';
import { ChildcareConfig, EnrolledChild } from './config.ts';
import { findContradictions, findUnknown } from './contradictions.ts';
import { childcareCharge, ChildcareData } from './money/charge-child.ts';
import {
  postEnd,
  putAllergies,
  putPattern,
  putPayers,
  putPersons,
} from './enrolments/enrolment-change-routes.ts';
import { getDeviceKey, getDeviceList, getWhoMayFetch } from './attendance/door-routes.ts';
import { addEnrolment, findEnrolments } from './enrolments/enrolment-routes.ts';
import { Contact, Enrolment, Payer } from './enrolments/enrolment.entity.ts';
import { exportChildren } from './enrolments/export-children.ts';
import { forgetEnded } from './enrolments/forget-ended.ts';
import { childrenOfPerson } from './enrolments/forget-person.ts';
import { importChildren } from './enrolments/import-children.ts';
import { migrations } from './migrations.ts';
import { exportCertificates } from './money/export-certificates.ts';
import { exportCharges } from './money/export-charges.ts';
import { getCertificates, getCharges, postPayment } from './money/money-routes.ts';
import * as problems from './problems.ts';
import { CareDay, SettledLine } from './money/settlement.entity.ts';
import { getRefusedPickUps } from './attendance/refused-pick-ups.ts';
import {
  getInside,
  getInsidePage,
  postArrival,
  postDeparture,
  postDepartureOfStay,
} from './attendance/tap-routes.ts';

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
  entities: [
    Enrolment,
    Contact,
    Payer,
    Attendance,
    AttendanceChange,
    RefusedPickUp,
    CareDay,
    SettledLine,
  ],
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
    postDepartureOfStay,
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
    getRefusedPickUps,
    postPayment,
    getCharges,
    getCertificates,
  ],
  jobs: {
    'close-forgotten': closeForgotten,
    'settle-days': settleDays,
    'settle-day': settleOneDay,
    'forget-ended': forgetEnded,
  },
  importers: { children: importChildren },
  exports: {
    children: exportChildren,
    charges: exportCharges,
    certificates: exportCertificates,
  },
  persons: childrenOfPerson,
  problems: Object.values(problems),
});
