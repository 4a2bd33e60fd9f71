import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { unlessErased } from '../../../core/contract/replay.ts';
import { Params } from '../activities/activity-routes.ts';
import { attendActivity, readAttended, strikeAttendance } from './attend-activity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { alreadyPresent, attendanceNotFound, holderNotFound, noActivity } from '../problems.ts';

const uuid = Type.String({ format: 'uuid' });
const Tap = Type.Object({
  card: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
  placeId: uuid,
});
const Attended = Type.Object({
  id: uuid,
  activityId: uuid,
  title: Type.String(),
  day: Type.String({ format: 'date' }),
});

/** A tap at the door of an activity. */
export const attend: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/attendances',
  summary: 'Take down that the holder of a card is there for the activity that is on',
  permission: 'GRABBELPAS_ATTENDANCES_WRITE',
  body: Tap,
  response: Attended,
  problems: [holderNotFound, noActivity, alreadyPresent],
  async handle(
    host: Host<GrabbelpasConfig>,
    { body, commandId: id }: { body: Static<typeof Tap>; commandId: string },
  ) {
    return { id, ...(await attendActivity(host, { ...body, id })) };
  },
  async replay(host: Host<GrabbelpasConfig>, { commandId: id }: { commandId: string }) {
    const { attended, enrolment } = await readAttended(host, id);
    return unlessErased(host, enrolment, { id, ...attended });
  },
};

/** A tap that was a mistake. */
export const strike: RouteDefinition<GrabbelpasConfig> = {
  method: 'POST',
  path: '/attendances/:id/strike',
  summary: 'Strike an attendance at a holiday activity that was a mistake',
  permission: 'GRABBELPAS_ATTENDANCES_STRIKE',
  params: Params,
  response: Type.Null(),
  problems: [attendanceNotFound],
  async handle(host: Host<GrabbelpasConfig>, { params }: { params: Static<typeof Params> }) {
    await strikeAttendance(host, params.id);
    return null;
  },
  async replay(host: Host<GrabbelpasConfig>, { params }: { params: Static<typeof Params> }) {
    const { enrolment } = await readAttended(host, params.id);
    return unlessErased(host, enrolment, null);
  },
};
