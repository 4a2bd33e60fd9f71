import { type Static, type TObject, Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import type { RouteDefinition } from '../../../core/contract/plugin.ts';
import { unlessErased } from '../../../core/contract/replay.ts';
import {
  changeAllergies,
  changePattern,
  changePayers,
  changePersons,
  endEnrolment,
} from './change-enrolment.ts';
import type { ChildcareConfig } from '../config.ts';
import { Allergies, Pattern, Payers, Persons } from './enrolment-shapes.ts';
import { assertDepartment } from '../places.ts';
import {
  contradictoryList,
  enrolmentNotFound,
  holderNotFound,
  namelessPayer,
  noCare,
  notHere,
  unknownName,
} from '../problems.ts';
import { Enrolment } from './enrolment.entity.ts';
import { day, IdParams } from '../shapes.ts';

type Request<Body extends TObject> = { params: Static<typeof IdParams>; body: Static<Body> };

/** What every change of an enrolment has in common. */
const change = {
  permission: 'CHILDCARE_ACCESS_ENROLMENTS_WRITE',
  params: IdParams,
  response: Type.Null(),
  async replay(host: Host<ChildcareConfig>, { params }: { params: Static<typeof IdParams> }) {
    assertDepartment(host);
    const { entities, municipality } = host;
    const changed = await entities.findOne(Enrolment, { id: params.id, municipality });
    return unlessErased(host, changed, null);
  },
} as const;

/** When a child is expected. */
export const putPattern: RouteDefinition<ChildcareConfig> = {
  ...change,
  method: 'PUT',
  path: '/enrolments/:id/days',
  summary: 'Change when a child is expected',
  body: Pattern,
  problems: [notHere, enrolmentNotFound, unknownName, noCare],
  async handle(host: Host<ChildcareConfig>, { params, body }: Request<typeof Pattern>) {
    await changePattern(host, { ...params, pattern: body });
    return null;
  },
};

const PersonsBody = Type.Object({ persons: Persons });

/** Who may fetch a child, and who never may. */
export const putPersons: RouteDefinition<ChildcareConfig> = {
  ...change,
  method: 'PUT',
  path: '/enrolments/:id/persons',
  summary: 'Replace the persons who may fetch a child, and those who never may',
  body: PersonsBody,
  problems: [notHere, enrolmentNotFound, holderNotFound, contradictoryList],
  async handle(host: Host<ChildcareConfig>, { params, body }: Request<typeof PersonsBody>) {
    await changePersons(host, { ...params, ...body });
    return null;
  },
};

const PayersBody = Type.Object({ payers: Payers });

/** Who pays, from today on, or from the first day of an enrolment that is to begin. */
export const putPayers: RouteDefinition<ChildcareConfig> = {
  ...change,
  method: 'PUT',
  path: '/enrolments/:id/payers',
  summary: 'Replace who pays for a child, and which share, from today on',
  body: PayersBody,
  problems: [notHere, enrolmentNotFound, holderNotFound, contradictoryList, namelessPayer],
  async handle(host: Host<ChildcareConfig>, { params, body }: Request<typeof PayersBody>) {
    await changePayers(host, { ...params, ...body });
    return null;
  },
};

const AllergiesBody = Type.Object({ allergies: Allergies });

/** What a child cannot bear. */
export const putAllergies: RouteDefinition<ChildcareConfig> = {
  ...change,
  method: 'PUT',
  path: '/enrolments/:id/allergies',
  summary: 'Say what a child cannot bear; it is kept sealed, and shown at its location only',
  body: AllergiesBody,
  problems: [notHere, enrolmentNotFound],
  async handle(host: Host<ChildcareConfig>, { params, body }: Request<typeof AllergiesBody>) {
    await changeAllergies(host, { ...params, ...body });
    return null;
  },
};

const EndBody = Type.Object({
  lastDay: Type.Optional(
    day('yesterday when left out, or when it is earlier; before its first day it never was'),
  ),
});

/** A child is not cared for any more. */
export const postEnd: RouteDefinition<ChildcareConfig> = {
  ...change,
  method: 'POST',
  path: '/enrolments/:id/end',
  summary: 'End an enrolment',
  body: EndBody,
  problems: [notHere, enrolmentNotFound],
  async handle(host: Host<ChildcareConfig>, { params, body }: Request<typeof EndBody>) {
    await endEnrolment(host, { ...params, ...body });
    return null;
  },
};
