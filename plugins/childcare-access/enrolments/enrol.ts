import type { Host } from '../../../core/contract/host.ts';
import type { Period } from '../../../core/contract/period.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';
import { Enrolment } from './enrolment.entity.ts';
import { type Listed, sealListed } from './listed.ts';
import { CHILD } from './hold-enrolments.ts';
import { sealAllergies } from './sealed-about.ts';
import { addContacts, addPayers, type NewContact, type NewPayer } from './write-persons.ts';
import { todayOf } from '../today.ts';

/** A child that is to be enrolled, with all that the childcare has to know. */
export interface NewEnrolment {
  /** Of the enrolment that is made. */
  readonly id: string;
  readonly passholderId: string;
  readonly child: EnrolledChild;
  readonly allergies: string | null;
  readonly contacts: readonly NewContact[];
  /** None for the household of the child. */
  readonly payers: readonly NewPayer[];
  /** What the list said of it; left out for who is enrolled by hand. */
  readonly listed?: Listed;
  /** From today on, when left out. */
  readonly period?: Period;
}

/**
 * Enrols a child at a location.
 *
 * @throws Problem `role-already-held` when it is enrolled there already; whatever else core has
 * against it
 */
export async function enrol(host: Host<ChildcareConfig>, asked: NewEnrolment): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const { allergies, child, contacts, id, listed, passholderId, payers } = asked;
  const period = asked.period ?? { from: todayOf(host), until: null };
  const role = await host.roles.issue({
    passholderId,
    role: CHILD,
    attributes: child,
    takenOver: period,
  });
  await entities.insert(Enrolment, {
    cardSystemId,
    id,
    municipality,
    roleId: role.id,
    passholderId,
    firstDay: period.from,
    sealedAllergies: sealAllergies(host, id, allergies),
    sealedListed: listed === undefined ? null : sealListed(host, id, listed),
  });
  await addContacts(host, { enrolmentId: id, from: 0 }, contacts);
  await addPayers(host, { enrolmentId: id, validFrom: period.from }, payers);
}
