import { type Static, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { unlessErased } from '../../../core/contract/replay.ts';
import type { ChildcareConfig } from '../config.ts';
import { describeEnrolment, readPayers, readPersons } from './describe-enrolment.ts';
import { enrol } from './enrol.ts';
import { Allergies, FoundEnrolment, Pattern, Payers, Persons } from './enrolment-shapes.ts';
import { Enrolment } from './enrolment.entity.ts';
import { assertNotPast } from './first-day.ts';
import { findByCard } from './find-child.ts';
import { type EnrolledRow, holdEnrolments } from './hold-enrolments.ts';
import { assertDepartment } from '../places.ts';
import {
  contradictoryList,
  fromThePast,
  holderNotFound,
  namelessPayer,
  noCare,
  notHere,
  unknownName,
} from '../problems.ts';
import { assertCareOn, assertNames } from './change-enrolment.ts';
import { card, day, key, uuid } from '../shapes.ts';
import { todayOf } from '../today.ts';

const NewEnrolment = Type.Object({
  card: card('any number of the card of the child'),
  location: key('where it is cared for'),
  from: Type.Optional(day('its first day; today when left out')),
  ...Pattern.properties,
  persons: Type.Optional(Persons),
  payers: Type.Optional(Payers),
  allergies: Type.Optional(Allergies),
});
const Enrolled = Type.Object({ id: uuid });

/** A child is enrolled at a location, from today on or from a later day. */
export const addEnrolment: RouteDefinition<ChildcareConfig> = {
  method: 'POST',
  path: '/enrolments',
  summary: 'Enrol a child at a location',
  permission: 'CHILDCARE_ACCESS_ENROLMENTS_WRITE',
  body: NewEnrolment,
  response: Enrolled,
  problems: [
    notHere,
    holderNotFound,
    unknownName,
    noCare,
    fromThePast,
    contradictoryList,
    namelessPayer,
  ],
  async handle(
    host: Host<ChildcareConfig>,
    { body, commandId: id }: { body: Static<typeof NewEnrolment>; commandId: string },
  ) {
    assertDepartment(host);
    const { allergies = '', card: number, payers, persons, ...rest } = body;
    const { from = todayOf(host), ...pattern } = rest;
    assertNotPast(host, from);
    assertNames(host, pattern);
    const child = { extraDays: [], absentDays: [], ...pattern };
    assertCareOn(host, child, null);
    await enrol(host, {
      id,
      passholderId: await findByCard(host, number),
      child,
      allergies: allergies.trim() === '' ? null : allergies,
      contacts: await readPersons(host, persons ?? []),
      payers: await readPayers(host, payers ?? [{ share: 1 }]),
      period: { from, until: null },
    });
    return { id };
  },
  async replay(host: Host<ChildcareConfig>, { commandId: id }: { commandId: string }) {
    assertDepartment(host);
    const { entities, municipality } = host;
    const made = await entities.findOne(Enrolment, { id, municipality });
    return unlessErased(host, made, { id });
  },
};

const Card = Type.Object({ card: card('any number of the card of the child') });

/** What the childcare needs to change an enrolment, and to know who may fetch a child. */
export const findEnrolments: RouteDefinition<ChildcareConfig> = {
  method: 'POST',
  path: '/enrolments/find',
  summary: 'The enrolments of the child of a card, with who may fetch it and who pays',
  permission: 'CHILDCARE_ACCESS_ENROLMENTS_READ',
  changesNothing: true,
  body: Card,
  response: Type.Array(FoundEnrolment),
  problems: [notHere, holderNotFound],
  async handle(host: Host<ChildcareConfig>, { body }: { body: Static<typeof Card> }) {
    assertDepartment(host);
    const held = await holdEnrolments(host, await findByCard(host, body.card));
    const found: FoundEnrolment[] = [];
    for (const one of held.toSorted(byFirstDay)) found.push(await describeEnrolment(host, one));
    return found;
  },
};

function byFirstDay(a: EnrolledRow, b: EnrolledRow): number {
  return a.role.period.from < b.role.period.from ? -1 : 1;
}
