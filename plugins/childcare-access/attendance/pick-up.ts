/** Somebody who is named for a child: who may fetch it, or who never may. */
export interface NamedPerson {
  readonly id: string;
  readonly kind: 'pick-up' | 'barred';
  /** Whose card proves who it is; null for who has no pass. */
  readonly passholderId: string | null;
}

/** How a child leaves. */
export type Leaving =
  | { readonly by: 'card'; readonly passholderId: string }
  | { readonly by: 'staff'; readonly personId: string }
  | { readonly by: 'alone' };

/** Whether a child may leave so, and with whom; else why not, and who is barred. */
export type Verdict =
  | { readonly personId: string | null }
  | { readonly refused: 'not-named' | 'may-not-leave-alone' }
  | { readonly refused: 'barred'; readonly personId: string };

/**
 * Only persons who are named fetch a child, proved by their own card or confirmed by staff. Who is
 * barred never does, also when somebody named him as well. A child goes home by itself when that
 * is permitted.
 */
export function judgeLeaving(
  leaving: Leaving,
  { mayLeaveAlone, persons }: { mayLeaveAlone: boolean; persons: readonly NamedPerson[] },
): Verdict {
  if (leaving.by === 'alone') {
    return mayLeaveAlone ? { personId: null } : { refused: 'may-not-leave-alone' };
  }
  const entries = entriesOf(leaving, persons);
  const barred = entries.find(({ kind }) => kind === 'barred');
  if (barred) return { refused: 'barred', personId: barred.id };
  const named = entries.find(({ kind }) => kind === 'pick-up');
  return named ? { personId: named.id } : { refused: 'not-named' };
}

/** All that the list says of one person: by the card, or what staff chose and all of that card. */
function entriesOf(
  leaving: Exclude<Leaving, { by: 'alone' }>,
  persons: readonly NamedPerson[],
): NamedPerson[] {
  if (leaving.by === 'card') {
    return persons.filter(({ passholderId }) => passholderId === leaving.passholderId);
  }
  const chosen = persons.find(({ id }) => id === leaving.personId);
  if (!chosen) return [];
  const { passholderId } = chosen;
  const others = persons.filter((one) => one !== chosen && one.passholderId === passholderId);
  return passholderId === null ? [chosen] : [chosen, ...others];
}
