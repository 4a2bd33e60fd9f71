import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig } from '../config.ts';
import { Contact, Enrolment } from './enrolment.entity.ts';
import { holdsFrom } from './first-day.ts';
import { holdEnrolment } from './hold-enrolments.ts';
import { sealAllergies } from './sealed-about.ts';
import { addContacts, type NewContact, type NewPayer, writePayers } from './write-persons.ts';
import { type Listed, type ListedPart, sealListed } from './listed.ts';

/** What a list says of a child that is enrolled. */
export interface ListedChild {
  readonly enrolmentId: string;
  /** What it said last. */
  readonly before: Listed;
  readonly now: Listed;
  /** What is to change; all else stays as the department wrote it. */
  readonly changes: readonly ListedPart[];
  readonly contacts: readonly NewContact[];
  readonly payers: readonly NewPayer[];
}

/**
 * Changes of an enrolment what a list says otherwise than last time, and keeps what it says now.
 *
 * @throws Problem `childcare-access-enrolment-not-found` when it ended meanwhile; of core when the
 * role cannot be so
 */
export async function takeOverChanges(
  host: Host<ChildcareConfig>,
  { before, changes, contacts, enrolmentId, now, payers }: ListedChild,
): Promise<void> {
  const held = await holdEnrolment(host, enrolmentId);
  const { child, role } = held;
  const isMoved = changes.includes('location');
  if (isMoved || changes.includes('days')) {
    const { group, ...rest } = child;
    // A group is one of a location.
    const kept = isMoved || group === undefined ? rest : { ...rest, group };
    const { days, location } = now;
    const attributes = {
      ...kept,
      ...(isMoved && { location }),
      ...(changes.includes('days') && { days: [...days] }),
    };
    await host.roles.amend(role.id, { attributes });
  }
  if (changes.includes('pickUps')) await changePickUps(host, enrolmentId, { before, contacts });
  if (changes.includes('payers')) {
    await writePayers(host, { enrolmentId, validFrom: holdsFrom(host, held) }, payers);
  }
  await host.entities.nativeUpdate(
    Enrolment,
    { id: enrolmentId },
    {
      sealedListed: sealListed(host, enrolmentId, now),
      ...(changes.includes('allergies') && {
        sealedAllergies: sealAllergies(host, enrolmentId, now.allergies),
      }),
    },
  );
}

/** Who came on the list is named, unless he is already; who left it goes; all others stay. */
async function changePickUps(
  host: Host<ChildcareConfig>,
  enrolmentId: string,
  { before, contacts }: Pick<ListedChild, 'before' | 'contacts'>,
): Promise<void> {
  const { entities } = host;
  const listed = new Set(contacts.map(({ passholderId }) => passholderId));
  const left = before.pickUps.filter((one) => !listed.has(one));
  await entities.nativeDelete(Contact, {
    enrolmentId,
    kind: 'pick-up',
    passholderId: { $in: left },
  });
  const standing = await entities.find(Contact, { enrolmentId }, { disableIdentityMap: true });
  const named = new Set(standing.map(({ passholderId }) => passholderId));
  const isNew = ({ passholderId }: NewContact): boolean =>
    passholderId !== null && !named.has(passholderId) && !before.pickUps.includes(passholderId);
  const from = Math.max(0, ...standing.map(({ position }) => position + 1));
  await addContacts(host, { enrolmentId, from }, contacts.filter(isNew));
}
