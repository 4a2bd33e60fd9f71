import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig } from '../config.ts';
import { Contact, Payer } from './enrolment.entity.ts';
import { nameOf } from './sealed-about.ts';

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
