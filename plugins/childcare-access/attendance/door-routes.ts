import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import { isoOf } from '../../../core/contract/moment.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import type { ChildcareConfig } from '../config.ts';
import { giveDeviceKey, sealDeviceList } from './device-list.ts';
import { Person } from '../enrolments/enrolment-shapes.ts';
import { attendanceNotFound, locationClosed, notHere } from '../problems.ts';
import { IdParams, moment, uuid } from '../shapes.ts';
import { listWhoMayFetch } from './who-may-fetch.ts';

const MayFetch = Type.Object({
  mayLeaveAlone: Type.Boolean(),
  persons: Type.Array(
    Type.Object({
      id: uuid,
      kind: Person.properties.kind,
      name: Type.String(),
      hasCard: Type.Boolean({ description: 'whose own card proves who it is' }),
    }),
  ),
});

/** With whom a child may leave. */
export const getWhoMayFetch: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/attendances/:id/persons',
  summary: 'Who may fetch a child that is inside, and who never may',
  permission: 'CHILDCARE_ACCESS_INSIDE_READ',
  params: IdParams,
  response: MayFetch,
  problems: [attendanceNotFound],
  handle: (host: Host<ChildcareConfig>, { params }: { params: Static<typeof IdParams> }) =>
    listWhoMayFetch(host, params.id),
};

const PlaceParams = Type.Object({ placeId: uuid });
type PlaceRequest = { params: Static<typeof PlaceParams> };

const keyId = Type.String({ description: 'of the key that opens it' });
const until = moment('when the device forgets it; asked again, it may have become later');

/** Who is inside, for when there is no network. */
export const getDeviceList: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/locations/:placeId/device/list',
  summary: 'Name and group of who is inside, sealed for the device of the location',
  permission: 'CHILDCARE_ACCESS_DEVICE_READ',
  params: PlaceParams,
  response: Type.Object({
    keyId,
    sealed: Type.String({
      description: 'base64url of the nonce (12 bytes), the list (AES-256-GCM) and its tag',
    }),
    at: moment('the moment of the list'),
    until,
  }),
  problems: [notHere, locationClosed],
  async handle(host: Host<ChildcareConfig>, { params }: PlaceRequest) {
    const list = await sealDeviceList(host, params.placeId);
    return { ...list, at: isoOf(list.at), until: isoOf(list.until) };
  },
};

/** What opens it, until closing time. */
export const getDeviceKey: RouteDefinition<ChildcareConfig> = {
  method: 'GET',
  path: '/locations/:placeId/device/key',
  summary: 'The key of the lists of today, for the memory of the device alone',
  permission: 'CHILDCARE_ACCESS_DEVICE_READ',
  params: PlaceParams,
  response: Type.Object({
    keyId,
    key: Type.String({ description: 'base64url of 32 bytes' }),
    until,
  }),
  problems: [notHere, locationClosed],
  async handle(host: Host<ChildcareConfig>, { params }: PlaceRequest) {
    const given = await giveDeviceKey(host, params.placeId);
    return { ...given, until: isoOf(given.until) };
  },
};
