import type { Host } from '../../../core/contract/host.ts';
import type { KnownPassholder } from '../../../core/contract/passholder.ts';
import type { ChildcareConfig } from '../config.ts';
import { type Certificate, certificatesOf, type PaidDay } from './total-certificates.ts';
import { assertDepartment } from '../places.ts';
import { byName, type Named, readNames } from './names.ts';
import { isPaid, payerOf, readLines } from './read-lines.ts';

/** A certificate with the names on it. */
export interface NamedCertificate extends Named {
  readonly child: KnownPassholder;
  readonly certificate: Certificate;
}

/**
 * The yearly totals for the certificates 281.86, by the name of the child: what was received in the
 * year for days that are paid in full by now.
 *
 * @param year `YYYY`
 * @throws Problem `childcare-access-not-here`
 */
export async function listCertificates(
  host: Host<ChildcareConfig>,
  year: string,
): Promise<NamedCertificate[]> {
  assertDepartment(host);
  const { config } = host;
  // The last of what was received of a line: what came before is looked up in its receipts.
  const lines = await readLines(host, { kind: 'care', receivedOn: { $gte: `${year}-01-01` } });
  const paid = lines.flatMap((line): PaidDay[] =>
    line.receipts
      .filter(({ on, passholderId }) => on.startsWith(`${year}-`) && isPaid(line, passholderId))
      .map(({ cents, passholderId: child }) => {
        return { payer: payerOf(line, child), child, day: line.day, cents };
      }),
  );
  const names = await readNames(host, paid);
  const certificates = certificatesOf(paid, {
    birthDates: new Map([...names.children].map(([id, { birthDate }]) => [id, birthDate])),
    untilAge: config.certificateUntilAge,
    maximumCents: config.certificateMaximumCents[year],
  });
  const named = certificates.flatMap((certificate) => {
    const { child, ...payer } = names.of(certificate);
    return child ? [{ ...payer, child, certificate, payer: certificate.payer }] : [];
  });
  return named.toSorted(byName);
}
