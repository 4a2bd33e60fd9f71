import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig } from '../config.ts';
import { Contact, Payer } from './enrolment.entity.ts';
import { findByCard } from './find-child.ts';
import type { EnrolledRow } from './hold-enrolments.ts';
import { haveOneName } from './person-remarks.ts';
import { nameOf } from './sealed-about.ts';
import type { NewContact, NewPayer } from './write-persons.ts';
import type { FoundEnrolment, PayerBody } from './enrolment-shapes.ts';
import { contradictoryList, namelessPayer } from '../problems.ts';

/** All that the childcare may read of an enrolment. */
export async function describeEnrolment(
  { entities, secrets }: Host<ChildcareConfig>,
  { child, enrolment, role }: EnrolledRow,
): Promise<FoundEnrolment> {
  const ofIt = { enrolmentId: enrolment.id };
  const inOrder = { orderBy: { position: 'asc', id: 'asc' }, disableIdentityMap: true } as const;
  const contacts = await entities.find(Contact, ofIt, inOrder);
  const payers = await entities.find(Payer, ofIt, {
    orderBy: { validFrom: 'asc', position: 'asc', id: 'asc' },
    disableIdentityMap: true,
  });
  return {
    ...child,
    id: enrolment.id,
    from: role.period.from,
    until: role.period.until,
    group: child.group ?? null,
    school: child.school ?? null,
    persons: contacts.map(({ id, kind, passholderId, sealedName }) => {
      const name = secrets.open(sealedName, nameOf(id));
      return { id, kind, name, hasCard: Boolean(passholderId) };
    }),
    payers: payers.map(({ id, payerId, sealedName, share, validFrom, weeks }) => {
      const name = sealedName ? secrets.open(sealedName, nameOf(id)) : null;
      return { from: validFrom, name, isHousehold: !payerId, share, weeks };
    }),
  };
}

/**
 * Finds the persons of a list by their cards.
 *
 * @throws Problem `childcare-access-holder-not-found`, `childcare-access-contradictory-list`
 */
export async function readPersons(
  host: Host<ChildcareConfig>,
  persons: readonly { kind: NewContact['kind']; name: string; card?: string }[],
): Promise<NewContact[]> {
  const contacts: NewContact[] = [];
  for (const [at, { card, kind, name }] of persons.entries()) {
    const passholderId = card === undefined ? null : await findByCard(host, card);
    const isTwice = contacts.some((one) => one.passholderId === passholderId && card !== undefined);
    const jsonPointer = `/persons/${at}`;
    if (isTwice) throw contradictoryList({ jsonPointer });
    const isNamesake = contacts.some((one) => {
      const isToldApart = one.passholderId !== null && passholderId !== null;
      return one.kind !== kind && !isToldApart && haveOneName(one.name, name);
    });
    if (isNamesake) throw contradictoryList({ jsonPointer, detail: NAMESAKES });
    contacts.push({ kind, name, passholderId });
  }
  return contacts;
}

const NAMESAKES =
  'somebody who may fetch the child and somebody who never may have one name, and one of them no ' +
  'card: give both a card, or write the names so that they differ';

/**
 * Finds the payers of a list by their cards.
 *
 * @throws Problem, each `childcare-access-`: `nameless-payer`, `holder-not-found`,
 * `contradictory-list`
 */
export async function readPayers(
  host: Host<ChildcareConfig>,
  payers: readonly PayerBody[],
): Promise<NewPayer[]> {
  const read: NewPayer[] = [];
  for (const [at, { card, name = null, share, weeks = 'every' }] of payers.entries()) {
    const isNameless = card !== undefined && (name ?? '').trim() === '';
    if (isNameless) {
      const jsonPointer = `/payers/${at}/name`;
      throw namelessPayer({ detail: `${jsonPointer} is needed with a card`, jsonPointer });
    }
    const payerId = card === undefined ? null : await findByCard(host, card);
    const isTwice = read.some(
      (one) =>
        one.payerId === payerId &&
        (one.weeks === weeks || one.weeks === 'every' || weeks === 'every'),
    );
    if (isTwice) throw contradictoryList({ jsonPointer: `/payers/${at}` });
    read.push({ payerId, name, share, weeks });
  }
  return read;
}
