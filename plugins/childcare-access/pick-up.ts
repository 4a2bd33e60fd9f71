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

/** Whether a child may leave so; else why not. */
export type Verdict =
  | { readonly personId: string | null }
  | { readonly refused: 'barred' | 'not-named' | 'may-not-leave-alone' };

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
  const isMeant = ({ id, passholderId }: NamedPerson): boolean =>
    leaving.by === 'card' ? passholderId === leaving.passholderId : id === leaving.personId;
  const meant = persons.filter(isMeant);
  const holders = new Set(meant.map(({ passholderId }) => passholderId));
  const isBarred = ({ id, kind, passholderId }: NamedPerson): boolean =>
    kind === 'barred' &&
    (meant.some((one) => one.id === id) || (passholderId !== null && holders.has(passholderId)));
  if (persons.some(isBarred)) return { refused: 'barred' };
  const named = meant.find(({ kind }) => kind === 'pick-up');
  return named ? { personId: named.id } : { refused: 'not-named' };
}
