import type { Host } from '../../../core/contract/host.ts';
import type { Day } from '../../../core/contract/period.ts';
import { Attendance } from '../attendance/attendance.entity.ts';
import { holdOpenDay } from './days-to-settle.ts';
import { holdLines } from './hold-lines.ts';
import type { ChildcareConfig } from '../config.ts';
import { type PlannedLine, planDay } from './plan-lines.ts';
import { readDay } from './read-children-of-day.ts';
import { costTheSame, keptItems, partsOf, type SettledPart } from './cost-per-child.ts';
import { CareDay, SettledLine } from './settlement.entity.ts';

/** Lines that are charged or taken back in one transaction. */
const CHUNK = 50;

/**
 * Settles a day: charges what is planned and was not charged, takes back what was charged and is
 * not planned so any more. What comes to the same amounts as it did is left alone, with what was
 * received of it, so that it may run twice and a correction that changes no cent changes nothing.
 *
 * What stood for a child or a payer that was erased since stands: what was known of a child cannot
 * be judged anew, and nobody is charged what another was.
 *
 * @returns whether more is left to do
 * @throws Problem when core refuses a charge: nothing of the day is kept then, and it stays open
 */
export async function settleDay(host: Host<ChildcareConfig>, day: Day): Promise<boolean> {
  const held = await holdOpenDay(host, day);
  if (!held) return false;
  const { config, entities, municipality } = host;
  const open = { municipality, day, departedAt: null, struckAt: null };
  if ((await entities.count(Attendance, open)) > 0) return false;

  // Who notes a payment meanwhile waits, and finds what is left of it.
  const settled = await holdLines(entities, { municipality, day });
  const before = { settled, wasWhole: held.wasSettled };
  const { children, known } = await readDay(host, day, before);
  const standing = new Map(settled.map((one) => [one.about, one]));
  const planned = planDay(day, children);
  const abouts = new Set(planned.map(({ about }) => about));
  const gone = settled
    .filter(({ about, isPayerErased }) => !abouts.has(about) && !isPayerErased)
    .map(({ about, kind, payerId = null }): PlannedLine => ({ about, kind, payerId, items: [] }));
  const changed = [...gone, ...planned].filter(({ about, items }) => {
    const stood = standing.get(about);
    const was = stood ? itemsOf(stood).filter(({ roleId }) => known.has(roleId)) : null;
    return was === null || !costTheSame(was, items, { config, day });
  });

  for (const line of changed.slice(0, CHUNK)) {
    await settleLine(host, { day, line, known, before: standing.get(line.about) });
  }
  if (changed.length > CHUNK) return true;
  await entities.nativeUpdate(CareDay, { id: held.id }, { isSettled: true, wasSettled: true });
  return false;
}

interface ChangedLine {
  readonly day: Day;
  readonly line: PlannedLine;
  /** The roles of children that are not erased. */
  readonly known: ReadonlySet<string>;
  readonly before: SettledLine | undefined;
}

async function settleLine(
  host: Host<ChildcareConfig>,
  { before, day, known, line }: ChangedLine,
): Promise<void> {
  const { cardSystemId, config, entities, municipality } = host;
  const { about, kind, payerId } = line;
  const was = before ? itemsOf(before) : [];
  const kept = before
    ? keptItems(was, JSON.parse(before.parts) as SettledPart[], (roleId) => known.has(roleId))
    : [];
  const items = [...line.items, ...kept];
  // Nobody is charged for a role of an erased child: another child of the line stands in for it.
  const carrier = [...line.items, ...was].find(({ roleId }) => known.has(roleId))?.roleId;
  await host.reverse(about);
  const charged =
    items.length > 0 &&
    (await host.chargeInParts({
      about,
      serviceDate: day,
      ...(payerId !== null && { payerId }),
      items: items.map(({ data, roleId }) => {
        return { roleId: data.kind === 'kept' ? (carrier ?? roleId) : roleId, data };
      }),
    }));
  const parts = partsOf(items, charged ? charged.parts : [], { config, day });
  const written = {
    planned: JSON.stringify({ ...line, items }),
    parts: JSON.stringify(parts),
  };
  if (before && items.length === 0 && before.received === '[]') {
    await entities.nativeDelete(SettledLine, { id: before.id });
  } else if (before) {
    // What was received stays received, whatever the line comes to: see receipts.ts.
    await entities.nativeUpdate(SettledLine, { id: before.id }, written);
  } else {
    const id = host.newId();
    const named = { cardSystemId, id, municipality, day, about, kind, payerId };
    await entities.insert(SettledLine, { ...named, ...written, received: '[]' });
  }
}

function itemsOf({ planned }: SettledLine): PlannedLine['items'] {
  return (JSON.parse(planned) as PlannedLine).items;
}
