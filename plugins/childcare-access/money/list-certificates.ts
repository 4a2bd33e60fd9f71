import type { Host } from '../../../core/contract/host.ts';
import type { KnownPassholder } from '../../../core/contract/passholder.ts';
import { byDutch } from '../../../core/contract/text.ts';
import type { ChildcareConfig } from '../config.ts';
import { type Certificate, certificatesOf, type PaidDay } from './total-certificates.ts';
import { Enrolment, Payer } from '../enrolments/enrolment.entity.ts';
import { nameOf } from '../enrolments/sealed-about.ts';
import { assertDepartment } from '../places.ts';
import { countedReceipts, type Receipt } from './receipts.ts';
import type { SettledPart } from './cost-per-child.ts';
import { SettledLine } from './settlement.entity.ts';

/** A certificate with the names on it. */
export interface NamedCertificate {
  /** Null for the household of the child, and for a payer that was erased. */
  readonly payerName: string | null;
  readonly isHousehold: boolean;
  readonly child: KnownPassholder;
  readonly certificate: Certificate;
}

/**
 * The yearly totals for the certificates 281.86, by the name of the child.
 *
 * @param year `YYYY`
 * @throws Problem `childcare-access-not-here`
 */
export async function listCertificates(
  host: Host<ChildcareConfig>,
  year: string,
): Promise<NamedCertificate[]> {
  assertDepartment(host);
  const { config, entities, municipality } = host;
  const lines = await entities.find(
    SettledLine,
    {
      municipality,
      kind: 'care',
      // The last of what was received of it: what came before is looked up in its receipts.
      receivedOn: { $gte: `${year}-01-01` },
    },
    { disableIdentityMap: true },
  );
  const paid = lines.flatMap(({ day, parts, payerId, received }): PaidDay[] => {
    const due = JSON.parse(parts) as SettledPart[];
    const receipts = countedReceipts(due, JSON.parse(received) as Receipt[]);
    return receipts
      .filter(({ on }) => on.startsWith(`${year}-`))
      .map(({ cents, passholderId }) => {
        return { payer: payerId ?? `${HOME}${passholderId}`, child: passholderId, day, cents };
      });
  });
  const persons = await host.passholders.describe(paid.map(({ child }) => child));
  const names = await payerNames(host, paid);
  const certificates = certificatesOf(paid, {
    birthDates: new Map([...persons].map(([id, { birthDate }]) => [id, birthDate])),
    untilAge: config.certificateUntilAge,
    maximumCents: config.certificateMaximumCents[year],
  });
  const named = certificates.flatMap((certificate): NamedCertificate[] => {
    const child = persons.get(certificate.child);
    const payerName = names.get(certificate.payer) ?? null;
    const isHousehold = certificate.payer.startsWith(HOME);
    return child ? [{ payerName, isHousehold, child, certificate }] : [];
  });
  return named.toSorted(byName);
}

async function payerNames(
  { entities, municipality, secrets }: Host<ChildcareConfig>,
  paid: readonly PaidDay[],
): Promise<Map<string, string>> {
  const ids = new Set(paid.map(({ payer }) => payer).filter((one) => !one.startsWith(HOME)));
  const rows = await entities.find(
    Payer,
    { payerId: { $in: [...ids] } },
    { orderBy: { validFrom: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const enrolmentIds = rows.map(({ enrolmentId }) => enrolmentId);
  const own = await entities.find(
    Enrolment,
    { municipality, id: { $in: enrolmentIds } },
    { disableIdentityMap: true },
  );
  // What another town of the card calls somebody is not told here.
  const here = new Set(own.map(({ id }) => id));
  return new Map(
    rows.flatMap(({ enrolmentId, id, payerId, sealedName }): [string, string][] =>
      payerId && sealedName && here.has(enrolmentId)
        ? [[payerId, secrets.open(sealedName, nameOf(id))]]
        : [],
    ),
  );
}

/** How a payer begins that is the household of a child. */
const HOME = 'home/';

function byName(a: NamedCertificate, b: NamedCertificate): number {
  return byDutch(keyOf(a), keyOf(b)) || (a.certificate.payer < b.certificate.payer ? -1 : 1);
}

function keyOf({ child }: NamedCertificate): string {
  return `${child.lastName} ${child.firstName} ${child.birthDate}`;
}
