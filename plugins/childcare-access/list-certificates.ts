import type { Host } from '../../core/contract/host.ts';
import type { KnownPassholder } from '../../core/contract/passholder.ts';
import type { ChildcareConfig } from './config.ts';
import { type Certificate, certificatesOf, type PaidDay } from './certificates.ts';
import { Payer } from './enrolment.entity.ts';
import { nameOf } from './enrolments.ts';
import { assertDepartment } from './places.ts';
import type { SettledPart } from './settle-day.ts';
import { SettledLine } from './settlement.entity.ts';

/** A certificate with the names on it. */
export interface NamedCertificate {
  readonly payerName: string | null;
  readonly child: KnownPassholder;
  readonly certificate: Certificate;
}

/**
 * The yearly totals for the certificates 281.86, by the name of the child. A payer without a name
 * of its own is the household of the child.
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
      receivedOn: { $gte: `${year}-01-01`, $lte: `${year}-12-31` },
    },
    { disableIdentityMap: true },
  );
  const paid = lines.flatMap(({ day, parts, payerId }): PaidDay[] =>
    (JSON.parse(parts) as SettledPart[]).map(({ cents, passholderId }) => {
      return { payer: payerId ?? `home/${passholderId}`, child: passholderId, day, cents };
    }),
  );
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
    return child ? [{ payerName, child, certificate }] : [];
  });
  return named.toSorted(byName);
}

async function payerNames(
  { entities, secrets }: Host<ChildcareConfig>,
  paid: readonly PaidDay[],
): Promise<Map<string, string>> {
  const ids = new Set(paid.map(({ payer }) => payer).filter((one) => !one.startsWith('home/')));
  const rows = await entities.find(
    Payer,
    { payerId: { $in: [...ids] } },
    { orderBy: { validFrom: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  return new Map(
    rows.flatMap(({ id, payerId, sealedName }): [string, string][] =>
      payerId && sealedName ? [[payerId, secrets.open(sealedName, nameOf(id))]] : [],
    ),
  );
}

const collator = new Intl.Collator('nl');

function byName(a: NamedCertificate, b: NamedCertificate): number {
  return (
    collator.compare(keyOf(a), keyOf(b)) || (a.certificate.payer < b.certificate.payer ? -1 : 1)
  );
}

function keyOf({ child }: NamedCertificate): string {
  return `${child.lastName} ${child.firstName} ${child.birthDate}`;
}
