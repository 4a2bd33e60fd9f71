import type { Host } from '../../core/contract/host.ts';
import type { KnownPassholder } from '../../core/contract/passholder.ts';
import type {
  ImportDecision,
  ImporterDefinition,
  ImportOutcome,
} from '../../core/contract/plugin.ts';
import { type ChildRow, CHILD_COLUMNS, readChildRow } from './child-row.ts';
import type { ChildcareConfig, EnrolledChild } from './config.ts';
import { enrol } from './enrol.ts';
import { Contact, Enrolment, Payer } from './enrolment.entity.ts';
import {
  allergiesOf,
  CHILD,
  type NewContact,
  type NewPayer,
  sealAllergies,
  todayOf,
  withRoles,
  writeContacts,
  writePayers,
} from './enrolments.ts';

/**
 * Takes over the list of the childcare: who is cared for where and when, who fetches, who pays.
 * Everybody is recognised by national number only. The same list twice is once.
 */
export const importChildren: ImporterDefinition<ChildcareConfig> = {
  title: { nl: 'Lijst van de kinderopvang' },
  columns: CHILD_COLUMNS,
  async decide(host, rows) {
    const read = rows.map((row) => readChildRow(row, host.config.locations));
    const wrong = read.flatMap((one) => ('wrong' in one ? [one.wrong] : []));
    const list = read.flatMap((one) => ('child' in one ? [one.child] : []));
    const holders = await host.passholders.findByNationalNumber(
      list.flatMap(({ nationalNumber, payers, pickUps }) => [
        nationalNumber,
        ...pickUps,
        ...payers.map((payer) => payer.nationalNumber),
      ]),
    );
    const known = await readKnown(host);
    const seen = new Set<string>();
    const decided = list.map((child) => {
      const isRepeated = seen.has(child.nationalNumber);
      seen.add(child.nationalNumber);
      if (isRepeated) return outcomeOf(child, 'wrong', [REPEATED]);
      return decideRow(host, child, { holders, known });
    });
    return [...wrong, ...decided];
  },
};

/** What is kept of a child that is enrolled, as a list would say it. */
interface KnownChild {
  readonly enrolmentId: string;
  readonly roleId: string;
  readonly child: EnrolledChild;
  readonly listed: Listed;
}

/** What a list says beside where and when. */
interface Listed {
  readonly allergies: string | null;
  readonly pickUps: readonly string[];
  readonly payers: readonly (readonly [payer: string | null, share: number])[];
}

type Known = ReadonlyMap<string, KnownChild>;
type Holders = ReadonlyMap<string, KnownPassholder>;
type Decision = ImportDecision<ChildcareConfig>;

function decideRow(
  host: Host<ChildcareConfig>,
  row: ChildRow,
  { holders, known }: { holders: Holders; known: Known },
): Decision {
  const holder = holders.get(row.nationalNumber);
  if (!holder) return outcomeOf(row, 'review', [NO_HOLDER]);
  const { passholderId } = holder;
  const reasons = unknownPersons(row, holders);
  const before = known.get(passholderId);
  const { contacts, payers } = personsOf(row, holders);
  const listed = listedOf(row.allergies, contacts, payers);
  const { days, location } = row;
  if (!before) {
    return {
      ...outcomeOf(row, 'new', reasons),
      write: (at) =>
        enrol(at, {
          id: at.newId(),
          passholderId,
          child: { ...NEW_CHILD, location, days: [...days] },
          allergies: row.allergies,
          contacts,
          payers,
        }),
    };
  }
  const { child, enrolmentId, roleId } = before;
  const isSameChild = child.location === location && child.days.join() === days.join();
  if (isSameChild && JSON.stringify(before.listed) === JSON.stringify(listed)) {
    return outcomeOf(row, 'unchanged', reasons);
  }
  return {
    ...outcomeOf(row, 'changed', reasons),
    async write(at) {
      const attributes = { ...child, location, days: [...days] };
      if (!isSameChild) await at.roles.amend(roleId, { attributes });
      const sealedAllergies = sealAllergies(at, enrolmentId, row.allergies);
      await at.entities.nativeUpdate(Enrolment, { id: enrolmentId }, { sealedAllergies });
      const barred = await readBarred(at, enrolmentId);
      await writeContacts(at, enrolmentId, [...contacts, ...barred]);
      await writePayers(at, { enrolmentId, validFrom: todayOf(host) }, payers);
    },
  };
}

const NEW_CHILD = { onFreeDays: false, extraDays: [], absentDays: [], mayLeaveAlone: false };

/** Who is barred is on no list: it stays. */
async function readBarred(
  { entities, secrets }: Host<ChildcareConfig>,
  enrolmentId: string,
): Promise<NewContact[]> {
  const rows = await entities.find(
    Contact,
    { enrolmentId, kind: 'barred' },
    { orderBy: { position: 'asc' }, disableIdentityMap: true },
  );
  return rows.map(({ id, passholderId, sealedName }) => ({
    kind: 'barred' as const,
    name: secrets.open(sealedName, `the name of ${id}`),
    passholderId: passholderId ?? null,
  }));
}

