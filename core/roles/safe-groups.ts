import type { UseGroup } from '../contract/host.ts';

/** So many people a group has at least (docs/discretion.md). */
const MINIMUM_GROUP = 10;
/** So many of them used something, and so many did not: never none, never all. */
const MINIMUM_PART = 5;
/** Persons are told in steps of so many. */
const STEP = 5;

/** Holders of one postal code and one age, as they are counted. Never shown. */
export interface CountedCell {
  readonly postalCode: string | null;
  /** Whole years. */
  readonly age: number;
  readonly people: number;
  readonly users: number;
  /** Turns or cents. */
  readonly amount: number;
}

/** By what the groups are made: the same for every report, chosen by no reader. */
export interface GroupPlan {
  /** The postal codes of the municipality; every other one is outside. */
  readonly postalCodes: readonly string[];
  /** The first age of each band, rising. Who is younger than the first belongs to it. */
  readonly ageBands: readonly number[];
  /** The most that one holder can use: an amount is told in steps of five times that. */
  readonly mostOfOne: number;
}

/** A group that is being made: some places, some bands next to each other, and its cells. */
interface Group {
  readonly places: readonly (string | null)[];
  readonly bands: readonly [first: number, last: number];
  readonly people: number;
  readonly users: number;
  readonly amount: number;
}

/**
 * Makes groups that tell of nobody: what is too small to be told is told together with its
 * neighbours, first with the bands of age beside it in the same place, then place with place. Every
 * holder is in one group, and no total is told beside them, so that nothing can be subtracted.
 *
 * @returns none where all together are too few
 */
export function safeGroups(cells: readonly CountedCell[], plan: GroupPlan): UseGroup[] {
  const places = [...plan.postalCodes.toSorted(), null];
  const told: Group[] = [];
  let small: Group | null = null;
  for (const place of places) {
    const bands = plan.ageBands.map((_, band) => gather(cells, { place, band, plan }));
    if (bands.every(({ people }) => people === 0)) continue;
    const groups = joinBands(bands);
    if (groups.every(isSafe)) told.push(...groups);
    else for (const group of groups) small = small === null ? group : join(small, group);
  }
  const groups =
    small === null || isSafe(small) ? [...told, ...listOf(small)] : absorb(told, small);
  return groups.filter(isSafe).map((group) => show(group, plan));
}

/** Whether a group tells of none of its members. */
function isSafe({ people, users }: Pick<Group, 'people' | 'users'>): boolean {
  const isMixed = users >= MINIMUM_PART && people - users >= MINIMUM_PART;
  return people >= MINIMUM_GROUP && isMixed;
}

function gather(
  cells: readonly CountedCell[],
  { place, band, plan }: { place: string | null; band: number; plan: GroupPlan },
): Group {
  const { ageBands, postalCodes } = plan;
  const inside = cells.filter(({ age, postalCode }) => {
    const lives = postalCode !== null && postalCodes.includes(postalCode) ? postalCode : null;
    const found = ageBands.findLastIndex((first) => first <= age);
    return lives === place && Math.max(found, 0) === band;
  });
  const sum = (of: 'people' | 'users' | 'amount'): number =>
    inside.reduce((total, cell) => total + cell[of], 0);
  const counted = { people: sum('people'), users: sum('users'), amount: sum('amount') };
  return { places: [place], bands: [band, band], ...counted };
}

/** Joins bands of one place until each group can be told; the rest joins the last that could. */
function joinBands(bands: readonly Group[]): Group[] {
  const groups: Group[] = [];
  let open: Group | null = null;
  for (const band of bands) {
    const grown: Group = open === null ? band : join(open, band);
    open = isSafe(grown) ? null : grown;
    if (open === null) groups.push(grown);
  }
  const last = groups.pop();
  if (last === undefined) return listOf(open);
  return [...groups, open === null ? last : join(last, open)];
}

/** What is still too small joins all groups of the place with the fewest people. */
function absorb(told: readonly Group[], small: Group): Group[] {
  const byPlace = Map.groupBy(told, ({ places: [place = null] }) => place);
  const sizes = [...byPlace].map(([place, groups]) => {
    return { place, groups, people: groups.reduce((sum, { people }) => sum + people, 0) };
  });
  const [least] = sizes.toSorted((a, b) => a.people - b.people);
  if (!least) return [];
  const joined = least.groups.reduce((all, group) => join(all, group), small);
  return [...told.filter(({ places: [place = null] }) => place !== least.place), joined];
}

function join(a: Group, b: Group): Group {
  return {
    places: [...new Set([...a.places, ...b.places])],
    bands: [Math.min(a.bands[0], b.bands[0]), Math.max(a.bands[1], b.bands[1])],
    people: a.people + b.people,
    users: a.users + b.users,
    amount: a.amount + b.amount,
  };
}

function listOf(group: Group | null): Group[] {
  return group === null ? [] : [group];
}

function show(group: Group, { ageBands, mostOfOne }: GroupPlan): UseGroup {
  const [first, last] = group.bands;
  const next = ageBands[last + 1];
  return {
    postalCodes: group.places,
    ageFrom: ageBands[first] ?? 0,
    ageUntil: next === undefined ? null : next - 1,
    people: roundTo(group.people, STEP),
    users: roundTo(group.users, STEP),
    amount: roundTo(group.amount, STEP * Math.max(mostOfOne, 1)),
  };
}

/** To the nearest step, half of one upwards. */
function roundTo(count: number, step: number): number {
  const over = count % step;
  return over * 2 >= step ? count - over + step : count - over;
}
