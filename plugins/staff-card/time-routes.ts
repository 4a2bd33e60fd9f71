import { type Static, Type } from 'typebox';
import type { Host } from '../../core/contract/host.ts';
import { epochOf, isoOf } from '../../core/contract/moment.ts';
import type { RouteDefinition } from '../../core/contract/plugin.ts';
import { calendarPeriodOf } from '../../core/contract/period.ts';
import { clockInOrOut } from './clock-in-or-out.ts';
import { correctTime } from './correct-time.ts';
import type { StaffConfig } from './config.ts';
import {
  alreadyClockedIn,
  badgeNeeded,
  clockNotFound,
  notClockedIn,
  timeEntryImpossible,
  timeEntryNotFound,
  workerNotFound,
} from './problems.ts';
import { TimeEntry } from './time-entry.entity.ts';
import { isRunning } from './time-rules.ts';
import { writeHours } from './write-hours.ts';

const uuid = Type.String({ format: 'uuid' });
const moment = (description: string) => Type.String({ format: 'date-time', description });
const Params = Type.Object({ id: uuid });
const Tap = Type.Object({
  card: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
  placeId: uuid,
  direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
});
const Tapped = Type.Object({ direction: Tap.properties.direction });
const Month = Type.Object({
  month: Type.String({
    pattern: '^2\\d{3}-(?:0[1-9]|1[0-2])$',
    'x-form': 'a month such as 2026-11',
    description: 'such as 2026-11',
  }),
});
const Shown = Type.Object({
  id: uuid,
  staffNumber: Type.String(),
  lastName: Type.String(),
  firstName: Type.String(),
  day: Type.String({ format: 'date' }),
  enteredAt: moment('the way in'),
  leftAt: Type.Union([moment('the way out'), Type.Null()]),
  isWithoutEnd: Type.Boolean({ description: 'the way out was forgotten: to be corrected' }),
  struckAt: Type.Union([moment('when it was corrected: another counts in its place'), Type.Null()]),
  correctsId: Type.Union([uuid, Type.Null()], { description: 'the entry in whose place it is' }),
  reason: Type.Union([Type.String(), Type.Null()], {
    description: 'why it was written by hand; null for what was clocked',
  }),
});
const Hours = Type.Object({
  enteredAt: moment('the way in'),
  leftAt: moment('the way out'),
  reason: Type.String({ minLength: 1, maxLength: 200, description: 'why it is corrected' }),
});
const Unclocked = Type.Object({
  staffNumber: Type.String({ minLength: 1, maxLength: 100, description: 'of who worked' }),
  placeId: Type.String({ format: 'uuid', description: 'of the clock that was passed by' }),
  enteredAt: moment('when the work began'),
  leftAt: moment('when it was over'),
  reason: Type.String({ minLength: 1, maxLength: 200, description: 'why nobody clocked' }),
});

/** A tap at a time clock; the device says which way. */
export const tapClock: RouteDefinition<StaffConfig> = {
  method: 'POST',
  path: '/time-entries',
  summary: 'Take down that a member of staff clocks in or out',
  permission: 'STAFF_CARD_TIME_WRITE',
  body: Tap,
  response: Tapped,
  problems: [clockNotFound, badgeNeeded, alreadyClockedIn, notClockedIn],
  async handle(
    host: Host<StaffConfig>,
    { body, commandId: id }: { body: Static<typeof Tap>; commandId: string },
  ) {
    await clockInOrOut(host, { ...body, id });
    return { direction: body.direction };
  },
  async replay(
    { entities, municipality }: Host<StaffConfig>,
    { body, commandId }: { body: Static<typeof Tap>; commandId: string },
  ) {
    const tapped = body.direction === 'in' ? { id: commandId } : { leftBy: commandId };
    const entries = await entities.count(TimeEntry, { municipality, ...tapped });
    return entries === 0 ? undefined : { direction: body.direction };
  },
};

/**
 * The entries of a month, by day: those that stand, and those that were struck by a correction.
 * Whose they are is recorded as looked at.
 */