/**
 * Those of a row that have a pass. A payer that has none leaves its share to the household of the
 * child, until a desk names who it is.
 */
function personsOf(
  { payers, pickUps }: ChildRow,
  holders: Holders,
): { contacts: NewContact[]; payers: NewPayer[] } {
  return {
    contacts: pickUps.flatMap((number): NewContact[] => {
      const person = holders.get(number);
      if (!person) return [];
      const { passholderId } = person;
      return [{ kind: 'pick-up', name: fullName(person), passholderId }];
    }),
    payers: payers.map(({ nationalNumber, share }): NewPayer => {
      const person = holders.get(nationalNumber);
      const name = person ? fullName(person) : null;
      return { payerId: person?.passholderId ?? null, name, share, weeks: 'every' };
    }),
  };
}

function fullName({ firstName, lastName }: KnownPassholder): string {
  return `${firstName} ${lastName}`;
}

function listedOf(
  allergies: string | null,
  contacts: readonly { readonly passholderId: string | null }[],
  payers: readonly { readonly payerId: string | null; readonly share: number }[],
): Listed {
  return {
    allergies,
    pickUps: contacts.map(({ passholderId }) => passholderId ?? '').toSorted(),
    payers: payers.map(({ payerId, share }) => [payerId, share] as const),
  };
}

/** Everybody who is enrolled, by the id of the pass holder. */
async function readKnown(host: Host<ChildcareConfig>): Promise<Known> {
  const { entities, municipality, secrets } = host;
  const all = await entities.find(Enrolment, { municipality }, { disableIdentityMap: true });
  const enrolled = withRoles(all, await host.roles.list(CHILD));
  const ids = enrolled.map(({ enrolment }) => enrolment.id);
  const contacts = await entities.find(
    Contact,
    { enrolmentId: { $in: ids }, kind: 'pick-up' },
    { orderBy: { position: 'asc' }, disableIdentityMap: true },
  );
  const payers = await entities.find(
    Payer,
    { enrolmentId: { $in: ids } },
    { orderBy: { position: 'asc' }, disableIdentityMap: true },
  );
  const contactsOf = Map.groupBy(contacts, ({ enrolmentId }) => enrolmentId);
  const payersOf = Map.groupBy(payers, ({ enrolmentId }) => enrolmentId);
  return new Map(
    enrolled.map(({ child, enrolment, role }): [string, KnownChild] => {
      const { id, passholderId, sealedAllergies } = enrolment;
      const own = payersOf.get(id) ?? [];
      const last = own
        .map(({ validFrom }) => validFrom)
        .toSorted()
        .at(-1);
      const listed = listedOf(
        sealedAllergies ? secrets.open(sealedAllergies, allergiesOf(id)) : null,
        (contactsOf.get(id) ?? []).map((one) => ({ passholderId: one.passholderId ?? null })),
        own
          .filter(({ validFrom }) => validFrom === last)
          .map(({ payerId, share }) => ({ payerId: payerId ?? null, share })),
      );
      return [passholderId, { enrolmentId: id, roleId: role.id, child, listed }];
    }),
  );
}

type Reasons = NonNullable<ImportOutcome['reasons']>;

function outcomeOf(
  { row }: ChildRow,
  outcome: ImportOutcome['outcome'],
  reasons: Reasons,
): ImportOutcome {
  return reasons.length > 0 ? { row, outcome, reasons } : { row, outcome };
}

function unknownPersons({ payers, pickUps }: ChildRow, holders: Holders): Reasons {
  const payer = payers.findIndex(({ nationalNumber }) => !holders.has(nationalNumber));
  const pickUp = pickUps.findIndex((number) => !holders.has(number));
  return [
    ...(payer < 0 ? [] : [because(`payer${payer + 1}`, 'payer-without-pass', PAYER)]),
    ...(pickUp < 0 ? [] : [because(`pickUp${pickUp + 1}`, 'pick-up-without-pass', PICK_UP)]),
  ];
}

const because = (column: string, code: string, nl: string) => ({ column, reason: { code, nl } });

const PAYER =
  'Deze betaler heeft geen pas. Het gezin van het kind betaalt dit deel tot u iemand aanduidt.';
const PICK_UP =
  'Deze persoon heeft geen pas en is niet overgenomen. Zet de naam zelf op de lijst van ophalers.';
const NO_HOLDER = because(
  'nationalNumber',
  'no-holder',
  'Niemand met dit rijksregisternummer heeft een pas.',
);
const REPEATED = because(
  'nationalNumber',
  'repeated-child',
  'Dit kind staat hoger al in deze lijst.',
);
