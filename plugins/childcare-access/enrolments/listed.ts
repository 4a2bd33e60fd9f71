import type { Host } from '../../../core/contract/host.ts';
import type { Secrets } from '../../../core/contract/secrets.ts';
import type { ChildcareConfig } from '../config.ts';
import type { NewContact, NewPayer } from './write-persons.ts';

/**
 * What a list says of a child, or what stands, in the same words: two of them are compared part by
 * part. Persons are ids of pass holders, which name nobody once the person is erased.
 */
export interface Listed {
  readonly location: string;
  /** 1 is Monday; in order. */
  readonly days: readonly number[];
  readonly allergies: string | null;
  /** Who may fetch the child and has a pass, in order. */
  readonly pickUps: readonly string[];
  /** In order. */
  readonly payers: readonly ListedPayer[];
}

/** Who pays a part; null for the household of the child. */
interface ListedPayer {
  readonly payerId: string | null;
  /** Of the whole, which is 1. */
  readonly part: number;
  readonly weeks: NewPayer['weeks'];
}

/** What a list may say otherwise than before. */
export type ListedPart = keyof Listed;

/** Puts what is known of a child in the words in which it is compared. */
export function listedOf(
  { days, location }: Pick<Listed, 'days' | 'location'>,
  allergies: string | null,
  {
    contacts,
    payers,
  }: {
    readonly contacts: readonly Pick<NewContact, 'kind' | 'passholderId'>[];
    readonly payers: readonly Pick<NewPayer, 'payerId' | 'share' | 'weeks'>[];
  },
): Listed {
  const whole = payers.reduce((sum, { share }) => sum + share, 0);
  return {
    location,
    days: days.toSorted((a, b) => a - b),
    allergies,
    pickUps: contacts
      .flatMap(({ kind, passholderId }) => {
        return kind === 'pick-up' && passholderId !== null ? [passholderId] : [];
      })
      .toSorted(),
    payers: payers
      .map(({ payerId, share, weeks }) => ({ payerId, part: share / whole, weeks }))
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
}

/** The parts in which two differ. */
export function differencesOf(one: Listed, other: Listed): ListedPart[] {
  const parts = ['location', 'days', 'allergies', 'pickUps', 'payers'] as const;
  return parts.filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]));
}

/**
 * What of a child is to change because of a list: what it says otherwise than last time. That a
 * payer was registered or erased since is no word of the list: who pays then changes only where
 * nobody decided about it by hand.
 */
export function changesOf({
  before,
  now,
  standing,
}: {
  readonly before: Listed;
  readonly now: Listed;
  readonly standing: Listed;
}): ListedPart[] {
  const isByHand = differencesOf(before, standing).includes('payers');
  return differencesOf(before, now).filter(
    (part) => part !== 'payers' || !isByHand || !isSaidAlike(before.payers, now.payers),
  );
}

/**
 * What the department wrote otherwise than the list, and the list now says otherwise than both: an
 * allergy, a day. A person decides, because neither may be lost.
 */
export function disputed(before: Listed, now: Listed, standing: Listed): ListedPart[] {
  const byHand = new Set(differencesOf(before, standing));
  const wanted = new Set(differencesOf(now, standing));
  return differencesOf(before, now).filter(
    (part) => DECIDED_WHOLE.has(part) && byHand.has(part) && wanted.has(part),
  );
}

/** Who fetches is changed person by person, who pays by a rule of its own. */
const DECIDED_WHOLE: ReadonlySet<ListedPart> = new Set(['location', 'days', 'allergies']);

/** Whether two lists say the same but for who of them has a pass. */
function isSaidAlike(before: readonly ListedPayer[], now: readonly ListedPayer[]): boolean {
  const parts = (all: readonly ListedPayer[]) =>
    all.map(({ part }) => part).toSorted((a, b) => a - b);
  const known = new Set(before.map(({ payerId }) => payerId));
  const added = now.filter(({ payerId }) => payerId !== null && !known.has(payerId));
  const unknown = before.filter(({ payerId }) => payerId === null);
  return parts(before).join() === parts(now).join() && added.length <= unknown.length;
}

/** Seals what the list said of a child. */
export function sealListed(
  { secrets }: Host<ChildcareConfig>,
  enrolmentId: string,
  listed: Listed,
): string {
  return secrets.seal(JSON.stringify(listed), listOf(enrolmentId));
}

/** What the list last said of a child. */
export function openListed(secrets: Secrets, enrolmentId: string, sealed: string): Listed {
  return JSON.parse(secrets.open(sealed, listOf(enrolmentId))) as Listed;
}

const listOf = (enrolmentId: string): string => `what the list said of ${enrolmentId}`;
const keyOf = ({ part, payerId, weeks }: ListedPayer): string => `${payerId} ${weeks} ${part}`;
