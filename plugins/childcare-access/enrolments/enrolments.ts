import { LockMode } from '@mikro-orm/core';
import type { Host, RoleOfHolder } from '../../../core/contract/host.ts';
import { clockAt } from '../../../core/contract/period.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';
import { Contact, Enrolment, Payer } from './enrolment.entity.ts';
import { enrolmentNotFound, holderNotFound } from '../problems.ts';

/** The role by which a child is enrolled. */
export const CHILD = 'child';

/** An enrolment with what its role keeps. */
export interface EnrolledRow {
  readonly enrolment: Enrolment;
  readonly role: RoleOfHolder;
  readonly child: EnrolledChild;
}

/** @throws Problem `childcare-access-holder-not-found` */
export async function findByCard(host: Host<ChildcareConfig>, card: string): Promise<string> {
  const passholderId = await host.findHolder(card);
  if (passholderId === null) throw holderNotFound();
  return passholderId;
}

/**
 * The enrolments of a child that have not ended, and with `ended` the others too, alone with them
 * until the end of the command.
 */
export async function holdEnrolments(
  host: Host<ChildcareConfig>,
  passholderId: string,
  { ended = false }: { readonly ended?: boolean } = {},
): Promise<EnrolledRow[]> {
  const { entities, municipality } = host;
  const rows = await entities.find(
    Enrolment,
    { municipality, passholderId },
    {
      orderBy: { id: 'asc' },
      lockMode: LockMode.PESSIMISTIC_WRITE,
      disableIdentityMap: true,
    },
  );
  return withRoles(rows, await host.roles.list(CHILD, { passholderId, ended }));
}

/**
 * One enrolment that has not ended, alone with it until the end of the command.
 *
 * @throws Problem `childcare-access-enrolment-not-found`
 */
export async function holdEnrolment(host: Host<ChildcareConfig>, id: string): Promise<EnrolledRow> {
  const { entities, municipality } = host;
  const row = await entities.findOne(
    Enrolment,
    { id, municipality },
    { lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true },
  );
  const passholderId = row?.passholderId;
  const roles = passholderId ? await host.roles.list(CHILD, { passholderId }) : [];
  const [found] = withRoles(row ? [row] : [], roles);
  if (!found) throw enrolmentNotFound();
  return found;
}

/** Each enrolment with its role; those whose role has ended are left out. */
export function withRoles(
  rows: readonly Enrolment[],
  roles: readonly RoleOfHolder[],
): EnrolledRow[] {
  const byId = new Map(roles.map((role) => [role.id, role]));
  return rows.flatMap((enrolment) => {
    const role = byId.get(enrolment.roleId);
    return role ? [{ enrolment, role, child: role.attributes as EnrolledChild }] : [];
  });
}

/** Somebody who is named for a child, in words. */
export interface NewContact {
  readonly kind: 'pick-up' | 'barred';
  readonly name: string;
  readonly passholderId: string | null;
}

/** Who pays a share, in words. */
export interface NewPayer {
  readonly payerId: string | null;
  readonly name: string | null;
  readonly share: number;
  readonly weeks: 'every' | 'even' | 'odd';
}

/** Replaces the persons that are named for a child; who stays keeps the id. */
export async function writeContacts(
  host: Host<ChildcareConfig>,
  enrolmentId: string,
  contacts: readonly NewContact[],
): Promise<void> {
  const { entities, secrets } = host;
  const standing = await entities.find(
    Contact,
    { enrolmentId },
    { orderBy: { position: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const left = standing.map(({ id, kind, passholderId = null, sealedName }) => {
    return { id, kind, passholderId, name: secrets.open(sealedName, nameOf(id)) };
  });
  const rows = contacts.map((contact, position) => {
    const at = left.findIndex((one) => isSamePerson(one, contact));
    const [kept] = at < 0 ? [] : left.splice(at, 1);
    return contactRow(host, enrolmentId, { ...contact, id: kept?.id ?? host.newId(), position });
  });
  await entities.nativeDelete(Contact, { enrolmentId });
  if (rows.length > 0) await entities.insertMany(Contact, rows);
}

/** By the pass; by the name where both have none. */
function isSamePerson(one: NewContact, other: NewContact): boolean {
  if (one.kind !== other.kind || one.passholderId !== other.passholderId) return false;
  return one.passholderId !== null || one.name === other.name;
}

/**
 * Names more persons for a child.
 *
 * @param list.from the position of the first of them
 */
export async function addContacts(
  host: Host<ChildcareConfig>,
  list: { readonly enrolmentId: string; readonly from: number },
  contacts: readonly NewContact[],
): Promise<void> {
  const rows = contacts.map((contact, at) => {
    const placed = { ...contact, id: host.newId(), position: list.from + at };
    return contactRow(host, list.enrolmentId, placed);
  });
  if (rows.length > 0) await host.entities.insertMany(Contact, rows);
}

function contactRow(
  { cardSystemId, secrets }: Host<ChildcareConfig>,
  enrolmentId: string,
  contact: NewContact & { readonly id: string; readonly position: number },
) {
  const { id, kind, name, passholderId, position } = contact;
  const sealedName = secrets.seal(name, nameOf(id));
  return { cardSystemId, id, enrolmentId, kind, passholderId, sealedName, position };
}

/** Replaces who pays for a child from a day on; later lists go. */
export async function writePayers(
  host: Host<ChildcareConfig>,
  { enrolmentId, validFrom }: { readonly enrolmentId: string; readonly validFrom: string },
  payers: readonly NewPayer[],
): Promise<void> {
  await host.entities.nativeDelete(Payer, { enrolmentId, validFrom: { $gte: validFrom } });
  await addPayers(host, { enrolmentId, validFrom }, payers);
}

/** Names who pays for a child, on a list that begins on a day on which no other does. */
export async function addPayers(
  host: Host<ChildcareConfig>,
  { enrolmentId, validFrom }: { readonly enrolmentId: string; readonly validFrom: string },
  payers: readonly NewPayer[],
): Promise<void> {
  const { cardSystemId, entities } = host;
  const rows = payers.map(({ name, payerId, share, weeks }, position) => {
    const id = host.newId();
    const sealedName = name === null ? null : host.secrets.seal(name, nameOf(id));
    const row = { cardSystemId, id, enrolmentId, validFrom, payerId, sealedName };
    return { ...row, share, weeks, position };
  });
  if (rows.length > 0) await entities.insertMany(Payer, rows);
}

/** Seals what a child cannot bear; null for nothing. */
export function sealAllergies(
  host: Host<ChildcareConfig>,
  enrolmentId: string,
  allergies: string | null,
): string | null {
  return allergies === null ? null : host.secrets.seal(allergies, allergiesOf(enrolmentId));
}

/** What the name of somebody is sealed about. */
export const nameOf = (id: string): string => `the name of ${id}`;
/** What the allergies of a child are sealed about. */
export const allergiesOf = (enrolmentId: string): string => `the allergies of ${enrolmentId}`;
/** What the name of who fetched a child, or wanted to, is sealed about. */
export const fetcherOf = (id: string): string => `who fetched ${id}`;
/** What a reason is sealed about. */
export const reasonOf = (id: string): string => `the reason of ${id}`;

/** Whether a child was erased since. */
export async function isErased(host: Host<ChildcareConfig>, passholderId: string) {
  return (await host.passholders.readFacts(passholderId, todayOf(host))) === null;
}

/** Today, in the municipality. */
export function todayOf(host: Host<ChildcareConfig>): string {
  return clockAt(host.now()).day;
}
