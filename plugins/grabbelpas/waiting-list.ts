/** Who asked for places together: one child, or siblings who want all or nothing. */
export interface WaitingGroup {
  readonly together: string;
  /** How many places it takes. */
  readonly size: number;
}

/**
 * The first group, in the order of asking, that the free places are enough for. Who is passed over
 * keeps the place on the list.
 *
 * @param passedOver groups that do not fit now for another reason
 */
export function firstFitting<Group extends WaitingGroup>(
  groups: readonly Group[],
  free: number,
  passedOver: ReadonlySet<string>,
): Group | null {
  return groups.find(({ size, together }) => size <= free && !passedOver.has(together)) ?? null;
}
