import type { Host } from '../../../core/contract/host.ts';
import type { KnownPassholder } from '../../../core/contract/passholder.ts';
import { byDutch } from '../../../core/contract/text.ts';
import type { ChildcareConfig } from '../config.ts';
import { Enrolment, Payer } from '../enrolments/enrolment.entity.ts';
import { nameOf } from '../enrolments/sealed-about.ts';

/** How a payer begins that is the household of a child. */
export const HOME = 'home/';

/** Who pays for whom. */
export interface PaidFor {
  /** The id of a pass holder; `home/` and the id of the child for its household. */
  readonly payer: string;
  /** The id of the pass holder. */
  readonly child: string;
}

/** The names of who pays for whom. */
export interface Named {
  /** Null for the household of the child, and for a payer that was erased. */
  readonly payerName: string | null;
  readonly isHousehold: boolean;
  /** Null for a child that was erased. */
  readonly child: KnownPassholder | null;
}

/** What is known of everybody who was asked for. */
export interface Names {
  /** The children that are not erased, by the id of the pass holder. */
  readonly children: ReadonlyMap<string, KnownPassholder>;
  of(row: PaidFor): Named;
}

/** Reads the names of who pays, as the childcare wrote them down, and of the children. */
export async function readNames(
  host: Host<ChildcareConfig>,
  rows: readonly PaidFor[],
): Promise<Names> {
  const children = await host.passholders.describe(rows.map(({ child }) => child));
  const payers = await payerNames(host, rows);
  return {
    children,
    of: ({ child, payer }) => ({
      payerName: payers.get(payer) ?? null,
      isHousehold: payer.startsWith(HOME),
      child: children.get(child) ?? null,
    }),
  };
}

/** By the name of the child, then by who pays; children that were erased come last. */
export function byName(a: Named & PaidKey, b: Named & PaidKey): number {
  if (a.child === null || b.child === null) {
    return Number(a.child === null) - Number(b.child === null) || byPayer(a, b);
  }
  return byDutch(keyOf(a.child), keyOf(b.child)) || byPayer(a, b);
}

/** By which rows of one child are put in one order. */
type PaidKey = Pick<PaidFor, 'payer'>;

async function payerNames(
  { entities, municipality, secrets }: Host<ChildcareConfig>,
  rows: readonly PaidFor[],
): Promise<Map<string, string>> {
  const ids = new Set(rows.map(({ payer }) => payer).filter((one) => !one.startsWith(HOME)));
  const payers = await entities.find(
    Payer,
    { payerId: { $in: [...ids] } },
    { orderBy: { validFrom: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const enrolmentIds = payers.map(({ enrolmentId }) => enrolmentId);
  const own = await entities.find(
    Enrolment,
    { municipality, id: { $in: enrolmentIds } },
    { disableIdentityMap: true },
  );
  // What another town of the card calls somebody is not told here.
  const here = new Set(own.map(({ id }) => id));
  return new Map(
    payers.flatMap(({ enrolmentId, id, payerId, sealedName }): [string, string][] =>
      payerId && sealedName && here.has(enrolmentId)
        ? [[payerId, secrets.open(sealedName, nameOf(id))]]
        : [],
    ),
  );
}

function byPayer(a: PaidKey, b: PaidKey): number {
  if (a.payer === b.payer) return 0;
  return a.payer < b.payer ? -1 : 1;
}

function keyOf({ birthDate, firstName, lastName }: KnownPassholder): string {
  return `${lastName} ${firstName} ${birthDate}`;
}
