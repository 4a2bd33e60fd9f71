import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import { isoOf } from '../../../core/contract/moment.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { unlessErased } from '../../../core/contract/replay.ts';
import type { Problem } from '../../../core/contract/problem.ts';
import { arrive } from './arrive.ts';
import { Attendance } from './attendance.entity.ts';
import type { ChildcareConfig } from '../config.ts';
import { depart, noteBarred } from './depart.ts';
import { insidePage } from './inside-page.ts';
import { findLocation } from '../places.ts';
import {
  alreadyInside,
  holderNotFound,
  notEnrolled,
  notExpected,
  notHere,
  notInside,
  pickUpRefused,
} from '../problems.ts';
import { card, IdParams, moment, orNull, reason, uuid } from '../shapes.ts';
import { listInside } from './who-is-inside.ts';

const Tapped = Type.Object({
  attendanceId: uuid,
  arrivedAt: moment('when the child came in'),
  departedAt: orNull(moment('when it left')),
});

/** The taps answer when, and nothing of who: the screen knows whose card it read. */
async function readTapped({ entities, municipality }: Host<ChildcareConfig>, id: string) {
  const found = await entities.findOneOrFail(
    Attendance,
    { id, municipality },
    { disableIdentityMap: true },
  );
  const { arrivedAt, departedAt } = found;
  const left = typeof departedAt === 'number' ? isoOf(departedAt) : null;
  return { attendanceId: id, arrivedAt: isoOf(arrivedAt), departedAt: left };
}

/** The same, when a tap is sent again; undefined for a child that was erased since. */
async function readAgain(
  host: Host<ChildcareConfig>,
  of: { readonly id: string } | { readonly departureId: string },
) {
  const { entities, municipality } = host;
  const tapped = await entities.findOneOrFail(Attendance, { ...of, municipality });
  return unlessErased(host, tapped, await readTapped(host, tapped.id));
}

const ArrivalBody = Type.Object({
  card: card('any number of the card of the child'),
  placeId: uuid,
  because: Type.Optional(reason('why a child is taken in that was not expected')),
});

/** A child comes in. */
export const postArrival: RouteDefinition<ChildcareConfig> = {
  method: 'POST',
  path: '/arrivals',
  summary: 'A child comes in',
  permission: 'CHILDCARE_ACCESS_TAPS_WRITE',
  body: ArrivalBody,
  response: Tapped,
  problems: [notHere, holderNotFound, notEnrolled, notExpected, alreadyInside],
  async handle(
    host: Host<ChildcareConfig>,
    { body, commandId: id }: { body: Static<typeof ArrivalBody>; commandId: string },
  ) {
    await arrive(host, { ...body, id });
    return readTapped(host, id);
  },
  async replay(
    host: Host<ChildcareConfig>,
    { body, commandId: id }: { body: Static<typeof ArrivalBody>; commandId: string },
  ) {
    findLocation(host, body.placeId);
    return readAgain(host, { id });
  },
};

const leaving = {
  placeId: uuid,
  pickUpCard: Type.Optional(card('of who fetches it; left out when it goes home by itself')),
  confirmed: Type.Optional(
    Type.Object(
      { personId: uuid, because: reason('why no card proves it') },
      { description: 'who fetches it, by the id of its list, when staff confirms it' },
    ),
  ),
};
const DepartureBody = Type.Object({
  card: card('any number of the card of the child'),
  ...leaving,
});

/** A child goes home. */
export const postDeparture: RouteDefinition<ChildcareConfig> = {
  method: 'POST',
  path: '/departures',
  summary: 'A child goes home, with somebody who may fetch it or by itself',
  permission: 'CHILDCARE_ACCESS_TAPS_WRITE',
  body: DepartureBody,
  response: Tapped,
  problems: [notHere, holderNotFound, notInside, pickUpRefused],
  async handle(
    host: Host<ChildcareConfig>,
    { body, commandId: id }: { body: Static<typeof DepartureBody>; commandId: string },
  ) {
    return readTapped(host, await depart(host, { ...body, whose: body, id }));
  },
  async noteRefusal(
    host: Host<ChildcareConfig>,
    { body, commandId: id }: { body: Static<typeof DepartureBody>; commandId: string },
    { details }: Problem,
  ) {
    if (details['refused'] === 'barred') await noteBarred(host, { ...body, whose: body, id });
  },
  replay: replayDeparture,
};

const StayDepartureBody = Type.Object(leaving);
interface StayDeparture {
  readonly params: Static<typeof IdParams>;
  readonly body: Static<typeof StayDepartureBody>;
  readonly commandId: string;
}

/** A child goes home whose card is lost or blocked: staff names it on the list of who is inside. */
export const postDepartureOfStay: RouteDefinition<ChildcareConfig> = {
  method: 'POST',
  path: '/attendances/:id/departure',
  summary: 'A child goes home without its card, with somebody who may fetch it or by itself',
  permission: 'CHILDCARE_ACCESS_TAPS_WRITE',
  params: IdParams,
  body: StayDepartureBody,
  response: Tapped,
  problems: [notHere, holderNotFound, notInside, pickUpRefused],
  async handle(host: Host<ChildcareConfig>, { body, commandId: id, params }: StayDeparture) {
    const whose = { attendanceId: params.id };
    return readTapped(host, await depart(host, { ...body, whose, id }));
  },
  async noteRefusal(
    host: Host<ChildcareConfig>,
    { body, commandId: id, params }: StayDeparture,
    { details }: Problem,
  ) {
    const whose = { attendanceId: params.id };
    if (details['refused'] === 'barred') await noteBarred(host, { ...body, whose, id });
  },
  replay: replayDeparture,
};

/** The same departure, when it is sent again. */
async function replayDeparture(
  host: Host<ChildcareConfig>,
  { body, commandId: departureId }: { body: { placeId: string }; commandId: string },
) {
  findLocation(host, body.placeId);
  return readAgain(host, { departureId });
}

const PlaceParams = Type.Object({ placeId: uuid });
type PlaceRequest = { params: Static<typeof PlaceParams> };

const InsideNow = Type.Object({
  location: Type.String({ description: 'as lists call it' }),
  at: moment('the moment of the list'),
  children: Type.Array(
    Type.Object({
      attendanceId: uuid,
      firstName: Type.String(),
      lastName: Type.String(),
      group: orNull(Type.String({ description: 'as children know it' })),
      since: moment('when it came in'),
      allergies: orNull(Type.String({ description: 'for who works at the location' })),
    }),
  ),
});

/** Who is inside now. */
export const getInside: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/locations/:placeId/inside',
  summary: 'Who is inside a location now, by name',
  permission: 'CHILDCARE_ACCESS_INSIDE_READ',
  params: PlaceParams,
  response: InsideNow,
  problems: [notHere],
  async handle(host: Host<ChildcareConfig>, { params }: PlaceRequest) {
    const { children, location } = await listInside(host, params.placeId);
    return {
      location: location.settings.name,
      at: isoOf(host.now()),
      children: children.map(({ since, ...child }) => ({ ...child, since: isoOf(since) })),
    };
  },
};

/** The same, to print. */
export const getInsidePage: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/locations/:placeId/inside/page',
  summary: 'Who is inside a location now, as a page to print',
  permission: 'CHILDCARE_ACCESS_INSIDE_READ',
  params: PlaceParams,
  response: Type.String({ description: 'HTML' }),
  isPage: true,
  problems: [notHere],
  async handle(host: Host<ChildcareConfig>, { params }: PlaceRequest) {
    return insidePage(await listInside(host, params.placeId), host.now());
  },
};