export const listTimes: RouteDefinition<StaffConfig> = {
  method: 'GET',
  path: '/time-entries',
  summary: 'The time entries of a month, with those that were corrected',
  permission: 'STAFF_CARD_TIME_READ',
  query: Month,
  response: Type.Array(Shown),
  problems: [clockNotFound],
  async handle(host: Host<StaffConfig>, { query }: { query: Static<typeof Month> }) {
    const { config, entities, municipality, organizer } = host;
    if (organizer !== config.department) throw clockNotFound();
    const { from, until } = calendarPeriodOf(`${query.month}-01`, 'MONTH');
    const found = await entities.find(
      TimeEntry,
      { municipality, day: { $gte: from, $lte: until ?? from } },
      { orderBy: { enteredAt: 'asc', struckAt: 'asc', id: 'asc' }, disableIdentityMap: true },
    );
    const persons = await host.passholders.describe(found.map((one) => one.passholderId));
    const clock = { now: host.now(), longestHours: config.timeClock?.longestHours ?? 0 };
    return found.flatMap((entry) => {
      const { id, day, enteredAt, staffNumber } = entry;
      const { correctsId = null, leftAt = null, reason = null, struckAt = null } = entry;
      const person = persons.get(entry.passholderId);
      if (!person) return [];
      const stands = struckAt === null;
      return [
        {
          id,
          staffNumber,
          lastName: person.lastName,
          firstName: person.firstName,
          day,
          enteredAt: isoOf(enteredAt),
          leftAt: leftAt === null ? null : isoOf(leftAt),
          isWithoutEnd: stands && leftAt === null && !isRunning({ enteredAt, leftAt }, clock),
          struckAt: stands ? null : isoOf(struckAt),
          correctsId,
          reason,
        },
      ];
    });
  },
};

/** Another way in and out in the place of an entry. */
export const correctEntry: RouteDefinition<StaffConfig> = {
  method: 'POST',
  path: '/time-entries/:id/correct',
  summary: 'Correct the hours of a member of staff',
  permission: 'STAFF_CARD_TIME_CORRECT',
  params: Params,
  body: Hours,
  response: Type.Object({ id: uuid }),
  problems: [clockNotFound, timeEntryNotFound, timeEntryImpossible],
  async handle(
    host: Host<StaffConfig>,
    asked: { params: Static<typeof Params>; body: Static<typeof Hours>; commandId: string },
  ) {
    if (host.organizer !== host.config.department) throw clockNotFound();
    const { body, commandId: id, params } = asked;
    await correctTime(host, {
      id,
      correctsId: params.id,
      enteredAt: epochOf(body.enteredAt),
      leftAt: epochOf(body.leftAt),
      reason: body.reason,
    });
    return { id };
  },
  replay: tellAgain,
};

/** Hours that were worked without a tap. */
export const addEntry: RouteDefinition<StaffConfig> = {
  method: 'POST',
  path: '/time-entries/add',
  summary: 'Write down hours of a member of staff that nobody clocked',
  permission: 'STAFF_CARD_TIME_CORRECT',
  body: Unclocked,
  response: Type.Object({ id: uuid }),
  problems: [clockNotFound, workerNotFound, timeEntryImpossible],
  async handle(
    host: Host<StaffConfig>,
    { body, commandId: id }: { body: Static<typeof Unclocked>; commandId: string },
  ) {
    if (host.organizer !== host.config.department) throw clockNotFound();
    const { enteredAt, leftAt } = body;
    await writeHours(host, { ...body, id, enteredAt: epochOf(enteredAt), leftAt: epochOf(leftAt) });
    return { id };
  },
  replay: tellAgain,
};

/** Undefined for an entry of somebody who was erased since, or one that was forgotten. */
async function tellAgain(
  { entities, municipality }: Host<StaffConfig>,
  { commandId: id }: { commandId: string },
): Promise<{ id: string } | undefined> {
  const entries = await entities.count(TimeEntry, { municipality, id });
  return entries === 0 ? undefined : { id };
}
