import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig } from '../config.ts';
import { Contact, Enrolment, Payer } from './enrolment.entity.ts';
import { CHILD, type EnrolledRow, withRoles } from './hold-enrolments.ts';
import { allergiesOf, nameOf } from './sealed-about.ts';
import { type Listed, listedOf, openListed } from './listed.ts';
import type { BarredPerson } from './person-remarks.ts';

/** A child that is enrolled, in the words of a list. */
export interface KnownChild {
  readonly enrolmentId: string;
  /** What the list said last; null of who was enrolled by hand. */
  readonly before: Listed | null;
  readonly standing: Listed;
  readonly barred: readonly BarredPerson[];
}

/** Every enrolment that has not ended, the first to begin first, by the id of the pass holder. */
export async function readKnownChildren(
  host: Host<ChildcareConfig>,
): Promise<Map<string, KnownChild[]>> {
  const { entities, municipality } = host;
  const all = await entities.find(
    Enrolment,
    { municipality },
    { orderBy: { firstDay: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const enrolled = withRoles(all, await host.roles.list(CHILD));
  const enrolmentId = { $in: enrolled.map(({ enrolment }) => enrolment.id) };
  const contacts = await entities.find(Contact, { enrolmentId }, { disableIdentityMap: true });
  const payers = await entities.find(Payer, { enrolmentId }, { disableIdentityMap: true });
  const contactsOf = Map.groupBy(contacts, (one) => one.enrolmentId);
  const payersOf = Map.groupBy(payers, (one) => one.enrolmentId);
  const known = enrolled.map((row) => {
    const { id, passholderId } = row.enrolment;
    const persons = { contacts: contactsOf.get(id) ?? [], payers: payersOf.get(id) ?? [] };
    return { passholderId, child: knownChild(host, row, persons) };
  });
  const byHolder = Map.groupBy(known, ({ passholderId }) => passholderId);
  return new Map([...byHolder].map(([holder, of]) => [holder, of.map(({ child }) => child)]));
}

function knownChild(
  { secrets }: Host<ChildcareConfig>,
  { child, enrolment }: EnrolledRow,
  { contacts, payers }: { contacts: readonly Contact[]; payers: readonly Payer[] },
): KnownChild {
  const { id, sealedAllergies, sealedListed } = enrolment;
  const last = payers.map(({ validFrom }) => validFrom).toSorted();
  const paying = payers.filter(({ validFrom }) => validFrom === last.at(-1));
  const allergies = sealedAllergies ? secrets.open(sealedAllergies, allergiesOf(id)) : null;
  return {
    enrolmentId: id,
    before: sealedListed ? openListed(secrets, id, sealedListed) : null,
    standing: listedOf(child, allergies, {
      contacts: contacts.map(({ kind, passholderId = null }) => ({ kind, passholderId })),
      payers: paying.map(({ payerId = null, share, weeks }) => ({ payerId, share, weeks })),
    }),
    barred: contacts
      .filter(({ kind }) => kind === 'barred')
      .map(({ id: contactId, passholderId = null, sealedName }) => {
        return { passholderId, name: secrets.open(sealedName, nameOf(contactId)) };
      }),
  };
}
