import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import { epochOf, isoOf } from '../../../core/contract/moment.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { unlessErased } from '../../../core/contract/replay.ts';
import { Attendance } from './attendance.entity.ts';
import type { ChildcareConfig } from '../config.ts';
import { addAttendance, correctAttendance, noteMeals, readHistory } from './correct-attendance.ts';
import { listAttendances } from './list-attendances.ts';
import { assertDepartment } from '../places.ts';
import {
  attendanceNotFound,
  holderNotFound,
  impossibleTimes,
  noCare,
  notEnrolled,
  notHere,
  unknownName,
} from '../problems.ts';
import { card, day, IdParams, key, moment, orNull, reason, uuid } from '../shapes.ts';

const times = {
  arrivedAt: moment('when the child came in'),
  departedAt: moment('when it left'),
};
const because = reason('why the taps were not right');
const AddedBody = Type.Object({
  card: card('any number of the card of the child'),
  placeId: uuid,
  ...times,
  because,
});

/** A stay that nobody tapped. */
export const postAttendance: RouteDefinition<ChildcareConfig> = {
  method: 'POST',
  path: '/attendances',
  summary: 'Write a stay down that nobody tapped',
  permission: 'CHILDCARE_ACCESS_ATTENDANCES_WRITE',
  body: AddedBody,
  response: Type.Object({ id: uuid }),
  problems: [notHere, holderNotFound, notEnrolled, noCare, impossibleTimes],
  async handle(
    host: Host<ChildcareConfig>,
    { body, commandId: id }: { body: Static<typeof AddedBody>; commandId: string },
  ) {
    await addAttendance(host, { ...body, id, ...epochsOf(body) });
    return { id };
  },
  async replay(host: Host<ChildcareConfig>, { commandId: id }: { commandId: string }) {
    assertDepartment(host);
    const { entities, municipality } = host;
    const added = await entities.findOne(Attendance, { id, municipality });
    return unlessErased(host, added, { id });
  },
};

/** What every change of a stay has in common. */
const change = {
  permission: 'CHILDCARE_ACCESS_ATTENDANCES_WRITE',
  params: IdParams,
  response: Type.Null(),
  async replay(host: Host<ChildcareConfig>, { params }: { params: Static<typeof IdParams> }) {
    assertDepartment(host);
    const { entities, municipality } = host;
    const changed = await entities.findOne(Attendance, { id: params.id, municipality });
    return unlessErased(host, changed, null);
  },
} as const;

const CorrectedBody = Type.Object({ ...times, because });

/** When a stay really began and ended. */
export const postCorrection: RouteDefinition<ChildcareConfig> = {
  ...change,
  method: 'POST',
  path: '/attendances/:id/correct',
  summary: 'Correct when a stay began and ended; the day is settled anew',
  body: CorrectedBody,
  problems: [notHere, attendanceNotFound, impossibleTimes],
  async handle(
    host: Host<ChildcareConfig>,
    { body, params }: { body: Static<typeof CorrectedBody>; params: Static<typeof IdParams> },
  ) {
    await correctAttendance(host, {
      ...params,
      because: body.because,
      times: epochsOf(body),
    });
    return null;
  },
};

const StruckBody = Type.Object({ because });

/** A stay that never was. */
export const postStrike: RouteDefinition<ChildcareConfig> = {
  ...change,
  method: 'POST',
  path: '/attendances/:id/strike',
  summary: 'Strike a stay that never was; the day is settled anew',
  body: StruckBody,
  problems: [notHere, attendanceNotFound],
  async handle(
    host: Host<ChildcareConfig>,
    { body, params }: { body: Static<typeof StruckBody>; params: Static<typeof IdParams> },
  ) {
    await correctAttendance(host, { ...params, ...body, times: null });
    return null;
  },
};

const MealsBody = Type.Object({
  meals: Type.Array(key('a meal of the settings'), { maxItems: 10 }),
});

/** What a child ate. */
export const putMeals: RouteDefinition<ChildcareConfig> = {
  ...change,
  method: 'PUT',
  path: '/attendances/:id/meals',
  summary: 'Say what a child ate; each meal is a line of its own',
  body: MealsBody,
  problems: [notHere, attendanceNotFound, unknownName],
  async handle(
    host: Host<ChildcareConfig>,
    { body, params }: { body: Static<typeof MealsBody>; params: Static<typeof IdParams> },
  ) {
    await noteMeals(host, { ...params, ...body });
    return null;
  },
};

const Change = Type.Object({
  changedAt: moment('when it was corrected'),
  wasArrivedAt: orNull(moment('when it said the child came in; null for a stay that was added')),
  wasDepartedAt: orNull(moment('when it said the child left')),
  isStruck: Type.Boolean(),
  because: Type.String(),
  changedBy: orNull(Type.String({ description: 'the client by which it was corrected' })),
});

/** What a stay said before. */
export const getHistory: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/attendances/:id/history',
  summary: 'What a stay said before each of its corrections, and why it was corrected',
  permission: 'CHILDCARE_ACCESS_ATTENDANCES_READ',
  params: IdParams,
  response: Type.Array(Change),
  problems: [notHere, attendanceNotFound],
  async handle(host: Host<ChildcareConfig>, { params }: { params: Static<typeof IdParams> }) {
    const changes = await readHistory(host, params.id);
    return changes.map(({ changedAt, wasArrivedAt, wasDepartedAt, ...rest }) => ({
      ...rest,
      changedAt: isoOf(changedAt),
      wasArrivedAt: wasArrivedAt === null ? null : isoOf(wasArrivedAt),
      wasDepartedAt: wasDepartedAt === null ? null : isoOf(wasDepartedAt),
    }));
  },
};

const DayParams = Type.Object({ placeId: uuid, day: day('a day') });
const forDepartment = (what: string) =>
  orNull(Type.String({ description: `${what}; for the department alone, while it is kept` }));
const Stay = Type.Object({
  attendanceId: uuid,
  firstName: Type.String(),
  lastName: Type.String(),
  arrivedAt: moment('when the child came in'),
  departedAt: orNull(moment('when it left')),
  departedBy: orNull(
    Type.Union(
      (['card', 'staff', 'alone', 'closing', 'desk'] as const).map((one) => Type.Literal(one)),
      { description: '`closing` is a child that nobody tapped out' },
    ),
  ),
  meals: Type.Array(Type.String()),
  isStruck: Type.Boolean(),
  isCorrected: Type.Boolean(),
  fetchedBy: forDepartment('who fetched the child'),
  arrivalReason: forDepartment('why it was taken in when it was not expected'),
  departureReason: forDepartment('why staff confirmed who fetched it'),
});

/** The stays of a day, to look over and to correct. */
export const getAttendances: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/locations/:placeId/days/:day',
  summary: 'The stays of a day at a location, by name; forgotten check-outs are flagged',
  permission: 'CHILDCARE_ACCESS_ATTENDANCES_READ',
  params: DayParams,
  response: Type.Array(Stay),
  problems: [notHere],
  async handle(host: Host<ChildcareConfig>, { params }: { params: Static<typeof DayParams> }) {
    const stays = await listAttendances(host, params);
    return stays.map(({ arrivedAt, departedAt, ...stay }) => ({
      ...stay,
      arrivedAt: isoOf(arrivedAt),
      departedAt: departedAt === null ? null : isoOf(departedAt),
    }));
  },
};

function epochsOf({ arrivedAt, departedAt }: { arrivedAt: string; departedAt: string }) {
  return { arrivedAt: epochOf(arrivedAt), departedAt: epochOf(departedAt) };
}
