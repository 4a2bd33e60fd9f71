import { type Static, Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import type { RouteDefinition } from '../../core/contract/plugin.ts';
import { unlessErased } from '../../core/contract/replay.ts';
import { attendLesson, readAttendedLesson, strikeAttendance } from './attend-lesson.ts';
import type { SportpasConfig } from './config.ts';
import { alreadyAttending, attendanceNotFound, holderNotFound, noLesson } from './problems.ts';

const uuid = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: uuid });
const Tap = Type.Object({
  card: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
  placeId: uuid,
});
const Attended = Type.Object({
  id: uuid,
  series: Type.String(),
  title: Type.String(),
  day: Type.String({ format: 'date' }),
});

/** A tap at the door of a lesson. */
export const attend: RouteDefinition<SportpasConfig> = {
  method: 'POST',
  path: '/attendances',
  summary: 'Take down that the holder of a card attends the lesson that is on',
  permission: 'SPORTPAS_ATTENDANCES_WRITE',
  body: Tap,
  response: Attended,
  problems: [holderNotFound, noLesson, alreadyAttending],
  async handle(
    host: Host<SportpasConfig>,
    { body, commandId: id }: { body: Static<typeof Tap>; commandId: string },
  ) {
    return { id, ...(await attendLesson(host, { ...body, id })) };
  },
  async replay(host: Host<SportpasConfig>, { commandId: id }: { commandId: string }) {
    const { enrolment, lesson } = await readAttendedLesson(host, id);
    return unlessErased(host, enrolment, { id, ...lesson });
  },
};

/** A tap that was a mistake; what it made sport owe is taken back. */
export const strike: RouteDefinition<SportpasConfig> = {
  method: 'POST',
  path: '/attendances/:id/strike',
  summary: 'Strike an attendance that was a mistake',
  permission: 'SPORTPAS_ATTENDANCES_STRIKE',
  params: Params,
  response: Type.Null(),
  problems: [attendanceNotFound],
  async handle(host: Host<SportpasConfig>, { params }: { params: Static<typeof Params> }) {
    await strikeAttendance(host, params.id);
    return null;
  },
  async replay(host: Host<SportpasConfig>, { params }: { params: Static<typeof Params> }) {
    const { enrolment } = await readAttendedLesson(host, params.id);
    return unlessErased(host, enrolment, null);
  },
};
